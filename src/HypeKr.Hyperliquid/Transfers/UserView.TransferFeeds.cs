using System.Text.Json;

namespace HypeKr.Hyperliquid;

public sealed partial class UserView
{
    /// <summary>Deposits, transfers, liquidations and all else that moves money, except trades and funding: the latest as snapshot, then each. Wire: subscription <c>userNonFundingLedgerUpdates</c>.</summary>
    /// <param name="options">How the feed treats its reader; a slow one fails it unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public Task<Feed<LedgerUpdate>> SubscribeLedgerAsync(FeedOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.Feeds.SubscribeAsync(FeedSource.Within(Subscription("userNonFundingLedgerUpdates"), HyperliquidJsonContext.Default.LedgerMessage, static m => new FeedMessage<LedgerUpdate>(m.Rows ?? [], m.IsSnapshot ?? false), SlowReaderPolicy.Fail), options, cancellationToken);
}
