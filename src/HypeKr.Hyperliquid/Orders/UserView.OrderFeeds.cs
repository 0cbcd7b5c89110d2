using System.Text.Json;

namespace HypeKr.Hyperliquid;

public sealed partial class UserView
{
    /// <summary>Fills: the latest as snapshot, then each as it happens. Wire: subscription <c>userFills</c>.</summary>
    /// <param name="aggregateByTime">Whether fills of one order at one time are added up.</param>
    /// <param name="options">How the feed treats its reader; a slow one fails it unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public Task<Feed<Fill>> SubscribeFillsAsync(bool aggregateByTime = false, FeedOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.Feeds.SubscribeAsync(FeedSource.Within(Subscription("userFills", writeMembers: aggregateByTime ? static writer => writer.WriteBoolean("aggregateByTime"u8, true) : null), HyperliquidJsonContext.Default.FillsMessage, static m => new FeedMessage<Fill>(m.Rows ?? [], m.IsSnapshot ?? false), SlowReaderPolicy.Fail), options, cancellationToken);

    /// <summary>What becomes of orders. The venue does not name the user in its messages, so each user needs a socket of his own: prefer <see cref="SubscribeOrderHistoryAsync"/>. Wire: subscription <c>orderUpdates</c>.</summary>
    /// <param name="options">How the feed treats its reader; a slow one fails it unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public Task<Feed<OrderUpdate>> SubscribeOrderUpdatesAsync(FeedOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.Feeds.SubscribeAsync(FeedSource.Many(Subscription("orderUpdates"), HyperliquidJsonContext.Default.OrderUpdateArray, SlowReaderPolicy.Fail), options, cancellationToken);

    /// <summary>Orders and what became of them: the latest as snapshot, then each change. Wire: subscription <c>userHistoricalOrders</c>.</summary>
    /// <param name="options">How the feed treats its reader; a slow one fails it unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public Task<Feed<OrderWithStatus>> SubscribeOrderHistoryAsync(FeedOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.Feeds.SubscribeAsync(FeedSource.Within(Subscription("userHistoricalOrders"), HyperliquidJsonContext.Default.OrderHistoryMessage, static m => new FeedMessage<OrderWithStatus>(m.Rows ?? [], m.IsSnapshot ?? false), SlowReaderPolicy.Fail), options, cancellationToken);

    /// <summary>All open orders on one dex, whole with each change. Wire: subscription <c>openOrders</c>.</summary>
    /// <param name="dex">A builder dex by name, or <c>ALL_DEXS</c>; null or empty is the main dex.</param>
    /// <param name="options">How the feed treats its reader; a slow one gets the latest unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public Task<Feed<OpenOrdersUpdate>> SubscribeOpenOrdersAsync(string? dex = null, FeedOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.Feeds.SubscribeAsync(FeedSource.Single(DexSubscription("openOrders", dex), HyperliquidJsonContext.Default.OpenOrdersUpdate), options, cancellationToken);

    /// <summary>Fills of slices of TWAP orders: the latest as snapshot, then each. Wire: subscription <c>userTwapSliceFills</c>.</summary>
    /// <param name="options">How the feed treats its reader; a slow one fails it unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public Task<Feed<TwapSliceFill>> SubscribeTwapSliceFillsAsync(FeedOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.Feeds.SubscribeAsync(FeedSource.Within(Subscription("userTwapSliceFills"), HyperliquidJsonContext.Default.TwapSliceFillsMessage, static m => new FeedMessage<TwapSliceFill>(m.Rows ?? [], m.IsSnapshot ?? false), SlowReaderPolicy.Fail), options, cancellationToken);

    /// <summary>What became of TWAP orders: the latest as snapshot, then each change. Wire: subscription <c>userTwapHistory</c>.</summary>
    /// <param name="options">How the feed treats its reader; a slow one fails it unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public Task<Feed<TwapHistoryEntry>> SubscribeTwapHistoryAsync(FeedOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.Feeds.SubscribeAsync(FeedSource.Within(Subscription("userTwapHistory"), HyperliquidJsonContext.Default.TwapHistoryMessage, static m => new FeedMessage<TwapHistoryEntry>(m.Rows ?? [], m.IsSnapshot ?? false), SlowReaderPolicy.Fail), options, cancellationToken);

    /// <summary>All TWAP orders that run on one dex, whole with each change. Wire: subscription <c>twapStates</c>.</summary>
    /// <param name="dex">A builder dex by name, or <c>ALL_DEXS</c>; null or empty is the main dex.</param>
    /// <param name="options">How the feed treats its reader; a slow one gets the latest unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public Task<Feed<TwapStatesUpdate>> SubscribeTwapStatesAsync(string? dex = null, FeedOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.Feeds.SubscribeAsync(FeedSource.Single(DexSubscription("twapStates", dex), HyperliquidJsonContext.Default.TwapStatesUpdate), options, cancellationToken);
}
