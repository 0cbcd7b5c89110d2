using System.Buffers;
using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>What a signer may do for an address. Cheap: open one for every user of a bot. Immutable and safe to share; the signer stays the caller's.</summary>
/// <remarks>
/// Address and signer are different things: an agent (API wallet) signs for an account whose address is not its own. The address is never derived from the signer;
/// <see cref="VerifySignerAsync"/> asks the venue whether they belong together.
/// </remarks>
public sealed class HyperliquidAccount
{
    private readonly ITypedDataSigner _signer;
    private readonly NonceSource _nonces;
    private readonly EthereumAddress? _vaultAddress;

    internal HyperliquidAccount(HyperliquidClient client, EthereumAddress address, ITypedDataSigner signer, EthereumAddress? vaultAddress = null)
    {
        Client = client;
        Address = address;
        _signer = signer;
        _vaultAddress = vaultAddress;
        _nonces = NonceSource.For(signer.Address, client.TimeProvider);
        User = client.ForUser(address);
        Orders = new OrdersClient(this);
        Positions = new PositionsClient(this);
    }

    /// <summary>The address acted for: the account's own, a sub-account's or a vault's.</summary>
    public EthereumAddress Address { get; }

    /// <summary>Whether actions name the address as <c>vaultAddress</c>, since it is a sub-account or a vault of the signer's account.</summary>
    public bool IsVaultOrSubAccount => _vaultAddress is not null;

    /// <summary>Every read about the address.</summary>
    public UserView User { get; }

    /// <summary>Placing and cancelling orders.</summary>
    public OrdersClient Orders { get; }

    /// <summary>Leverage, and closing what is open.</summary>
    public PositionsClient Positions { get; }

    internal HyperliquidClient Client { get; }

    internal EthereumAddress Signer => _signer.Address;

    /// <summary>The same signer acting for a vault that its account leads.</summary>
    /// <param name="address">The vault's address.</param>
    public HyperliquidAccount ForVault(EthereumAddress address) => new(Client, address, _signer, address);

    /// <summary>The same signer acting for a sub-account of its account.</summary>
    /// <param name="address">The sub-account's address.</param>
    public HyperliquidAccount ForSubAccount(EthereumAddress address) => new(Client, address, _signer, address);

    /// <summary>Signs an action and sends it, once.</summary>
    /// <param name="action">Any L1 action.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>, since the action may have been executed.</param>
    /// <returns>The venue's answer. Accepted as a whole is not executed: look into <see cref="ActionResponse.Data"/>.</returns>
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

    internal async Task<(ActionResponse? Response, Rejection? Rejection)> SendAsync(ExchangeAction action, ActionOptions? options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // A noop is about the signer's nonce and nobody's account: the venue takes no vault with it.
        var vault = action is NoopAction ? null : _vaultAddress;
        var signed = await ActionSigner.SignAsync(
            action, Client.Network, _signer, _nonces.Next(), vault, options?.ExpiresAfter?.ToUnixTimeMilliseconds(), cancellationToken).ConfigureAwait(false);
        var body = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(body)) signed.WriteTo(writer);
        return await Client.Exchange.SendAsync(action.Type, body.WrittenMemory, Signer, Address, cancellationToken).ConfigureAwait(false);
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
