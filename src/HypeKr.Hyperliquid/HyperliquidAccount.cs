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

    internal HyperliquidAccount(HyperliquidClient client, EthereumAddress owner, ITypedDataSigner signer, TradingPolicy? policy = null)
        : this(client, owner, signer, signer.Address, vaultAddress: null, policy, journal: null)
    {
    }

    private HyperliquidAccount(
        HyperliquidClient client, EthereumAddress owner, ITypedDataSigner signer, EthereumAddress signerAddress, EthereumAddress? vaultAddress, TradingPolicy? policy, PlacementJournal? journal)
    {
        Policy = policy;
        Journal = journal;
        _owner = owner;
        Client = client;
        Address = vaultAddress ?? owner;
        _signer = signer;
        Signer = signerAddress;
        _vaultAddress = vaultAddress;
        _nonces = NonceSource.For(signerAddress, client.TimeProvider, client.Clock);
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

    /// <summary>The signer's address when the account was opened: a wallet may have another one later, and its signatures are refused then.</summary>
    internal EthereumAddress Signer { get; }

    /// <summary>The same signer acting for a vault that its account leads.</summary>
    /// <param name="address">The vault's address.</param>
    /// <exception cref="ArgumentException">The address is zero.</exception>
    public HyperliquidAccount ForVault(EthereumAddress address) => For(address);

    /// <summary>The same signer acting for a sub-account of its account.</summary>
    /// <param name="address">The sub-account's address.</param>
    /// <exception cref="ArgumentException">The address is zero.</exception>
    public HyperliquidAccount ForSubAccount(EthereumAddress address) => For(address);

    /// <summary>The same account with a policy, which every action has to pass before it is signed. It replaces the one before; an account does not get rid of a policy.</summary>
    public HyperliquidAccount WithPolicy(TradingPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new(Client, _owner, _signer, Signer, _vaultAddress, policy, Journal);
    }

    /// <summary>Signs an action and sends it, once.</summary>
    /// <param name="action">Any action. A user-signed one has to be signed by the account's own key; one that acts for the signer's own account is refused for a vault or a sub-account.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>, since the action may have been executed.</param>
    /// <returns>The venue's answer. Accepted as a whole is not executed: look into <see cref="ActionResponse.Data"/>.</returns>
    /// <exception cref="InvalidActionException">The action cannot be submitted through this account or with these options. Nothing was signed.</exception>
    /// <exception cref="PolicyViolationException">The policy does not allow the action. Nothing was signed.</exception>
    /// <exception cref="KillSwitchEngagedException">The <see cref="KillSwitch"/> is engaged, and the action would place an order. Nothing was sent.</exception>
    /// <exception cref="ActionRejectedException">The venue refused the action as a whole.</exception>
    /// <exception cref="ForeignSignatureException">The signer gave a signature that is not its own. Nothing was sent.</exception>
    /// <exception cref="TransportException">No usable answer, or it expired before it could be sent; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read; the action may have been executed.</exception>
    public async Task<ActionResponse> SubmitAsync(ExchangeAction action, ActionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(action);
        var (response, rejection) = await SendAsync(action, options, cancellationToken).ConfigureAwait(false);
        return rejection is null ? response! : throw new ActionRejectedException(action.Type, rejection);
    }

    /// <summary>Asks the venue whether the signer may act for the address. Wire: info <c>userRole</c>, once or twice at weight 60, and <c>extraAgents</c> at weight 20 for a signer that the venue does not know.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<SignerVerification> VerifySignerAsync(CancellationToken cancellationToken = default)
    {
        var role = await User.GetRoleAsync(cancellationToken).ConfigureAwait(false);
        var signerRole = Signer == Address ? role : await Client.ForUser(Signer).GetRoleAsync(cancellationToken).ConfigureAwait(false);
        var standing = Judge(role, signerRole);
        if (signerRole.Kind == UserRoleKind.Missing && standing is SignerStanding.NotAuthorized or SignerStanding.Unverifiable)
        {
            // Nobody to the venue: an agent of before, or one that never was.
            var account = role.Kind == UserRoleKind.SubAccount ? role.Data?.Master ?? _owner : _owner;
            var agents = await Client.ForUser(account).GetAgentsAsync(cancellationToken).ConfigureAwait(false);
            standing = agents.FirstOrDefault(agent => agent?.Address == Signer) is { } listed
                ? listed.ValidUntil <= Client.TimeProvider.GetUtcNow() ? SignerStanding.Lapsed : SignerStanding.Unverifiable
                : SignerStanding.Unknown;
        }

        return new SignerVerification { Standing = standing, AccountRole = role, SignerRole = signerRole };
    }

    /// <summary>The fingerprint of the address.</summary>
    public override string ToString() => Address.Fingerprint;

    /// <summary>Signs a proposal that the policy allows, as one of the account's signers.</summary>
    internal async Task<MultisigProposal> SignAsync(MultisigProposal proposal, CancellationToken cancellationToken)
    {
        if (Policy is not null) await Policy.CheckAsync(proposal.Action, Client, cancellationToken, Address).ConfigureAwait(false);
        return await proposal.SignAsync(_signer, Signer, cancellationToken).ConfigureAwait(false);
    }

    internal Task<(ActionResponse? Response, Rejection? Rejection)> SendAsync(ExchangeAction action, ActionOptions? options, CancellationToken cancellationToken)
    {
        Check(action, options);
        return Journal is null ? SendAsync(action, null, options, cancellationToken) : SendByJournalAsync(action, options, cancellationToken);
    }

    /// <summary>As the other, with what was signed with the action before.</summary>
    internal Task<(ActionResponse? Response, Rejection? Rejection)> SendAsync(ExchangeAction action, ActionEnvelope envelope, CancellationToken cancellationToken) =>
        SendAsync(action, envelope, null, cancellationToken);

    /// <summary>What an action that others sign is signed with: a new nonce, and what else the envelope carries for this account.</summary>
    /// <exception cref="InvalidActionException">The action cannot be submitted through this account.</exception>
    internal ActionEnvelope CreateInnerEnvelope(ExchangeAction action, ActionOptions? options)
    {
        CheckInner(action, options);
        return CreateEnvelope(action, options);
    }

    /// <summary>Asks the policy, waits for the limits, signs and sends: the one way by which actions leave.</summary>
    private async Task<(ActionResponse? Response, Rejection? Rejection)> SendAsync(ExchangeAction action, ActionEnvelope? given, ActionOptions? options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Policy is not null) await Policy.CheckAsync(action, Client, cancellationToken, Address).ConfigureAwait(false);
        if (given is { } used && Journal is not null) await Journal.Engine.MarkAsync(used.Context.Nonce).ConfigureAwait(false);
        var began = Now();
        var expiry = given is { } envelope ? envelope.ExpiresAfter : Milliseconds(options);
        await Client.Exchange.AdmitAsync(action, Address, cancellationToken).ConfigureAwait(false);
        byte[] body;
        try
        {
            // After the wait, which may be long: nonces age, and a wallet's owner is not asked to sign what is too late.
            ThrowIfExpired();
            if (given is null) await HearVenueAsync(cancellationToken).ConfigureAwait(false);
            envelope = given ?? CreateEnvelope(action, options);
            var signature = await ActionSigner.SignAsync(action, envelope, _signer, Signer, cancellationToken).ConfigureAwait(false);
            ThrowIfExpired();

            // A wallet's owner may have taken his time, and the kill switch does not wait for him.
            Client.Exchange.KillSwitches.Of(Address).Check(action);
            body = envelope.ToBody(action, signature);
        }
        catch
        {
            Client.Exchange.GiveBack(action, Address);
            throw;
        }

        return await Client.Exchange.SendAsync(action.Type, body, Signer, Address, cancellationToken).ConfigureAwait(false);

        long Now() => Client.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();

        // What was late from the start is the venue's to judge, by its own clock.
        void ThrowIfExpired()
        {
            if (expiry is { } end && began <= end && Now() > end)
            {
                throw new TransportException($"'{action.Type}' expired while it waited to be sent: it was not sent.", isTransient: false, mayHaveExecuted: false);
            }
        }
    }

    /// <summary>Says why an action cannot be submitted through this account, before it waits and before it takes a nonce.</summary>
    private void Check(ExchangeAction action, ActionOptions? options)
    {
        if (action is UserSignedAction && Signer != _owner)
        {
            throw new InvalidActionException(
                $"'{action.Type}' is for whoever signs it, and the signer {Signer.Fingerprint} is not the account {_owner.Fingerprint}: the account's own key has to sign it, an agent cannot, and the signers of a multi-sig account do so by a {nameof(MultisigProposal)}.");
        }

        CheckInner(action, options);
    }

    /// <summary>As <see cref="Check"/>, for an action that others sign.</summary>
    private void CheckInner(ExchangeAction action, ActionOptions? options)
    {
        if (_vaultAddress is not null && action.ActsFor == ActsFor.OwnAccount)
        {
            throw new InvalidActionException(
                $"'{action.Type}' acts for the signer's own account and never for a vault or sub-account such as {Address.Fingerprint}: submit it through the account itself.");
        }

        if (options?.IdempotencyKey is not null && Journal is null)
        {
            throw new InvalidActionException($"An idempotency key means something to a journal alone, and this account has none: {nameof(OpenJournalAsync)} gives one that has.");
        }

        if (options?.ExpiresAfter is not null && !action.CanExpire)
        {
            throw new InvalidActionException($"'{action.Type}' is signed by the user member by member, and such actions cannot expire: leave {nameof(ActionOptions)}.{nameof(ActionOptions.ExpiresAfter)} unset.");
        }
    }

    private ActionEnvelope CreateEnvelope(ExchangeAction action, ActionOptions? options) => CreateEnvelope(action, options, Milliseconds(options));

    private static long? Milliseconds(ActionOptions? options) => options?.ExpiresAfter?.ToUnixTimeMilliseconds();

    private HyperliquidAccount For(EthereumAddress vaultOrSubAccount) =>
        vaultOrSubAccount.IsZero
            ? throw new ArgumentException("The zero address is nobody's vault or sub-account.", nameof(vaultOrSubAccount))
            : new(Client, _owner, _signer, Signer, vaultOrSubAccount, Policy, Journal);

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
