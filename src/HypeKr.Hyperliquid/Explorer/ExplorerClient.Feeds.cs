using System.Text.Json;

namespace HypeKr.Hyperliquid.Explorer;

public sealed partial class ExplorerClient
{
    /// <summary>Blocks as they are made, without their transactions. Wire: subscription <c>explorerBlock</c>.</summary>
    /// <param name="options">How the feed treats its reader; a slow one loses the oldest, with a gap, unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public Task<Feed<ExplorerBlock>> SubscribeBlocksAsync(FeedOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.Feeds.SubscribeAsync(FeedSource.Many(SubscriptionRequest.Create("explorerBlock"), HyperliquidJsonContext.Default.ExplorerBlockArray, SlowReaderPolicy.DropOldest), options, cancellationToken);

    /// <summary>Transactions as they are made. Wire: subscription <c>explorerTxs</c>.</summary>
    /// <param name="options">How the feed treats its reader; a slow one loses the oldest, with a gap, unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <inheritdoc cref="RawClient.SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public Task<Feed<ExplorerTransaction>> SubscribeTransactionsAsync(FeedOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.Feeds.SubscribeAsync(FeedSource.Many(SubscriptionRequest.Create("explorerTxs"), HyperliquidJsonContext.Default.ExplorerTransactionArray, SlowReaderPolicy.DropOldest), options, cancellationToken);
}
