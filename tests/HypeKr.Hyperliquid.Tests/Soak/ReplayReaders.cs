namespace HypeKr.Hyperliquid.Tests;

/// <summary>Feeds of a <see cref="ReplayVenue"/>, each with a reader that counts. A reader that loses a value ends with an error.</summary>
internal sealed class ReplayReaders(HyperliquidClient client)
{
    private static readonly FeedOptions NothingLost = new() { SlowReader = SlowReaderPolicy.Fail, Capacity = 20_000, StaleAfter = Timeout.InfiniteTimeSpan };

    private readonly List<IAsyncDisposable> _feeds = [];
    private readonly List<Task> _readers = [];
    private long _received;
    private long _gaps;
    private long _waitedFor = long.MaxValue;
    private TaskCompletionSource _arrived = new();

    public long Received => Volatile.Read(ref _received);

    public long Gaps => Volatile.Read(ref _gaps);

    /// <summary>Subscribes to books, best prices and trades in turn, coin by coin.</summary>
    public async Task SubscribeAsync(int count, params string[] types)
    {
        var subscriptions = Enumerable.Range(0, count).Select(async i =>
        {
            var coin = FormattableString.Invariant($"C{i / types.Length}");
            switch (types[i % types.Length])
            {
                case "l2Book": Add(await client.Markets.SubscribeBookAsync(coin, options: NothingLost)); break;
                case "bbo": Add(await client.Markets.SubscribeBestBidAskAsync(coin, NothingLost)); break;
                default: Add(await client.Markets.SubscribeTradesAsync(coin, NothingLost)); break;
            }
        });
        await Task.WhenAll(subscriptions);
    }

    /// <summary>Ends when so many values have been read since the beginning, or a reader has failed.</summary>
    public async Task ReadAsync(long total)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _arrived, arrived);
        Interlocked.Exchange(ref _waitedFor, total);
        if (Received >= total) arrived.TrySetResult();
        var first = await Task.WhenAny(_readers.Append(arrived.Task)).WaitAsync(TimeSpan.FromMinutes(2));
        await first;
    }

    public async Task EndAsync()
    {
        foreach (var feed in _feeds) await feed.DisposeAsync();
        await Task.WhenAll(_readers);
    }

    private void Add<T>(Feed<T> feed)
    {
        lock (_feeds)
        {
            _feeds.Add(feed);
            _readers.Add(Task.Run(() => ReadAsync(feed)));
        }
    }

    private async Task ReadAsync<T>(Feed<T> feed)
    {
        await foreach (var item in feed)
        {
            if (item.Kind == FeedItemKind.Gap) Interlocked.Increment(ref _gaps);
            else if (Interlocked.Increment(ref _received) == Interlocked.Read(ref _waitedFor)) Volatile.Read(ref _arrived).TrySetResult();
        }
    }
}
