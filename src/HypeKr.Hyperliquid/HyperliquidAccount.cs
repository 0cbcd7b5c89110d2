using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>What a signer may do for an address. Cheap: open one for every user of a bot. Immutable and safe to share; the signer stays the caller's.</summary>
/// <remarks>
/// Address and signer are different things: an agent (API wallet) signs for an account whose address is not its own. The address is never derived from the signer;
/// <see cref="VerifySignerAsync"/> asks the venue whether they belong together.
/// </remarks>
public sealed partial class HyperliquidAccount
{
    private readonly ITypedDataSigner _signer;
    private readonly NonceSource _nonces;
    private readonly EthereumAddress? _vaultAddress;

    /// <summary>The account whose key or agent the signer is: the address, or the owner of the vault or sub-account that it is.</summary>
    private readonly EthereumAddress _owner;

    internal HyperliquidAccount(HyperliquidClient client, EthereumAddress owner, ITypedDataSigner signer, EthereumAddress? vaultAddress = null, TradingPolicy? policy = null)
    {
        Policy = policy;
        var address = vaultAddress ?? owner;
        _owner = owner;
        Client = client;
        Address = address;
        _signer = signer;
        _vaultAddress = vaultAddress;
        _nonces = NonceSource.For(signer.Address, client.TimeProvider);
    }

    /// <summary>The address acted for: the account's own, a sub-account's or a vault's.</summary>
    public EthereumAddress Address { get; }

    /// <summary>Whether actions name the address as <c>vaultAddress</c>, since it is a sub-account or a vault of the signer's account.</summary>
    public bool IsVaultOrSubAccount => _vaultAddress is not null;

    /// <summary>Every read about the address.</summary>
    public UserView User => field ??= Client.ForUser(Address);

    /// <summary>What the account may do; null where nothing limits it.</summary>
    public TradingPolicy? Policy { get; }

    internal HyperliquidClient Client { get; }

    internal EthereumAddress Signer => _signer.Address;

    /// <summary>The same signer acting for a vault that its account leads.</summary>
    /// <param name="address">The vault's address.</param>
    public HyperliquidAccount ForVault(EthereumAddress address) => new(Client, _owner, _signer, address, Policy);

    /// <summary>The same signer acting for a sub-account of its account.</summary>
    /// <param name="address">The sub-account's address.</param>
    public HyperliquidAccount ForSubAccount(EthereumAddress address) => new(Client, _owner, _signer, address, Policy);

    /// <summary>The same account with a policy, which every action has to pass before it is signed. It replaces the one before; an account does not get rid of a policy.</summary>
    public HyperliquidAccount WithPolicy(TradingPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new(Client, _owner, _signer, _vaultAddress, policy);
    }

    /// <summary>Signs an action and sends it, once.</summary>
    /// <param name="action">Any action. A user-signed one has to be signed by the account's own key; one that acts for the signer's own account is refused for a vault or a sub-account.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>, since the action may have been executed.</param>
    /// <returns>The venue's answer. Accepted as a whole is not executed: look into <see cref="ActionResponse.Data"/>.</returns>
    /// <exception cref="InvalidActionException">The action cannot be submitted through this account or with these options. Nothing was signed.</exception>
    /// <exception cref="PolicyViolationException">The policy does not allow the action. Nothing was signed.</exception>
    /// <exception cref="InvalidSignatureException">A wallet gave a signature that is not that of its address. Nothing was sent.</exception>
    /// <exception cref="ActionRejectedException">The venue refused the action as a whole.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read; the action may have been executed.</exception>
    public async Task<ActionResponse> SubmitAsync(ExchangeAction action, ActionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(action);
        var (response, rejection) = await SendAsync(action, options, cancellationToken).ConfigureAwait(false);
        return rejection is null ? response! : throw new ActionRejectedException(action.Type, rejection);
    }

