using System.Text.Json;

namespace HypeKr.Hyperliquid;

public sealed partial class UserView
{
    /// <summary>Margin and positions on one perp dex, whole with each change. Wire: subscription <c>clearinghouseState</c>.</summary>
    /// <param name="dex">A builder dex by name; null or empty is the main dex.</param>
    /// <param name="options">How the feed treats its reader; a slow one gets the latest unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public Task<Feed<PerpStateUpdate>> SubscribePerpStateAsync(string? dex = null, FeedOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.Feeds.SubscribeAsync(FeedSource.Single(DexSubscription("clearinghouseState", dex), HyperliquidJsonContext.Default.PerpStateUpdate), options, cancellationToken);

    /// <summary>Margin and positions on all perp dexs, whole every few seconds. Wire: subscription <c>allDexsClearinghouseState</c>.</summary>
    /// <param name="options">How the feed treats its reader; a slow one gets the latest unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public Task<Feed<AllPerpStatesUpdate>> SubscribeAllPerpStatesAsync(FeedOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.Feeds.SubscribeAsync(FeedSource.Single(Subscription("allDexsClearinghouseState"), HyperliquidJsonContext.Default.AllPerpStatesUpdate), options, cancellationToken);

    /// <summary>What the address can trade in one perp. Wire: subscription <c>activeAssetData</c>.</summary>
    /// <param name="coin">A perp's coin, such as <c>BTC</c> or <c>xyz:GOLD</c>.</param>
    /// <param name="options">How the feed treats its reader; a slow one gets the latest unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <exception cref="UnknownCoinException">The text cannot be a coin.</exception>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public Task<Feed<ActiveAssetData>> SubscribeActiveAssetDataAsync(string coin, FeedOptions? options = null, CancellationToken cancellationToken = default)
    {
        CoinName.Check(coin);
        var request = Subscription("activeAssetData", writeMembers: writer => writer.WriteString("coin"u8, coin));
        return _client.Feeds.SubscribeAsync(FeedSource.Single(request, HyperliquidJsonContext.Default.ActiveAssetData), options, cancellationToken);
    }

    /// <summary>Funding paid and received: the latest as snapshot, then each. Wire: subscription <c>userFundings</c>.</summary>
    /// <param name="options">How the feed treats its reader; a slow one fails it unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public Task<Feed<FundingUpdate>> SubscribeFundingsAsync(FeedOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.Feeds.SubscribeAsync(FeedSource.Within(Subscription("userFundings"), HyperliquidJsonContext.Default.FundingsMessage, static m => new FeedMessage<FundingUpdate>(m.Rows ?? [], m.IsSnapshot ?? false), SlowReaderPolicy.Fail), options, cancellationToken);
}
