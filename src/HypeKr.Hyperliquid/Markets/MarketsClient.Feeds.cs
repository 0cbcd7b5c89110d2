using System.Text.Json;

namespace HypeKr.Hyperliquid;

public sealed partial class MarketsClient
{
    /// <summary>All mids of one dex, with each change. Wire: subscription <c>allMids</c>.</summary>
    /// <param name="dex">A builder dex by name; null or empty is the main dex, spot included.</param>
    /// <param name="options">How the feed treats its reader; a slow one gets the latest unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public Task<Feed<MidsUpdate>> SubscribeMidsAsync(string? dex = null, FeedOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.Feeds.SubscribeAsync(FeedSource.Single(SubscriptionRequest.Create("allMids", WriteDex(dex)), HyperliquidJsonContext.Default.MidsUpdate), options, cancellationToken);

    /// <summary>The order book of one coin; each item replaces the one before. Wire: subscription <c>l2Book</c>.</summary>
    /// <param name="coin">The coin, such as <c>BTC</c>, <c>xyz:GOLD</c>, <c>@107</c> or <c>#1230</c>.</param>
    /// <param name="significantFigures">Adds levels up to 2, 3, 4 or 5 significant figures; null does not. Two choices for one coin need a socket each.</param>
    /// <param name="mantissa">With 5 figures, the step of the last one: 2 or 5.</param>
    /// <param name="isFast">True gives 5 levels a side every half second, false 20 every 5 seconds, null what the venue gives.</param>
    /// <param name="options">How the feed treats its reader; a slow one gets the latest unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <exception cref="UnknownCoinException">The text cannot be a coin, or the venue does not list it.</exception>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public async Task<Feed<OrderBook>> SubscribeBookAsync(
        string coin, int? significantFigures = null, int? mantissa = null, bool? isFast = null, FeedOptions? options = null, CancellationToken cancellationToken = default)
    {
        CheckAggregation(significantFigures, mantissa);
        var asset = await _client.Universe.GetAsync(coin, cancellationToken).ConfigureAwait(false);
        var request = SubscriptionRequest.Create("l2Book", writer =>
        {
            writer.WriteString("coin"u8, asset.Coin);
            if (significantFigures is { } figures) writer.WriteNumber("nSigFigs"u8, figures);
            if (mantissa is { } step) writer.WriteNumber("mantissa"u8, step);
            if (isFast is { } fast) writer.WriteBoolean("fast"u8, fast);
        });
        return await _client.Feeds.SubscribeAsync(FeedSource.Single(request, HyperliquidJsonContext.Default.OrderBook), options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The best bid and ask of one coin, when either changed. Wire: subscription <c>bbo</c>.</summary>
    /// <param name="coin">The coin, such as <c>BTC</c>, <c>xyz:GOLD</c>, <c>@107</c> or <c>#1230</c>.</param>
    /// <param name="options">How the feed treats its reader; a slow one gets the latest unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <exception cref="UnknownCoinException">The text cannot be a coin, or the venue does not list it.</exception>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public async Task<Feed<BestBidAsk>> SubscribeBestBidAskAsync(string coin, FeedOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asset = await _client.Universe.GetAsync(coin, cancellationToken).ConfigureAwait(false);
        return await _client.Feeds.SubscribeAsync(FeedSource.Single(ForCoin("bbo", asset), HyperliquidJsonContext.Default.BestBidAsk), options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Trades of one coin as they happen; the first may be older. Wire: subscription <c>trades</c>.</summary>
    /// <param name="coin">The coin, such as <c>BTC</c>, <c>xyz:GOLD</c>, <c>@107</c> or <c>#1230</c>.</param>
    /// <param name="options">How the feed treats its reader; a slow one loses the oldest, with a gap, unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <exception cref="UnknownCoinException">The text cannot be a coin, or the venue does not list it.</exception>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public async Task<Feed<Trade>> SubscribeTradesAsync(string coin, FeedOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asset = await _client.Universe.GetAsync(coin, cancellationToken).ConfigureAwait(false);
        return await _client.Feeds.SubscribeAsync(FeedSource.Many(ForCoin("trades", asset), HyperliquidJsonContext.Default.TradeArray, SlowReaderPolicy.DropOldest), options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The candle that is being made, with each change. Wire: subscription <c>candle</c>.</summary>
    /// <param name="coin">The coin, such as <c>BTC</c>, <c>xyz:GOLD</c>, <c>@107</c> or <c>#1230</c>.</param>
    /// <param name="interval">How long a candle is.</param>
    /// <param name="options">How the feed treats its reader; a slow one loses the oldest, with a gap, unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <exception cref="UnknownCoinException">The text cannot be a coin, or the venue does not list it.</exception>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public async Task<Feed<Candle>> SubscribeCandlesAsync(string coin, CandleInterval interval, FeedOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (interval.Value.Length == 0) throw new ArgumentException("An interval is a word such as 1m, 1h or 1d, not an empty one.", nameof(interval));
        var asset = await _client.Universe.GetAsync(coin, cancellationToken).ConfigureAwait(false);
        var request = SubscriptionRequest.Create("candle", writer =>
        {
            writer.WriteString("coin"u8, asset.Coin);
            writer.WriteString("interval"u8, interval.Value);
        });
        return await _client.Feeds.SubscribeAsync(FeedSource.OneOrMany(request, HyperliquidJsonContext.Default.Candle, HyperliquidJsonContext.Default.CandleArray, SlowReaderPolicy.DropOldest), options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Prices and funding of one perp. Wire: subscription <c>activeAssetCtx</c>.</summary>
    /// <param name="coin">A perp's coin, such as <c>BTC</c> or <c>xyz:GOLD</c>.</param>
    /// <param name="options">How the feed treats its reader; a slow one gets the latest unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <exception cref="UnknownCoinException">The text cannot be a coin, or the venue does not list it.</exception>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public async Task<Feed<PerpContextUpdate>> SubscribePerpContextAsync(string coin, FeedOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asset = await _client.Universe.GetAsync(coin, cancellationToken).ConfigureAwait(false);
        return await _client.Feeds.SubscribeAsync(FeedSource.Single(ForCoin("activeAssetCtx", asset), HyperliquidJsonContext.Default.PerpContextUpdate), options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Prices of one spot pair. Wire: subscription <c>activeAssetCtx</c>, channel <c>activeSpotAssetCtx</c>.</summary>
    /// <param name="coin">A pair by name or index, such as <c>PURR/USDC</c> or <c>@107</c>.</param>
    /// <param name="options">How the feed treats its reader; a slow one gets the latest unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <exception cref="UnknownCoinException">The text cannot be a coin, or the venue does not list it.</exception>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public async Task<Feed<SpotContextUpdate>> SubscribeSpotContextAsync(string coin, FeedOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asset = await _client.Universe.GetAsync(coin, cancellationToken).ConfigureAwait(false);
        return await _client.Feeds.SubscribeAsync(FeedSource.Single(ForCoin("activeAssetCtx", asset), HyperliquidJsonContext.Default.SpotContextUpdate), options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Prices and funding of all perps of one dex. Wire: subscription <c>assetCtxs</c>.</summary>
    /// <param name="dex">A builder dex by name; null or empty is the main dex.</param>
    /// <param name="options">How the feed treats its reader; a slow one gets the latest unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public Task<Feed<PerpContexts>> SubscribePerpContextsAsync(string? dex = null, FeedOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.Feeds.SubscribeAsync(FeedSource.Single(SubscriptionRequest.Create("assetCtxs", WriteDex(dex)), HyperliquidJsonContext.Default.PerpContexts), options, cancellationToken);

    /// <summary>Prices and funding of all perps of all dexs. Wire: subscription <c>allDexsAssetCtxs</c>.</summary>
    /// <param name="options">How the feed treats its reader; a slow one gets the latest unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public Task<Feed<AllPerpContexts>> SubscribeAllPerpContextsAsync(FeedOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.Feeds.SubscribeAsync(FeedSource.Single(SubscriptionRequest.Create("allDexsAssetCtxs"), HyperliquidJsonContext.Default.AllPerpContexts), options, cancellationToken);

    /// <summary>Prices of all spot pairs. Wire: subscription <c>spotAssetCtxs</c>.</summary>
    /// <param name="options">How the feed treats its reader; a slow one gets the latest unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public Task<Feed<IReadOnlyList<SpotContext>>> SubscribeSpotContextsAsync(FeedOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.Feeds.SubscribeAsync(FeedSource.Single(SubscriptionRequest.Create("spotAssetCtxs"), HyperliquidJsonContext.Default.IReadOnlyListSpotContext), options, cancellationToken);

    /// <summary>Mark and mid prices as they change: all coins first, then those that changed, by wire coin. Wire: subscription <c>fastAssetCtxs</c>, compressed.</summary>
    /// <param name="options">How the feed treats its reader; a slow one loses the oldest, with a gap, unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public Task<Feed<IReadOnlyDictionary<string, FastPrices>>> SubscribeFastPricesAsync(FeedOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.Feeds.SubscribeAsync(new FeedSource<IReadOnlyDictionary<string, FastPrices>>(SubscriptionRequest.Create("fastAssetCtxs"), InflatedPrices.Read, SlowReaderPolicy.DropOldest), options, cancellationToken);

    private static SubscriptionRequest ForCoin(string type, Asset asset) => SubscriptionRequest.Create(type, writer => writer.WriteString("coin"u8, asset.Coin));
}
