using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Moves money of one account: to others, between its own balances, and out of the venue. Immutable and safe to share.</summary>
public sealed class TransfersClient
{
    private readonly HyperliquidAccount _account;

    internal TransfersClient(HyperliquidAccount account) => _account = account;

    /// <summary>Sends USDC of the perp balance to another user. Wire: action <c>usdSend</c>.</summary>
    /// <param name="destination">Who receives it.</param>
    /// <param name="amount">USDC, above 0: at most 8 fractional digits.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the signer is not the account itself. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task SendUsdAsync(EthereumAddress destination, decimal amount, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new UsdSendAction(destination, amount), options, cancellationToken);

    /// <summary>Sends a spot token to another user. Wire: action <c>spotSend</c>.</summary>
    /// <param name="destination">Who receives it.</param>
    /// <param name="token">The token.</param>
    /// <param name="amount">Units of the token, above 0: at most 8 fractional digits.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the signer is not the account itself. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task SendSpotAsync(EthereumAddress destination, TokenName token, decimal amount, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new SpotSendAction(destination, token, amount), options, cancellationToken);

    /// <summary>Withdraws USDC to an address on Arbitrum. The venue takes 1 USDC for it. Wire: action <c>withdraw3</c>.</summary>
    /// <param name="destination">The address on Arbitrum.</param>
    /// <param name="amount">USDC, above 0: at most 8 fractional digits.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the signer is not the account itself. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task WithdrawAsync(EthereumAddress destination, decimal amount, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new WithdrawAction(destination, amount), options, cancellationToken);

    /// <summary>Moves USDC from the spot to the perp balance, of the sub-account where one was opened. Wire: action <c>usdClassTransfer</c>.</summary>
    /// <param name="amount">USDC, above 0: at most 8 fractional digits.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the signer is not the account itself. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task MoveToPerpsAsync(decimal amount, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new UsdClassTransferAction(amount, toPerp: true, _account.IsVaultOrSubAccount ? _account.Address : null), options, cancellationToken);

    /// <summary>Moves USDC from the perp to the spot balance, of the sub-account where one was opened. Wire: action <c>usdClassTransfer</c>.</summary>
    /// <param name="amount">USDC, above 0: at most 8 fractional digits.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the signer is not the account itself. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task MoveToSpotAsync(decimal amount, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new UsdClassTransferAction(amount, toPerp: false, _account.IsVaultOrSubAccount ? _account.Address : null), options, cancellationToken);

    /// <summary>Sends a token from any balance of the account, or of the sub-account that was opened, to any balance of anybody. Wire: action <c>sendAsset</c>.</summary>
    /// <param name="destination">Who receives it.</param>
    /// <param name="token">The token.</param>
    /// <param name="amount">Units of the token, above 0: at most 8 fractional digits.</param>
    /// <param name="from">Where it is taken from.</param>
    /// <param name="to">Where it is put.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the signer is not the account itself. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task SendAssetAsync(EthereumAddress destination, TokenName token, decimal amount, TransferDex from, TransferDex to, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new SendAssetAction(destination, from, to, token, amount, _account.IsVaultOrSubAccount ? _account.Address : null), options, cancellationToken);

    /// <summary>Moves a token between balances of the account, or of the sub-account that was opened. An agent may sign it. Wire: action <c>agentSendAsset</c>.</summary>
    /// <param name="token">The token.</param>
    /// <param name="amount">Units of the token, above 0: at most 8 fractional digits.</param>
    /// <param name="from">Where it is taken from.</param>
    /// <param name="to">Where it is put.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task MoveAssetAsync(TokenName token, decimal amount, TransferDex from, TransferDex to, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new AgentSendAssetAction(_account.Address, from, to, token, amount, _account.IsVaultOrSubAccount ? _account.Address : null), options, cancellationToken);

    /// <summary>Sends a token to a contract or user on another chain. Wire: action <c>sendToEvmWithData</c>.</summary>
    /// <param name="token">The token.</param>
    /// <param name="amount">Units of the token, above 0: at most 8 fractional digits.</param>
    /// <param name="from">Where it is taken from.</param>
    /// <param name="recipient">Who receives it there: <c>0x</c> and hex digits, or base 58.</param>
    /// <param name="encoding">Which of the two.</param>
    /// <param name="destinationChainId">The chain it goes to.</param>
    /// <param name="gasLimit">Gas for the call there, up to 2^53 - 1.</param>
    /// <param name="data">What the contract is called with; none by default.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the signer is not the account itself. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task SendToEvmAsync(TokenName token, decimal amount, TransferDex from, string recipient, EvmAddressEncoding encoding, uint destinationChainId, long gasLimit, ReadOnlyMemory<byte> data = default, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new SendToEvmWithDataAction(token, amount, from, recipient, encoding, destinationChainId, gasLimit, data.Span), options, cancellationToken);

    /// <summary>Chooses whether the venue sells small spot balances. Wire: action <c>spotUser</c>.</summary>
    /// <param name="optOut">True to keep them, false to have them sold.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or the account was opened for a vault or sub-account. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task SetSpotDustingAsync(bool optOut, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new ToggleSpotDustingAction(optOut), options, cancellationToken);

    /// <summary>The token of a name, as transfers name it. Wire: info <c>spotMeta</c>, weight 20.</summary>
    /// <param name="name">The name on the wire, such as <c>PURR</c> or <c>UBTC</c>. Case matters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidActionException">The venue lists no token of that name, or several, or without an id.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<TokenName> FindTokenAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        var listed = await _account.Client.Markets.GetSpotMetaAsync(cancellationToken).ConfigureAwait(false);
        var found = listed.Tokens.Where(token => token?.Name == name).ToArray();
        return found switch
        {
            [var only] => TokenName.Of(only),
            [] => throw new InvalidActionException($"The venue lists no token {Quoted.Text(name)}."),
            _ => throw new InvalidActionException($"{Quoted.Text(name)} is the name of several tokens: give the name with the id, such as {TokenName.Of(found[0])}."),
        };
    }
}
