namespace HypeKr.Hyperliquid;

public sealed partial class MarketsClient
{
    /// <summary>Keeps the order book of one coin current. Wire: subscription <c>l2Book</c>.</summary>
    /// <param name="coin">The coin, such as <c>BTC</c>, <c>xyz:GOLD</c>, <c>@107</c> or <c>#1230</c>. Of an outcome one side is enough: <see cref="LocalOrderBook.OppositeView"/> is the other.</param>
    /// <param name="options">How it is kept.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the book.</param>
    /// <returns>Subscribed, and not yet synced: <see cref="LocalOrderBook.WaitUntilSyncedAsync"/>. Disposing it unsubscribes.</returns>
    /// <exception cref="UnknownCoinException">The text cannot be a coin, or the venue does not list it.</exception>
    /// <inheritdoc cref="RawClient.SubscribeAsync(System.Text.Json.JsonElement, FeedOptions?, CancellationToken)" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public async Task<LocalOrderBook> OpenBookAsync(string coin, LocalBookOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        var asset = await _client.Universe.GetAsync(coin, cancellationToken).ConfigureAwait(false);
        var book = new LocalOrderBook(asset.Coin, options, _client.TimeProvider);
        book.Start(await SubscribeBookAsync(asset.Coin, isFast: options.IsFast, cancellationToken: cancellationToken).ConfigureAwait(false));
        return book;
    }
}
