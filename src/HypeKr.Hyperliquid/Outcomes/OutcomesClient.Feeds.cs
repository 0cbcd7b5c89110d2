using System.Text.Json;

namespace HypeKr.Hyperliquid;

public sealed partial class OutcomesClient
{
    /// <summary>Outcomes and questions as they come, change and are decided. Wire: subscription <c>outcomeMetaUpdates</c>.</summary>
    /// <param name="options">How the feed treats its reader; a slow one loses the oldest, with a gap, unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public Task<Feed<OutcomeUpdate>> SubscribeUpdatesAsync(FeedOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.Feeds.SubscribeAsync(FeedSource.Within(SubscriptionRequest.Create("outcomeMetaUpdates"), HyperliquidJsonContext.Default.OutcomeUpdatesMessage, static m => new FeedMessage<OutcomeUpdate>(m.Rows ?? []), SlowReaderPolicy.DropOldest), options, cancellationToken);
}
