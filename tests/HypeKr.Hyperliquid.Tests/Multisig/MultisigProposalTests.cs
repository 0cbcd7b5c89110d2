using System.Text.Json.Nodes;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Tests;

public sealed class MultisigProposalTests : IDisposable
{
    private static readonly EthereumAddress Account = TestVenue.AddressOf("multi-sig account");
    private readonly PrivateKeySigner _first = TestVenue.CreateSigner("first");
    private readonly PrivateKeySigner _second = TestVenue.CreateSigner("second");
    private readonly PrivateKeySigner _stranger = TestVenue.CreateSigner("stranger");

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _stranger.Dispose();
    }

    [Fact]
    public async Task Signatures_are_collected_from_signers_and_from_elsewhere_in_any_order()
    {
        var proposal = Propose(new UsdSendAction(SampleActions.Someone, 12.5m));
        Assert.False(proposal.IsComplete);
        Assert.Throws<InvalidProposalException>(proposal.ToAction);

        var signed = await proposal.SignAsync(_second);
        Assert.False(signed.IsComplete);
        Assert.Empty(proposal.Signatures);

        // A wallet elsewhere: it is given the JSON and gives 65 bytes.
        var typedData = TypedData.Parse(MultisigProposal.FromJson(signed.ToJson()).ToTypedData().ToJson());
        Assert.Contains("payloadMultiSigUser", typedData.EncodeType, StringComparison.Ordinal);
        var bytes = (await _first.SignTypedDataAsync(typedData)).ToBytes65();
        var complete = signed.WithSignature(RecoverableSignature.FromBytes(bytes));

        Assert.True(complete.IsComplete);
        Assert.Equal([_second.Address, _first.Address], complete.Signatures.Select(signature => signature.Signer));
        Assert.Equal(2, complete.ToAction().Signatures.Count);
        Assert.Equal("usdSend: 2 of 2 signatures", complete.ToString());
    }

    [Fact]
    public async Task Strangers_and_second_signatures_are_refused()
    {
        var proposal = Propose(new NoopAction());
        var asked = new AskedSigner(_stranger);
        await Assert.ThrowsAsync<InvalidProposalException>(() => proposal.SignAsync(asked));
        Assert.False(asked.Asked);
        Assert.Throws<InvalidProposalException>(() => proposal.WithSignature(_stranger.SignHashAsync(proposal.ToTypedDataHash()).Result));
        Assert.Throws<InvalidProposalException>(() => proposal.WithSignature(_first.SignHashAsync(new NoopAction().ToTypedDataHash(HyperliquidNetwork.Testnet, 7)).Result));
        Assert.Throws<InvalidProposalException>(() => proposal.WithSignature(default));
        var signed = await proposal.SignAsync(_first);
        await Assert.ThrowsAsync<InvalidProposalException>(() => signed.SignAsync(_first));
        Assert.Throws<InvalidProposalException>(() => signed.WithSignature(signed.Signatures[0].Signature));
    }

    [Fact]
    public async Task A_signer_that_signs_something_else_is_found_out()
    {
        var refusal = await Assert.ThrowsAsync<InvalidProposalException>(() => Propose(new NoopAction()).SignAsync(new LyingSigner(_first, _stranger)));
        Assert.Contains(_first.Address.Fingerprint, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_list_of_signers_anybody_may_sign_and_the_venue_judges()
    {
        var proposal = MultisigProposal.Create(HyperliquidNetwork.Testnet, Account, _first.Address, new NoopAction(), 7);
        Assert.True((await proposal.SignAsync(_stranger)).IsComplete);
    }

    [Fact]
    public async Task Everything_that_is_fixed_is_signed()
    {
        var action = new CancelAction([]);
        var options = new MultisigProposalOptions { VaultAddress = SampleActions.Someone, ExpiresAfter = TestVenue.Start };
        MultisigProposal[] proposals =
        [
            MultisigProposal.Create(HyperliquidNetwork.Testnet, Account, _first.Address, action, 7, options),
            MultisigProposal.Create(HyperliquidNetwork.Mainnet, Account, _first.Address, action, 7, options),
            MultisigProposal.Create(HyperliquidNetwork.Testnet, _second.Address, _first.Address, action, 7, options),
            MultisigProposal.Create(HyperliquidNetwork.Testnet, Account, _second.Address, action, 7, options),
            MultisigProposal.Create(HyperliquidNetwork.Testnet, Account, _first.Address, new NoopAction(), 7, options),
            MultisigProposal.Create(HyperliquidNetwork.Testnet, Account, _first.Address, action, 8, options),
            MultisigProposal.Create(HyperliquidNetwork.Testnet, Account, _first.Address, action, 7, new() { VaultAddress = SampleActions.Someone }),
            MultisigProposal.Create(HyperliquidNetwork.Testnet, Account, _first.Address, action, 7, new() { ExpiresAfter = TestVenue.Start }),
        ];
        Assert.Equal(proposals.Length, proposals.Select(proposal => proposal.ToTypedDataHash().Digest).Distinct().Count());
        var signed = await proposals[0].SignAsync(_first);
        Assert.All(proposals[1..], other => Assert.Throws<InvalidProposalException>(() => other.Merge(signed)));
    }

    [Fact]
    public async Task Copies_that_were_signed_apart_are_merged()
    {
        var proposal = Propose(new NoopAction());
        var merged = (await proposal.SignAsync(_first)).Merge(await proposal.SignAsync(_second)).Merge(await proposal.SignAsync(_first));
        Assert.Equal(2, merged.Signatures.Count);
    }

    [Fact]
    public async Task Json_brings_every_action_back()
    {
        foreach (var (action, _) in SampleActions.All)
        {
            var proposal = await Propose(action).SignAsync(_first);
            var read = MultisigProposal.FromJson(proposal.ToJson());
            Assert.Equal(proposal.ToJson(), read.ToJson());
            Assert.Equal(proposal.ToTypedDataHash(), read.ToTypedDataHash());
            Assert.Equal(action.Type, read.Action.Type);
            Assert.Equal(action is UserSignedAction, read.Action is UserSignedAction);
        }
    }

    [Fact]
    public void Json_brings_typed_actions_back_as_what_they_are()
    {
        var read = Assert.IsType<UsdSendAction>(MultisigProposal.FromJson(Propose(new UsdSendAction(SampleActions.Someone, 1.5m)).ToJson()).Action);
        Assert.Equal(1.5m, read.Amount);
        Assert.Equal(SampleActions.Someone, read.Destination);

        // No reader for it: raw, and a policy sees that.
        Assert.IsType<RawAction>(MultisigProposal.FromJson(Propose(new RegisterReferrerAction("CODE")).ToJson()).Action);
        Assert.IsType<RawUserSignedAction>(MultisigProposal.FromJson(Propose(new LinkStakingUserAction(SampleActions.Someone, true)).ToJson()).Action);
    }

    [Fact]
    public async Task Json_with_anything_wrong_is_refused()
    {
        var proposal = await Propose(new UsdSendAction(SampleActions.Someone, 1.5m)).SignAsync(_first);
        var json = proposal.ToJson();
        Assert.Equal(json, MultisigProposal.FromJson(json).ToJson());
        var edits = new Dictionary<string, Action<JsonObject>>
        {
            ["a later version"] = root => root["version"] = 2,
            ["an unknown member"] = root => root["priority"] = 1,
            ["another chain"] = root => root["chain"] = "Mainnet",
            ["no chain"] = root => root.Remove("chain"),
            ["an odd chain"] = root => root["chain"] = "Devnet",
            ["another account"] = root => root["multiSigUser"] = _stranger.Address.ToLowerHex(),
            ["another leader"] = root => root["outerSigner"] = _stranger.Address.ToLowerHex(),
            ["another nonce"] = root => root["nonce"] = 8,
            ["a nonce below zero"] = root => root["nonce"] = -1,
            ["a nonce as text"] = root => root["nonce"] = "7",
            ["a vault"] = root => root["vaultAddress"] = SampleActions.Someone.ToLowerHex(),
            ["an expiry"] = root => root["expiresAfter"] = 1,
            ["another chain id"] = root => root["signatureChainId"] = "0x1",
            ["a chain id in decimal"] = root => root["signatureChainId"] = "421614",
            ["another amount"] = root => root["action"]!["amount"] = "150",
            ["another form of the amount"] = root => root["action"]!["amount"] = "1.50",
            ["another recipient"] = root => root["action"]!["destination"] = _stranger.Address.ToLowerHex(),
            ["another nonce inside"] = root => root["action"]!["time"] = 8,
            ["another type"] = root => root["action"]!["type"] = "withdraw3",
            ["another primary type"] = root => root["primaryType"] = "HyperliquidTransaction:Withdraw",
            ["no primary type"] = root => root.Remove("primaryType"),
            ["no fields"] = root => root.Remove("fields"),
            ["a field less"] = root => ((JsonArray)root["fields"]!).RemoveAt(0),
            ["a field of another type"] = root => root["fields"]![0]!["type"] = "address",
            ["signers without the one who signed"] = root => root["authorizedUsers"] = new JsonArray(_second.Address.ToLowerHex()),
            ["too high a threshold"] = root => root["threshold"] = 3,
            ["no threshold at all"] = root => root["threshold"] = 0,
            ["a signature twice"] = root => ((JsonArray)root["signatures"]!).Add(root["signatures"]![0]!.DeepClone()),
            ["a signature of another"] = root => root["signatures"]![0]!["signer"] = _second.Address.ToLowerHex(),
            ["half a signature"] = root => root["signatures"]![0]!["signature"] = root["signatures"]![0]!["signature"]!.GetValue<string>()[..66],
            ["no signatures"] = root => root.Remove("signatures"),
            ["signatures that are none"] = root => root["signatures"] = new JsonArray(1),
            ["no action"] = root => root.Remove("action"),
            ["an action that is a list"] = root => root["action"] = new JsonArray(),
        };
        foreach (var (what, edit) in edits)
        {
            var root = JsonNode.Parse(json)!.AsObject();
            edit(root);
            var refusal = Record.Exception(() => MultisigProposal.FromJson(root.ToJsonString()));
            Assert.True(refusal is InvalidProposalException, $"{what}: {refusal?.ToString() ?? "accepted"}");
            foreach (var address in new[] { Account, _first.Address, _second.Address, _stranger.Address, SampleActions.Someone })
            {
                Assert.DoesNotContain(address.ToLowerHex()[2..], refusal!.Message, StringComparison.OrdinalIgnoreCase);
            }
        }

        Assert.Throws<InvalidProposalException>(() => MultisigProposal.FromJson(json[..^1]));
        Assert.Throws<InvalidProposalException>(() => MultisigProposal.FromJson("[]"));
        Assert.Throws<InvalidProposalException>(() => MultisigProposal.FromJson(json.Replace("\"version\":1", "\"version\":1,\"version\":1", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Json_with_any_byte_changed_is_read_or_refused_and_nothing_else()
    {
        var proposal = await Propose(new SendAssetAction(SampleActions.Someone, TransferDex.Perps, TransferDex.Spot, TokenName.Usdc, 1.5m)).SignAsync(_first);
        var json = proposal.ToJson();
        var random = new Random(4);
        for (var i = 0; i < 2000; i++)
        {
            var text = json.ToCharArray();
            for (var edits = random.Next(1, 4); edits > 0; edits--) text[random.Next(text.Length)] = "{}[],:\"0129aefx-.\\ \ud83e"[random.Next(20)];
            var changed = new string(text, 0, random.Next(4) == 0 ? random.Next(text.Length) : text.Length);
            try
            {
                // What is read is what was signed: nothing else holds the signatures.
                Assert.Equal(proposal.ToTypedDataHash(), MultisigProposal.FromJson(changed).ToTypedDataHash());
            }
            catch (InvalidProposalException)
            {
                // Refused.
            }
        }

        Assert.Throws<InvalidProposalException>(() => MultisigProposal.FromJson(json.Replace("\"threshold\":2", "\"threshold\":4294967298", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_cannot_be_signed_is_refused_when_it_is_proposed()
    {
        var inner = new MultisigAction(Account, _first.Address, new NoopAction(), [SampleActions.Signature]);
        Assert.Throws<ArgumentException>(() => Propose(inner));
        Assert.Throws<ArgumentException>(() => Propose(RawAction.Parse("[]")));
        Assert.Throws<ArgumentException>(() => MultisigProposal.Create(HyperliquidNetwork.Testnet, Account, _first.Address, new UsdSendAction(Account, 1), 7, new() { ExpiresAfter = TestVenue.Start }));
        Assert.Throws<ArgumentException>(() => MultisigProposal.Create(HyperliquidNetwork.Testnet, Account, _first.Address, new UsdSendAction(Account, 1), 7, new() { VaultAddress = Account }));
        Assert.Throws<ArgumentException>(() => MultisigProposal.Create(HyperliquidNetwork.Testnet, default, _first.Address, new NoopAction(), 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => MultisigProposal.Create(HyperliquidNetwork.Testnet, Account, _first.Address, new NoopAction(), -7));
        Assert.Throws<ArgumentOutOfRangeException>(() => MultisigProposal.Create(HyperliquidNetwork.Testnet, Account, _first.Address, new NoopAction(), 7, new() { Threshold = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => MultisigProposal.Create(HyperliquidNetwork.Testnet, Account, _first.Address, new NoopAction(), 7, new() { Threshold = 2, AuthorizedUsers = [_first.Address] }));
        Assert.Throws<ArgumentException>(() => MultisigProposal.Create(HyperliquidNetwork.Testnet, Account, _first.Address, new NoopAction(), 7, new() { AuthorizedUsers = [_first.Address, _first.Address] }));
    }

    [Fact]
    public void Signers_are_written_in_order_once_and_in_number()
    {
        var action = new ConvertToMultisigUserAction([_second.Address, _first.Address], 2);
        Assert.Equal(action.AuthorizedUsers.Order(), action.AuthorizedUsers);
        Assert.Equal(new ConvertToMultisigUserAction([_first.Address, _second.Address], 2).SignersText, action.SignersText);
        Assert.Equal("null", ConvertToMultisigUserAction.Revert.SignersText);
        Assert.Throws<ArgumentException>(() => new ConvertToMultisigUserAction([], 1));
        Assert.Throws<ArgumentException>(() => new ConvertToMultisigUserAction([_first.Address, _first.Address], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConvertToMultisigUserAction([_first.Address], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConvertToMultisigUserAction([_first.Address], 0));
        Assert.Throws<ArgumentException>(() => new ConvertToMultisigUserAction(Enumerable.Range(0, 11).Select(i => TestVenue.AddressOf($"signer {i}")), 1));
    }

    private MultisigProposal Propose(ExchangeAction action) => MultisigProposal.Create(
        HyperliquidNetwork.Testnet, Account, _first.Address, action, 7, new MultisigProposalOptions { AuthorizedUsers = [_first.Address, _second.Address], Threshold = 2 });

    private sealed class AskedSigner(PrivateKeySigner inner) : ITypedDataSigner
    {
        public bool Asked { get; private set; }

        public EthereumAddress Address => inner.Address;

        public ValueTask<RecoverableSignature> SignTypedDataAsync(TypedData typedData, CancellationToken cancellationToken = default)
        {
            Asked = true;
            return inner.SignTypedDataAsync(typedData, cancellationToken);
        }
    }

    private sealed class LyingSigner(PrivateKeySigner claimed, PrivateKeySigner actual) : ITypedDataSigner
    {
        public EthereumAddress Address => claimed.Address;

        public ValueTask<RecoverableSignature> SignTypedDataAsync(TypedData typedData, CancellationToken cancellationToken = default) => actual.SignTypedDataAsync(typedData, cancellationToken);
    }
}
