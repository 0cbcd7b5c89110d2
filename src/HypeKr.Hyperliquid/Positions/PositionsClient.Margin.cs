namespace HypeKr.Hyperliquid;

public sealed partial class PositionsClient
{
    /// <summary>Adds USD to the margin of an isolated position, or takes some out. Wire: action <c>updateIsolatedMargin</c>.</summary>
    /// <param name="coin">The perpetual.</param>
    /// <param name="amount">USD, negative to take out: at most 6 fractional digits, not zero.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range. Nothing was signed.</exception>
    /// <exception cref="InvalidOrderException">Not a perpetual. Nothing was signed.</exception>
    /// <exception cref="UnknownCoinException">The venue does not list the coin. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public async Task UpdateIsolatedMarginAsync(string coin, decimal amount, ActionOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asset = await PerpetualAsync(coin, cancellationToken).ConfigureAwait(false);
        await _account.SubmitAsync(new UpdateIsolatedMarginAction(asset.Id, amount), options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tops up the margin of a position in an isolated-only asset until it has a given leverage. Wire: action <c>topUpIsolatedOnlyMargin</c>.</summary>
    /// <param name="coin">The perpetual.</param>
    /// <param name="leverage">The leverage to reach, above 0: at most 8 fractional digits.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">A value is out of range. Nothing was signed.</exception>
    /// <exception cref="InvalidOrderException">Not a perpetual. Nothing was signed.</exception>
    /// <exception cref="UnknownCoinException">The venue does not list the coin. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public async Task TopUpIsolatedOnlyMarginAsync(string coin, decimal leverage, ActionOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asset = await PerpetualAsync(coin, cancellationToken).ConfigureAwait(false);
        await _account.SubmitAsync(new TopUpIsolatedOnlyMarginAction(asset.Id, leverage), options, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Asset> PerpetualAsync(string coin, CancellationToken cancellationToken)
    {
        var asset = await _account.Client.Universe.GetAsync(coin, cancellationToken).ConfigureAwait(false);
        return asset.Kind is AssetKind.Perp or AssetKind.BuilderPerp ? asset : throw new InvalidOrderException($"{asset.Coin} is no perpetual: it has no margin.");
    }
}
