namespace HypeKr.Hyperliquid;

/// <summary>What the leader of a multi-sig account does: propose actions, and submit what the others have signed. Immutable and safe to share.</summary>
/// <remarks>Open the account with the multi-sig account's address and the leader's own key: <c>client.ForAccount(multisigAddress, leaderSigner)</c>.</remarks>
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

    /// <summary>Signs the wrapper as the leader and sends it, once. Wire: action <c>multiSig</c>.</summary>
    /// <param name="proposal">A proposal of this account with enough signatures, whose leader is this account's signer.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <returns>The answer to the action inside.</returns>
    /// <exception cref="InvalidProposalException">It lacks signatures, or is another account's, another leader's, or for another chain. Nothing was signed.</exception>
    /// <inheritdoc cref="HyperliquidAccount.SubmitAsync"/>
    public async Task<ActionResponse> SubmitAsync(MultisigProposal proposal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        if (proposal.Chain != _account.Client.Network.Chain) throw new InvalidProposalException($"The proposal is for {proposal.Chain}, and this account is on {_account.Client.Network.Chain}.");
        if (proposal.MultisigUser != _account.Owner) throw new InvalidProposalException($"The proposal is of the account {proposal.MultisigUser.Fingerprint}, and this one is {_account.Owner.Fingerprint}.");
        if (proposal.OuterSigner != _account.Signer) throw new InvalidProposalException($"The proposal is led by {proposal.OuterSigner.Fingerprint}, and the signer here is {_account.Signer.Fingerprint}: only the leader can submit it.");
        if (proposal.VaultAddress is { } vault && vault != _account.Address) throw new InvalidProposalException($"The proposal is for the vault or sub-account {vault.Fingerprint}, and this account is opened for {_account.Address.Fingerprint}.");
        var action = proposal.ToAction();
        var (response, rejection) = await _account.SendAsync(action, proposal.Envelope, cancellationToken).ConfigureAwait(false);
        return rejection is null ? response! : throw new ActionRejectedException(action.Type, rejection);
    }
}
