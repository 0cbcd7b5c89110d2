using System.Text.Json;

namespace HypeKr.Hyperliquid;

public sealed partial class UserView
{
    /// <summary>Fills, funding, liquidations and cancels as they happen. The venue does not name the user in its messages, so each user needs a socket of his own: prefer <see cref="SubscribeFillsAsync"/> and <see cref="SubscribeFundingsAsync"/>. Wire: subscription <c>userEvents</c>.</summary>
    /// <param name="options">How the feed treats its reader; a slow one fails it unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public Task<Feed<UserEvent>> SubscribeEventsAsync(FeedOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.Feeds.SubscribeAsync(FeedSource.Single(Subscription("userEvents"), HyperliquidJsonContext.Default.UserEvent, SlowReaderPolicy.Fail), options, cancellationToken);

    /// <summary>Messages of the venue to the address. The venue does not name the user in them, so each user needs a socket of his own. Wire: subscription <c>notification</c>.</summary>
    /// <param name="options">How the feed treats its reader; a slow one fails it unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public Task<Feed<UserNotification>> SubscribeNotificationsAsync(FeedOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.Feeds.SubscribeAsync(FeedSource.Single(Subscription("notification"), HyperliquidJsonContext.Default.UserNotification, SlowReaderPolicy.Fail), options, cancellationToken);

    /// <summary>The account in brief, over all dexs. Wire: subscription <c>webData3</c>.</summary>
    /// <param name="options">How the feed treats its reader; a slow one gets the latest unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public Task<Feed<UserOverview>> SubscribeOverviewAsync(FeedOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.Feeds.SubscribeAsync(FeedSource.Single(Subscription("webData3"), HyperliquidJsonContext.Default.UserOverview), options, cancellationToken);

    /// <summary>Most of what the venue's own page shows of the address; heavy, and being replaced by others. Wire: subscription <c>webData2</c>.</summary>
    /// <param name="options">How the feed treats its reader; a slow one gets the latest unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public Task<Feed<WebData>> SubscribeWebDataAsync(FeedOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.Feeds.SubscribeAsync(FeedSource.Single(Subscription("webData2"), HyperliquidJsonContext.Default.WebData), options, cancellationToken);

    private SubscriptionRequest Subscription(string type, Action<Utf8JsonWriter>? writeMembers = null) => SubscriptionRequest.From(Request(type, writeMembers: writeMembers));

    private SubscriptionRequest DexSubscription(string type, string? dex) => dex == FeedRoute.AllDexs
        ? Subscription(type, static writer => writer.WriteString("dex"u8, FeedRoute.AllDexs))
        : SubscriptionRequest.From(Request(type, dex));
}