    /// <summary>Asks the venue whether the signer may act for the address. Wire: info <c>userRole</c>, once or twice at weight 60.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<SignerVerification> VerifySignerAsync(CancellationToken cancellationToken = default)
    {
        var role = await User.GetRoleAsync(cancellationToken).ConfigureAwait(false);
        var signerRole = Signer == Address ? role : await Client.ForUser(Signer).GetRoleAsync(cancellationToken).ConfigureAwait(false);
        return new SignerVerification { Standing = Judge(role, signerRole), AccountRole = role, SignerRole = signerRole };
    }

    /// <summary>The fingerprint of the address.</summary>
    public override string ToString() => Address.Fingerprint;

    internal Task<(ActionResponse? Response, Rejection? Rejection)> SendAsync(ExchangeAction action, ActionOptions? options, CancellationToken cancellationToken) =>
        SendAsync(action, CreateEnvelope(action, options), cancellationToken);

    /// <summary>Asks the policy, signs and sends: the one way by which actions leave.</summary>
    internal async Task<(ActionResponse? Response, Rejection? Rejection)> SendAsync(ExchangeAction action, ActionEnvelope envelope, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Policy is not null) await Policy.CheckAsync(action, Client, cancellationToken).ConfigureAwait(false);
        var signature = await ActionSigner.SignAsync(action, envelope, _signer, cancellationToken).ConfigureAwait(false);
        return await Client.Exchange.SendAsync(action.Type, envelope.ToBody(action, signature), Signer, Address, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A new nonce with what else the envelope carries for this account, or the reason why the action cannot be submitted through it.</summary>
    internal ActionEnvelope CreateEnvelope(ExchangeAction action, ActionOptions? options)
    {
        if (action is UserSignedAction && Signer != _owner)
        {
            throw new InvalidActionException(
                $"'{action.Type}' is for whoever signs it, and the signer {Signer.Fingerprint} is not the account {_owner.Fingerprint}: the account's own key has to sign it, an agent cannot, and the signers of a multi-sig account do so by a {nameof(MultisigProposal)}.");
        }

        return CreateInnerEnvelope(action, options);
    }

    /// <summary>As <see cref="CreateEnvelope"/>, for an action that others sign.</summary>
    internal ActionEnvelope CreateInnerEnvelope(ExchangeAction action, ActionOptions? options)
    {
        if (_vaultAddress is not null && action.ActsFor == ActsFor.OwnAccount)
        {
            throw new InvalidActionException(
                $"'{action.Type}' acts for the signer's own account and never for a vault or sub-account such as {Address.Fingerprint}: submit it through the account itself.");
        }

        if (options?.ExpiresAfter is not null && !action.CanExpire)
        {
            throw new InvalidActionException($"'{action.Type}' is signed by the user member by member, and such actions cannot expire: leave {nameof(ActionOptions)}.{nameof(ActionOptions.ExpiresAfter)} unset.");
        }

        return new(
            ActionContext.For(Client.Network, _nonces.Next(), options?.SignatureChainId),
            action.ActsFor == ActsFor.Envelope ? _vaultAddress : null,
            options?.ExpiresAfter?.ToUnixTimeMilliseconds());
    }

    private SignerStanding Judge(UserRole role, UserRole signerRole)
    {
        if (role.Kind == UserRoleKind.Agent) return SignerStanding.AddressIsAgent;
        var signerAccount = signerRole.Kind == UserRoleKind.Agent ? signerRole.Data?.User : Signer;
        if (_vaultAddress is not null && role.Kind == UserRoleKind.Vault) return SignerStanding.Unverifiable;
        var owner = _vaultAddress is not null && role.Kind == UserRoleKind.SubAccount ? role.Data?.Master : Address;
        if (_vaultAddress is not null && role.Kind != UserRoleKind.SubAccount) return SignerStanding.NotAuthorized;
        if (signerAccount is null || owner is null) return SignerStanding.Unverifiable;
        if (signerAccount != owner) return SignerStanding.NotAuthorized;
        if (signerRole.Kind == UserRoleKind.Agent) return SignerStanding.Agent;
        return signerRole.Kind == UserRoleKind.Missing ? SignerStanding.Missing : SignerStanding.Owner;
    }
}
