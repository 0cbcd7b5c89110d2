using System.Text.Json;

namespace HypeKr.Hyperliquid;

public sealed partial class UserView
{
    /// <summary>Spot and outcome balances, whole with each change. Wire: subscription <c>spotState</c>.</summary>
    /// <param name="ignorePortfolioMargin">Whether what portfolio margin adds is left out; null leaves it to the venue.</param>
    /// <param name="options">How the feed treats its reader; a slow one gets the latest unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public Task<Feed<SpotStateUpdate>> SubscribeSpotStateAsync(bool? ignorePortfolioMargin = null, FeedOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.Feeds.SubscribeAsync(FeedSource.Single(Subscription("spotState", writeMembers: ignorePortfolioMargin is { } ignored ? writer => writer.WriteBoolean("ignorePortfolioMargin"u8, ignored) : null), HyperliquidJsonContext.Default.SpotStateUpdate), options, cancellationToken);
}
