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
        Assert.Equal("usdSend (HyperliquidTransaction:UsdSend): 2 of 2 signatures", complete.ToString());
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
        var unknown = RawUserSignedAction.Parse("Mystery", [new("who", "address"), new("nonce", "uint64")], $$"""{"type":"mystery","who":"{{SampleActions.Someone.ToLowerHex()}}"}""");
        Assert.IsType<RawUserSignedAction>(MultisigProposal.FromJson(Propose(unknown).ToJson()).Action);
    }

    [Fact]
    public void Json_brings_every_user_signed_action_back_as_what_it_is()
    {
        var actions = SampleActions.All.Select(sample => sample.Action).Concat(TypedSamples.All.Select(json => TypedActions.Read(json)!)).OfType<UserSignedAction>();
        foreach (var action in actions) Assert.IsType(action.GetType(), MultisigProposal.FromJson(Propose(action).ToJson()).Action);
    }

    [Fact]
    public void A_withdrawal_cannot_hide_behind_another_wire_type()
    {
        var json = Propose(new WithdrawAction(_stranger.Address, 1_000_000)).ToJson();
        foreach (var (type, name) in new[] { ("claimDust", "Withdraw"), ("usdSend", "Withdraw"), ("withdraw3", "ClaimDust"), ("withdraw3", "UsdSend"), ("noop", "Withdraw") })
        {
            var root = JsonNode.Parse(json)!.AsObject();
            root["action"]!["type"] = type;
            root["primaryType"] = "HyperliquidTransaction:" + name;
            Assert.Throws<InvalidProposalException>(() => MultisigProposal.FromJson(root.ToJsonString()));
        }

        // Nor behind members that the typed action would not have, which a raw one shows and no policy reads.
        var raw = JsonNode.Parse(json)!.AsObject();
        raw["action"]!["amount"] = "1000000.0";
        Assert.Throws<InvalidProposalException>(() => MultisigProposal.FromJson(raw.ToJsonString()));
        raw.Remove("primaryType");
        raw.Remove("fields");
        Assert.Throws<InvalidProposalException>(() => MultisigProposal.FromJson(raw.ToJsonString()));
    }

    [Theory]
    [InlineData("4294967296")]
    [InlineData("11")]
    [InlineData("0")]
    [InlineData("1e99")]
    [InlineData("\"2\"")]
    public void A_threshold_out_of_range_is_refused(string threshold) =>
        Assert.Throws<InvalidProposalException>(() => MultisigProposal.FromJson(Propose(new NoopAction()).ToJson().Replace("\"threshold\":2", "\"threshold\":" + threshold, StringComparison.Ordinal)));

    [Theory]
    [InlineData("9999999999%")]
    [InlineData("79228162514264337593543950335%")]
    [InlineData("-1%")]
    public void A_rate_out_of_range_is_refused(string rate) =>
        Assert.Throws<InvalidProposalException>(() => MultisigProposal.FromJson(Propose(new ApproveBuilderFeeAction(SampleActions.Someone, 10)).ToJson().Replace("0.01%", rate, StringComparison.Ordinal)));

    [Fact]
    public void Json_that_no_proposal_is_as_long_as_is_not_read()
    {
        var refusal = Assert.Throws<InvalidProposalException>(() => MultisigProposal.FromJson(Propose(new NoopAction()).ToJson() + new string(' ', 1 << 20)));
        Assert.Contains("1048576", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_with_a_part_replaced_by_anything_is_a_proposal_or_refused()
    {
        string[] values =
        [
            "null", "true", "0", "-1", "4294967296", "9007199254740993", "18446744073709551616", "1e400", "0.5", "\"\"", "\"0x\"", "\"-1\"", "\"1e9\"", "\"99999999999999999999999999999999\"", "\"9999999999%\"",
            "\"\\ud800\"", "[]", "[[]]", "{}", "{\"type\":1}",
        ];
        var random = new Random(11);
        foreach (var (action, _) in SampleActions.All)
        {
            var json = (await Propose(action).SignAsync(_first)).ToJson();
            var leaves = Paths(JsonNode.Parse(json)!).ToArray();
            foreach (var leaf in leaves)
            {
                for (var i = 0; i < 4; i++)
                {
                    var root = JsonNode.Parse(json)!;
                    Replace(root, leaf, "\u0001value");
                    var edited = root.ToJsonString().Replace("\"\\u0001value\"", values[random.Next(values.Length)], StringComparison.Ordinal);
                    var refusal = Record.Exception(() => MultisigProposal.FromJson(edited));
                    Assert.True(refusal is null or InvalidProposalException, $"{action.Type} {string.Join('.', leaf)}: {refusal}");
                }
            }

            for (var i = 0; i < 20; i++)
            {
                var text = json.ToCharArray();
                text[random.Next(text.Length)] = (char)random.Next(32, 127);
                var refusal = Record.Exception(() => MultisigProposal.FromJson(new string(text)));
                Assert.True(refusal is null or InvalidProposalException, $"{action.Type}: {refusal}");
                Assert.Throws<InvalidProposalException>(() => MultisigProposal.FromJson(json[..random.Next(json.Length)]));
            }
        }

        static IEnumerable<object[]> Paths(JsonNode node) => node switch
        {
            JsonObject o => o.SelectMany(member => (IEnumerable<object[]>)[[member.Key], .. member.Value is null ? [] : Paths(member.Value).Select(path => (object[])[member.Key, .. path])]),
            JsonArray a => a.SelectMany((item, i) => (IEnumerable<object[]>)[[i], .. item is null ? [] : Paths(item).Select(path => (object[])[i, .. path])]),
            _ => [],
        };

        static void Replace(JsonNode root, object[] path, string value)
        {
            foreach (var step in path[..^1]) root = step is int i ? root[i]! : root[(string)step]!;
            if (path[^1] is int index) root[index] = value;
            else root[(string)path[^1]] = value;
        }
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
        Assert.Equal(_stranger.Address, MultisigProposal.Create(HyperliquidNetwork.Testnet, Account, _stranger.Address, new NoopAction(), 7, new() { AuthorizedUsers = [_first.Address] }).OuterSigner); // An agent may lead.
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
