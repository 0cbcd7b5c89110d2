namespace HypeKr.Hyperliquid;

public sealed partial class OrdersClient
{
    /// <summary>Buys or sells at the market: reads the book, and sends an immediate-or-cancel order whose limit is the best price and the slippage allowed. Wire: info <c>l2Book</c>, weight 2, then action <c>order</c>.</summary>
    /// <param name="order">What, which way and how much, such as <c>OrderRequest.Buy("BTC", size)</c>.</param>
    /// <param name="marketOptions">The bound on slippage; <see cref="MarketOrderOptions.DefaultMaxSlippage"/> unless told.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws; after that the result is unknown.</param>
    /// <returns>What became of it. Less than the size is filled where the book within the bound holds less; the rest is cancelled.</returns>
    /// <exception cref="EmptyBookException">The other side of the book is empty. Nothing was signed.</exception>
    /// <exception cref="InvalidOrderException">The size is off the grid or not above zero; or the best price is off the grid and no price on it lies within the bound. Nothing was signed.</exception>
    /// <exception cref="UnknownCoinException">The venue does not list the coin. Nothing was signed.</exception>
    /// <exception cref="TransportException">The book cannot be had, or no connection to the venue: nothing was sent.</exception>
    public async Task<OrderResult> PlaceMarketAsync(OrderDraft order, MarketOrderOptions? marketOptions = null, ActionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);

        // The limit comes from the book and differs from call to call; what is asked for does not.
        var intent = PlacementPlan.IntentOf(FormattableString.Invariant($"market {order.Coin} {order.Side} {order.Size} {order.IsReduceOnly} {marketOptions?.MaxSlippage ?? MarketOrderOptions.DefaultMaxSlippage}"));
        var before = await JoinAsync(order.ImmediateOrCancel(new(1)), intent, options, cancellationToken).ConfigureAwait(false);
        if (before is not null) return before;
        var prepared = await PrepareMarketAsync(order, marketOptions, cancellationToken).ConfigureAwait(false);
        var result = await PlaceAsync(prepared.Request, intent, options, cancellationToken).ConfigureAwait(false);
        result.Warnings = [.. prepared.Warnings, .. result.Warnings];
        return result;
    }

    /// <summary>Reads the book and makes the order that <see cref="PlaceMarketAsync"/> would send, for a batch or for somebody to look at. Wire: info <c>l2Book</c>, weight 2.</summary>
    /// <param name="order">What, which way and how much.</param>
    /// <param name="marketOptions">The bound on slippage; <see cref="MarketOrderOptions.DefaultMaxSlippage"/> unless told.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="EmptyBookException">The other side of the book is empty.</exception>
    /// <exception cref="InvalidOrderException">The size is off the grid or not above zero; or the best price is off the grid and no price on it lies within the bound: it carries the nearest prices that are.</exception>
    /// <exception cref="UnknownCoinException">The venue does not list the coin.</exception>
    /// <exception cref="TransportException">The book cannot be had.</exception>
    /// <exception cref="ResponseFormatException">The book cannot be read.</exception>
    public async Task<MarketOrder> PrepareMarketAsync(OrderDraft order, MarketOrderOptions? marketOptions = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        var slippage = marketOptions?.MaxSlippage ?? MarketOrderOptions.DefaultMaxSlippage;
        ArgumentOutOfRangeException.ThrowIfNegative(slippage, nameof(marketOptions));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(slippage, 1, nameof(marketOptions));
        if (order.Size.IsWholePosition) throw OrderTerms.WholePositionMisplaced();

        var asset = await _account.Client.Universe.GetAsync(order.Coin, cancellationToken).ConfigureAwait(false);
        asset.CheckSize(order.Size.Value);
        var book = await _account.Client.Markets.GetBookAsync(asset.Coin, cancellationToken: cancellationToken).ConfigureAwait(false);
        var levels = order.Side == OrderSide.Buy ? book?.Asks : book?.Bids;
        var best = MarketLimit.Best(book, order.Side) ?? throw new EmptyBookException(asset.Coin, order.Side);
        var limit = MarketLimit.From(asset, order.Side, best, slippage);
        var (size, cost) = Walk(levels!, order.Side, limit.Value, order.Size.Value);
        return new MarketOrder
        {
            Request = order.ImmediateOrCancel(limit),
            BestPrice = new Price(decimal.Round(best, WireDecimal.MaxFractionDigits)),
            ExpectedSize = size,
            ExpectedPrice = cost / size,
            Book = book!,
            Warnings = size >= order.Size.Value
                ? []
                : [new(OrderWarningKind.ThinBook, FormattableString.Invariant($"the book of {asset.Coin} holds {size} within {limit} as far as it was read, and the order is for {order.Size}"))],
        };
    }

    /// <summary>Places a take-profit, a stop-loss or both for the whole position in a perpetual. Wire: info <c>clearinghouseState</c>, weight 2, then action <c>order</c> with grouping <c>positionTpsl</c>.</summary>
    /// <param name="coin">The perpetual.</param>
    /// <param name="takeProfit">Where the profit is taken, at the market; null for none.</param>
    /// <param name="stopLoss">Where the loss is stopped, at the market; null for none.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws; after that the results are unknown.</param>
    /// <returns>One result an order, the take-profit first.</returns>
    /// <exception cref="ArgumentException">Neither price is given.</exception>
    /// <exception cref="InvalidOrderException">There is no position, or a price is off the grid. Nothing was signed.</exception>
    /// <exception cref="UnknownCoinException">The venue does not list the coin. Nothing was signed.</exception>
    /// <exception cref="TransportException">The position cannot be had, or no connection to the venue: nothing was sent.</exception>
    public async Task<IReadOnlyList<OrderResult>> PlacePositionTpslAsync(
        string coin, Price? takeProfit = null, Price? stopLoss = null, ActionOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asset = await _account.Client.Universe.GetAsync(coin, cancellationToken).ConfigureAwait(false);
        if (asset.Kind is not (AssetKind.Perp or AssetKind.BuilderPerp)) throw new InvalidOrderException($"{asset.Coin} is no perpetual: it has no position to protect.");
        var state = await _account.User.GetPerpStateAsync(asset.Dex, cancellationToken).ConfigureAwait(false);
        var position = state.FindPosition(asset.Coin) ?? throw new InvalidOrderException($"There is no position in {asset.Coin} to protect.");
        var side = position.SignedSize > 0 ? OrderSide.Buy : OrderSide.Sell;
        return await PlaceAsync(OrderBatch.PositionTpsl(asset.Coin, side, takeProfit, stopLoss), options, cancellationToken).ConfigureAwait(false);
    }

    private static (decimal Size, decimal Cost) Walk(IReadOnlyList<BookLevel> levels, OrderSide side, decimal limit, decimal wanted)
    {
        var (size, cost) = (0m, 0m);
        foreach (var level in levels)
        {
            var isWithin = side == OrderSide.Buy ? level.Price <= limit : level.Price >= limit;
            if (!isWithin || size >= wanted) break;
            var taken = Math.Min(level.Size, wanted - size);
            size += taken;
            cost += taken * level.Price;
        }

        return (size, cost);
    }
}
