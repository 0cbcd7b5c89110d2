namespace HypeKr.Hyperliquid;

public sealed partial class OrdersClient
{
    /// <summary>Starts a TWAP order. Wire: action <c>twapOrder</c>.</summary>
    /// <param name="order">The order.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws; after that the result is unknown.</param>
    /// <returns>What became of it; a refusal by the venue is a result, not an exception.</returns>
    /// <exception cref="InvalidOrderException">The size or a price is off the grid or not above zero, or the duration is no whole number of minutes from 5 minutes to 7 days. Nothing was signed.</exception>
    /// <exception cref="UnknownCoinException">The venue does not list the coin. Nothing was signed.</exception>
    /// <exception cref="TransportException">The list of assets cannot be had, or no connection to the venue: nothing was sent.</exception>
    public async Task<TwapResult> PlaceTwapAsync(TwapRequest order, ActionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        var action = order.ToAction(await _account.Client.Universe.GetAsync(order.Coin, cancellationToken).ConfigureAwait(false));
        if (_account.Journal is not null) return TwapResult.Of(order, await _account.RunByJournalAsync(action, null, options, cancellationToken).ConfigureAwait(false), _account.Signer);
        try
        {
            var (response, rejection) = await _account.SendAsync(action, options, cancellationToken).ConfigureAwait(false);
            return rejection is null ? TwapResult.FromResponse(order, response!, _account.Signer) : TwapResult.Refused(order, rejection);
        }
        catch (HyperliquidException e) when (e.MayHaveExecuted)
        {
            return TwapResult.Unknown(order, e);
        }
    }

    /// <summary>Ends a TWAP order; what it has traded stays traded. Wire: action <c>twapCancel</c>.</summary>
    /// <param name="coin">The coin of the order.</param>
    /// <param name="twapId">The venue's id of it: <see cref="TwapResult.TwapId"/>.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws; after that the result is unknown.</param>
    /// <exception cref="UnknownCoinException">The venue does not list the coin. Nothing was signed.</exception>
    /// <exception cref="TransportException">The list of assets cannot be had, or no connection to the venue: nothing was sent.</exception>
    public async Task<CancelResult> CancelTwapAsync(string coin, long twapId, ActionOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asset = await _account.Client.Universe.GetAsync(coin, cancellationToken).ConfigureAwait(false);
        var result = await ReadAsync().ConfigureAwait(false);
        (result.Coin, result.Target) = (asset.Coin, twapId);
        return result;

        async Task<CancelResult> ReadAsync()
        {
            var action = new TwapCancelAction(asset.Id, twapId);
            if (_account.Journal is not null) return CancelResult.Of(await _account.RunByJournalAsync(action, null, options, cancellationToken).ConfigureAwait(false), 0, _account.Signer);
            try
            {
                var (response, rejection) = await _account.SendAsync(action, options, cancellationToken).ConfigureAwait(false);
                if (rejection is not null) return CancelResult.Refused(rejection);
                return StatusEntry.Single(response!) is { } entry ? CancelResult.FromEntry(entry, _account.Signer) : throw StatusEntry.Unreadable(action.Type, response!, 1);
            }
            catch (HyperliquidException e) when (e.MayHaveExecuted)
            {
                return CancelResult.Unknown(e);
            }
        }
    }
}
