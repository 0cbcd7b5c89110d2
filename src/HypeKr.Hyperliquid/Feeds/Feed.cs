namespace HypeKr.Hyperliquid;

/// <summary>A subscription that the venue has acknowledged: values as they come, and gaps where some are missing. For one reader.</summary>
/// <remarks>
/// Ending the <c>await foreach</c> unsubscribes, as disposing does. The socket is shared, watched and opened again as often as it is lost; every loss is an item, never silence.
/// Enumerating ends with an exception when the venue refuses the subscription (<see cref="SubscriptionRejectedException"/>), when the reader is too slow for a feed that was told to
/// fail then (<see cref="FeedOverflowException"/>), or when the client is disposed (<see cref="ObjectDisposedException"/>).
/// </remarks>
/// <typeparam name="T">The type of the values.</typeparam>
public sealed class Feed<T> : IAsyncEnumerable<FeedItem<T>>, IAsyncDisposable
{
    private readonly FeedReceiver<T> _receiver;
    private readonly FeedHub _hub;
    private int _enumerated;

    internal Feed(FeedHub hub, FeedReceiver<T> receiver) => (_hub, _receiver) = (hub, receiver);

    /// <summary>The items, from the first that came.</summary>
    /// <exception cref="InvalidOperationException">It was enumerated before: subscribe again for a second reader.</exception>
    public IAsyncEnumerator<FeedItem<T>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _enumerated, 1) != 0) throw new InvalidOperationException("A feed has one reader. Subscribe again for another: the venue's subscription is shared.");
        return new Reader(this, ReadAsync(cancellationToken));
    }

    /// <summary>Unsubscribes, unless other feeds share the subscription, and ends the enumeration. Items that wait are lost.</summary>
    public ValueTask DisposeAsync()
    {
        _hub.Detach(_receiver);
        _receiver.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Makes its subscription anew: who reads knows from elsewhere that it says nothing. The gap begins before this returns.</summary>
    internal void MakeAnew(string why) => _hub.MakeAnew(_receiver, why);

    private async IAsyncEnumerator<FeedItem<T>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _receiver.ReadAsync(cancellationToken).ConfigureAwait(false) is { } message)
            {
                if (message.Gap is { } gap)
                {
                    yield return new FeedItem<T>(gap, message.At);
                    continue;
                }

                for (var i = 0; i < message.Values.Count; i++) yield return new FeedItem<T>(message.Values[i], message.IsSnapshot, message.At, i == 0 ? message.Skipped : 0);
            }
        }
        finally
        {
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Unsubscribes also when it is disposed before the first item was asked for, or while one is waited for.</summary>
    private sealed class Reader(Feed<T> feed, IAsyncEnumerator<FeedItem<T>> items) : IAsyncEnumerator<FeedItem<T>>
    {
        public FeedItem<T> Current => items.Current;

        public ValueTask<bool> MoveNextAsync() => items.MoveNextAsync();

        public async ValueTask DisposeAsync()
        {
            try
            {
                await items.DisposeAsync().ConfigureAwait(false);
            }
            finally
            {
                await feed.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
