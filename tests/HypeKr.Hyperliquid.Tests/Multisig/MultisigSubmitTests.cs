using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Tests;

public sealed class MultisigSubmitTests : IDisposable
{
    private static readonly EthereumAddress Multisig = TestVenue.AddressOf("multi-sig account");
    private readonly TestVenue _venue = new();
    private readonly PrivateKeySigner _other = TestVenue.CreateSigner("other");
    private readonly HyperliquidAccount _leader;

    public MultisigSubmitTests() => _leader = _venue.Client.ForAccount(Multisig, _venue.Signer);

    public void Dispose()
    {
        _venue.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task The_leader_proposes_the_others_sign_and_the_leader_submits()
    {
        var proposal = _leader.Multisig.Propose(new CancelAction([]), new ActionOptions { ExpiresAfter = TestVenue.Start.AddMinutes(5) }, [_venue.Signer.Address, _other.Address], 2);
        Assert.Equal(_venue.Signer.Address, proposal.OuterSigner);
        proposal = await proposal.SignAsync(_venue.Signer);
        await Assert.ThrowsAsync<InvalidProposalException>(() => _leader.Multisig.SubmitAsync(proposal));
        Assert.Empty(_venue.Exchange.Requests);
        proposal = await MultisigProposal.FromJson(proposal.ToJson()).SignAsync(_other);

        Assert.Equal("default", (await _leader.Multisig.SubmitAsync(proposal)).Type);
        var body = Assert.Single(_venue.Exchange.Requests);
        Assert.Equal(proposal.Nonce, body.GetProperty("nonce").GetInt64());
        Assert.Equal(proposal.ExpiresAfter, body.GetProperty("expiresAfter").GetInt64());
        Assert.False(body.TryGetProperty("vaultAddress", out _));
        var payload = body.GetProperty("action").GetProperty("payload");
        Assert.Equal(Multisig.ToLowerHex(), payload.GetProperty("multiSigUser").GetString());
        Assert.Equal("cancel", payload.GetProperty("action").GetProperty("type").GetString());
        Assert.Equal(2, body.GetProperty("action").GetProperty("signatures").GetArrayLength());
    }

    [Fact]
    public async Task A_user_signed_action_of_the_multisig_account_is_proposed_not_submitted()
    {
        var action = new UsdSendAction(SampleActions.Someone, 1);
        var refusal = await Assert.ThrowsAsync<InvalidActionException>(() => _leader.SubmitAsync(action));
        Assert.Contains(nameof(MultisigProposal), refusal.Message, StringComparison.Ordinal);
        var proposal = await _leader.Multisig.Propose(action).SignAsync(_other);
        await _leader.Multisig.SubmitAsync(proposal);
        Assert.Equal("multiSig", _venue.Exchange.Action.GetProperty("type").GetString());
    }

    [Fact]
    public async Task What_another_leads_or_another_account_proposes_is_not_submitted()
    {
        var proposal = await _leader.Multisig.Propose(new NoopAction()).SignAsync(_other);
        await Refused(_venue.Client.ForAccount(TestVenue.UserAddress, _venue.Signer), proposal);
        await Refused(_venue.Client.ForAccount(Multisig, _other), proposal);
        await Refused(_leader, await MultisigProposal.Create(HyperliquidNetwork.Mainnet, Multisig, _venue.Signer.Address, new NoopAction(), 7).SignAsync(_other));
        await Refused(_leader, await _leader.ForVault(SampleActions.Someone).Multisig.Propose(new CancelAction([])).SignAsync(_other));
        Assert.Empty(_venue.Exchange.Requests);

        Task Refused(HyperliquidAccount account, MultisigProposal refused) => Assert.ThrowsAsync<InvalidProposalException>(() => account.Multisig.SubmitAsync(refused));
    }

    [Fact]
    public async Task A_vault_of_the_multisig_account_is_named_in_the_envelope()
    {
        var vault = _leader.ForVault(SampleActions.Someone);
        await vault.Multisig.SubmitAsync(await vault.Multisig.Propose(new CancelAction([])).SignAsync(_other));
        Assert.Equal(SampleActions.Someone.ToLowerHex(), Assert.Single(_venue.Exchange.Requests).GetProperty("vaultAddress").GetString());
        Assert.Throws<InvalidActionException>(() => vault.Multisig.Propose(new UsdSendAction(SampleActions.Someone, 1)));
    }

    [Fact]
    public async Task A_signer_with_a_policy_signs_only_what_it_allows()
    {
        var signer = _venue.Client.ForAccount(Multisig, _other, new TradingPolicy { ActionTypes = ["usdSend"], Destinations = [SampleActions.Someone] });
        var allowed = await signer.Multisig.SignAsync(MultisigProposal.FromJson(_leader.Multisig.Propose(new UsdSendAction(SampleActions.Someone, 1)).ToJson()));
        Assert.Equal(_other.Address, Assert.Single(allowed.Signatures).Signer);

        var elsewhere = _leader.Multisig.Propose(new UsdSendAction(TestVenue.UserAddress, 1));
        Assert.Equal(nameof(TradingPolicy.Destinations), (await Assert.ThrowsAsync<PolicyViolationException>(() => signer.Multisig.SignAsync(elsewhere))).Rule);
        await Assert.ThrowsAsync<PolicyViolationException>(() => signer.Multisig.SignAsync(_leader.Multisig.Propose(new NoopAction())));
        var unknown = RawUserSignedAction.Parse("Mystery", [new("nonce", "uint64")], """{"type":"mystery"}""");
        await Assert.ThrowsAsync<PolicyViolationException>(() => signer.Multisig.SignAsync(_leader.Multisig.Propose(unknown)));
        await Assert.ThrowsAsync<InvalidProposalException>(() => _venue.Client.ForAccount(TestVenue.UserAddress, _other).Multisig.SignAsync(elsewhere));
        await Assert.ThrowsAsync<InvalidProposalException>(() => _leader.Multisig.SignAsync(
            MultisigProposal.Create(HyperliquidNetwork.Mainnet, Multisig, _venue.Signer.Address, new NoopAction(), 7)));
        Assert.Empty(_venue.Exchange.Requests);
    }

    [Fact]
    public async Task The_policy_sees_what_is_inside()
    {
        var limited = _leader.WithPolicy(new TradingPolicy { ActionTypes = ["multiSig", "noop"] });
        await limited.Multisig.SubmitAsync(await limited.Multisig.Propose(new NoopAction()).SignAsync(_other));
        var proposal = await limited.Multisig.Propose(new UsdSendAction(SampleActions.Someone, 1)).SignAsync(_other);
        Assert.Equal("usdSend", (await Assert.ThrowsAsync<PolicyViolationException>(() => limited.Multisig.SubmitAsync(proposal))).ActionType);
        Assert.Single(_venue.Exchange.Requests);
    }

    [Fact]
    public async Task A_refusal_by_the_venue_is_an_exception()
    {
        _venue.Exchange.AnswerError("Invalid multi-sig inner signature");
        var proposal = await _leader.Multisig.Propose(new NoopAction()).SignAsync(_other);
        await Assert.ThrowsAsync<ActionRejectedException>(() => _leader.Multisig.SubmitAsync(proposal));
    }
}
