namespace HypeKr.Hyperliquid;

/// <summary>What the signers of a multi-sig account do: propose actions, sign what others proposed, and submit what enough have signed. Immutable and safe to share.</summary>
/// <remarks>Open the account with the multi-sig account's address and the signer's own key: <c>client.ForAccount(multisigAddress, signer)</c>. The leader is whoever proposes and submits.</remarks>
public sealed partial class MultisigClient
{
    private readonly HyperliquidAccount _account;

    internal MultisigClient(HyperliquidAccount account) => _account = account;

    /// <summary>A proposal of this account, led by its signer, with the signer's next nonce. Nothing is signed or sent yet: the leader signs it like the others, if one of them.</summary>
    /// <param name="action">What the multi-sig account is to do.</param>
    /// <param name="options">Expiry and chain id.</param>
    /// <param name="authorizedUsers">Who may sign for the account, where that is known.</param>
    /// <param name="threshold">How many have to sign, where that is known.</param>
    /// <exception cref="InvalidActionException">The action cannot be submitted through this account or with these options.</exception>
    /// <inheritdoc cref="MultisigProposal.Create(HyperliquidNetwork, HypeKr.Crypto.EthereumAddress, HypeKr.Crypto.EthereumAddress, ExchangeAction, long, MultisigProposalOptions?)"/>
    public MultisigProposal Propose(
        ExchangeAction action, ActionOptions? options = null, IReadOnlyCollection<HypeKr.Crypto.EthereumAddress>? authorizedUsers = null, int? threshold = null)
    {
        ArgumentNullException.ThrowIfNull(action);
        return MultisigProposal.Create(new MultisigParties(_account.Owner, _account.Signer), action, _account.CreateInnerEnvelope(action, options), authorizedUsers, threshold);
    }

    /// <summary>The proposal with the signature of this account's signer, once the account's policy allows the action inside. The wrapper is the leader's: its type, <c>multiSig</c>, need not be allowed.</summary>
    /// <param name="proposal">A proposal of this account, led by anybody.</param>
    /// <param name="cancellationToken">Ends the wait for the signer.</param>
    /// <exception cref="PolicyViolationException">The policy does not allow the action. Nothing was signed.</exception>
    /// <exception cref="InvalidProposalException">It is another account's or for another chain, or the signer may not sign for the account or has signed already, or the signature is not its own.</exception>
    /// <exception cref="TransportException">What a rule of the policy needs to know cannot be had. Nothing was signed.</exception>
    public Task<MultisigProposal> SignAsync(MultisigProposal proposal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        CheckOurs(proposal);
        return _account.SignAsync(proposal, cancellationToken);
    }

    /// <summary>Signs the wrapper as the leader and sends it, once. Wire: action <c>multiSig</c>.</summary>
    /// <param name="proposal">A proposal of this account with enough signatures, whose leader is this account's signer.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <returns>The answer to the action inside.</returns>
    /// <exception cref="InvalidProposalException">It lacks signatures, or is another account's, another leader's, or for another chain. Nothing was signed.</exception>
    /// <inheritdoc cref="HyperliquidAccount.SubmitAsync"/>
    public async Task<ActionResponse> SubmitAsync(MultisigProposal proposal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        CheckOurs(proposal);
        if (proposal.OuterSigner != _account.Signer) throw new InvalidProposalException($"The proposal is led by {proposal.OuterSigner.Fingerprint}, and the signer here is {_account.Signer.Fingerprint}: only the leader can submit it.");
        var action = proposal.ToAction();
        var (response, rejection) = await _account.SendAsync(action, proposal.Envelope, cancellationToken).ConfigureAwait(false);
        return rejection is null ? response! : throw new ActionRejectedException(action.Type, rejection);
    }

    private void CheckOurs(MultisigProposal proposal)
    {
        if (proposal.Chain != _account.Client.Network.Chain) throw new InvalidProposalException($"The proposal is for {proposal.Chain}, and this account is on {_account.Client.Network.Chain}.");
        if (proposal.MultisigUser != _account.Owner) throw new InvalidProposalException($"The proposal is of the account {proposal.MultisigUser.Fingerprint}, and this one is {_account.Owner.Fingerprint}.");
        if (proposal.VaultAddress is { } vault && vault != _account.Address) throw new InvalidProposalException($"The proposal is for the vault or sub-account {vault.Fingerprint}, and this account is opened for {_account.Address.Fingerprint}.");
    }
}
