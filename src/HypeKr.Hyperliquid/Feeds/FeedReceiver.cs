using System.Globalization;

namespace HypeKr.Hyperliquid;

/// <summary>One feed as its subscription sees it. Nothing here waits.</summary>
internal abstract class FeedReceiver(TimeSpan? staleAfter)
{
    /// <summary>The subscription that it is attached to. Guarded by the hub.</summary>
    public FeedSubscription? Subscription { get; set; }

    public TimeSpan? StaleAfter => staleAfter;

    /// <summary>Takes a message; false when that was one too many.</summary>
    public abstract bool Deliver(ReadOnlyMemory<byte> data, DateTimeOffset at, FeedSemantics semantics, bool isFirst);

    public abstract void Report(FeedGap gap, DateTimeOffset at);

    /// <summary>Ends the feed after what it holds; with an error or, disposed, without.</summary>
    public abstract void Complete(Exception? error);
}

/// <summary>What one message holds.</summary>
/// <param name="Values">The values, in order.</param>
/// <param name="IsSnapshot">What the message says of itself; null where it says nothing.</param>
internal readonly record struct FeedMessage<T>(IReadOnlyList<T> Values, bool? IsSnapshot = null);

/// <summary>A message or gap that waits for the reader.</summary>
internal sealed record WaitingMessage<T>(IReadOnlyList<T> Values, bool IsSnapshot, DateTimeOffset At, FeedGap? Gap = null, int Skipped = 0);

/// <summary>Decodes messages and keeps them for a reader, as many as he may be behind.</summary>
internal sealed class FeedReceiver<T>(Func<ReadOnlyMemory<byte>, FeedMessage<T>> decode, SlowReaderPolicy policy, int capacity, TimeSpan? staleAfter, string type)
    : FeedReceiver(staleAfter), IDisposable
{
    private readonly Lock _gate = new();
    private readonly LinkedList<WaitingMessage<T>> _waiting = new();
    private TaskCompletionSource? _arrival;
    private Exception? _error;
    private bool _ended;
    private DateTimeOffset? _lastAt;
    private DateTimeOffset? _lastReadAt;

    /// <summary>What was dropped in front of everything that waits.</summary>
    private WaitingMessage<T>? _dropped;

    public override bool Deliver(ReadOnlyMemory<byte> data, DateTimeOffset at, FeedSemantics semantics, bool isFirst)
    {
        FeedMessage<T> message;
        try
        {
            message = decode(data);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever it is, it is about this message and this feed: the socket is shared.
            Telemetry.Gap(type, FeedGapReason.Unreadable);
            Report(new(FeedGapReason.Unreadable, _lastAt, at, detail: $"A message of '{type}' cannot be read: {HttpBody.Quote(e.Message)}"), at);
            return true;
        }

        if (message.Values.Count == 0) return true;
        var isSnapshot = semantics is FeedSemantics.Whole or FeedSemantics.WholeThenChanges ? isFirst : message.IsSnapshot ?? false;
        lock (_gate)
        {
            if (_ended) return true;
            _lastAt = at;
            return policy switch
            {
                SlowReaderPolicy.Latest => Replace(new(message.Values, isSnapshot, at)),
                SlowReaderPolicy.DropOldest => EnqueueOrDrop(new(message.Values, isSnapshot, at)),
                _ => EnqueueOrFail(new(message.Values, isSnapshot, at)),
            };
        }
    }

    public override void Report(FeedGap gap, DateTimeOffset at)
    {
        lock (_gate)
        {
            if (_ended) return;

            // Gaps of one reason with nothing between them are one, as are a gap's beginning and its end. Beyond the capacity all are.
            if (_waiting.Last?.Value.Gap is { } before && (before.Reason == gap.Reason || _waiting.Count >= capacity))
            {
                _waiting.RemoveLast();
                gap = before.Join(gap);
            }

            var message = new WaitingMessage<T>([], false, at, gap);
            if (policy == SlowReaderPolicy.DropOldest) EnqueueOrDrop(message);
            else Enqueue(message);
        }
    }

    public override void Complete(Exception? error)
    {
        lock (_gate)
        {
            if (_ended) return;
            (_ended, _error) = (true, error);
            Signal();
        }
    }

    /// <summary>The next message or gap; null at the end.</summary>
    public async ValueTask<WaitingMessage<T>?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task arrival;
            lock (_gate)
            {
                if (_dropped is { } dropped)
                {
                    _dropped = null;
                    return dropped;
                }

                if (_waiting.First is { } first)
                {
                    _waiting.RemoveFirst();
                    _lastReadAt = first.Value.At;
                    return first.Value;
                }

                if (_ended) return _error is null ? null : throw _error;
                _arrival ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
                arrival = _arrival.Task;
            }

            await arrival.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _waiting.Clear();
            _dropped = null;
            (_ended, _error) = (true, null);
            Signal();
        }
    }

    private bool Replace(WaitingMessage<T> message)
    {
        // All older values go; the gaps between them become one, since nothing stands between them any more.
        WaitingMessage<T>? gaps = null;
        foreach (var older in _waiting)
        {
            if (older.Gap is { } gap) gaps = older with { Gap = gaps?.Gap is { } before ? before.Join(gap) : gap };

            // What was a snapshot for the reader stays one: it replaces what he had.
            else message = message with { Skipped = (int)Math.Min(int.MaxValue, (long)message.Skipped + older.Skipped + older.Values.Count), IsSnapshot = message.IsSnapshot || older.IsSnapshot };
        }

        _waiting.Clear();
        if (gaps is not null) _waiting.AddLast(gaps);
        Enqueue(message);
        return true;
    }

    private bool EnqueueOrDrop(WaitingMessage<T> message)
    {
        Enqueue(message);
        while (_waiting.Count > capacity)
        {
            var dropped = _waiting.First!.Value;
            _waiting.RemoveFirst();
            if (_dropped is null) Telemetry.Gap(type, FeedGapReason.SlowReader);
            if (Telemetry.Dropped.Enabled) Telemetry.Dropped.Add(dropped.Values.Count, new KeyValuePair<string, object?>("type", Telemetry.Word(type)));
            var before = _dropped?.Gap ?? new(FeedGapReason.SlowReader, _lastReadAt, dropped.At);
            _dropped = new([], false, dropped.At, before.Add(dropped.Values.Count, dropped.At, dropped.Gap?.ToString()));
        }

        return true;
    }

    private bool EnqueueOrFail(WaitingMessage<T> message)
    {
        if (_waiting.Count < capacity)
        {
            Enqueue(message);
            return true;
        }

        _ended = true;
        _error = new FeedOverflowException(string.Create(
            CultureInfo.InvariantCulture, $"The reader of '{type}' was {capacity} messages behind. Read faster, give the feed a larger {nameof(FeedOptions.Capacity)}, or let it drop."));
        Signal();
        return false;
    }

    private void Enqueue(WaitingMessage<T> message)
    {
        if (_ended) return;
        _waiting.AddLast(message);
        Signal();
    }

    private void Signal()
    {
        _arrival?.TrySetResult();
        _arrival = null;
    }
}
