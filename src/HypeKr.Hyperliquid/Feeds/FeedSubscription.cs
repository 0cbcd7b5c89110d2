namespace HypeKr.Hyperliquid;

/// <summary>One subscription of the venue, and the feeds that share it.</summary>
internal sealed class FeedSubscription(SubscriptionRequest request, TimeProvider timeProvider)
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _acknowledged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FeedReceiver[] _receivers = [];
    private byte[] _last = [];
    private int _lastLength;
    private DateTimeOffset? _lastAt;
    private long _activeAt;
    private FeedGap? _openGap;
    private bool _isFirst = true;
    private bool _isAcknowledged;
    private bool _isClosed;

    public SubscriptionRequest Request => request;

    /// <summary>Where it is subscribed. Set by the hub before anyone else sees it.</summary>
    public FeedConnection? Connection { get; set; }

    /// <summary>Ends when the venue has acknowledged it for the first time, or refused it.</summary>
    public Task Acknowledged => _acknowledged.Task;

    /// <summary>How often in a row it was made anew since it was silent.</summary>
    public int Renewals { get; private set; }

    /// <summary>Adds a feed; false when the subscription is over.</summary>
    public bool TryAttach(FeedReceiver receiver)
    {
        lock (_gate)
        {
            if (_isClosed) return false;
            _receivers = [.. _receivers, receiver];
            var now = timeProvider.GetUtcNow();
            if (_openGap is { } gap)
            {
                receiver.Report(gap, now);
            }
            else if (_lastAt is { } at)
            {
                if (request.Route.Semantics == FeedSemantics.Whole) receiver.Deliver(_last.AsMemory(0, _lastLength), at, FeedSemantics.Whole, isFirst: true);
                else if (request.Route.Semantics != FeedSemantics.Events) receiver.Report(new(FeedGapReason.NoSnapshot, null, now), now);
            }

            return true;
        }
    }

    /// <summary>Removes a feed; true when it was the last.</summary>
    public bool Detach(FeedReceiver receiver)
    {
        lock (_gate)
        {
            _receivers = [.. _receivers.Where(r => r != receiver)];
            return _receivers.Length == 0;
        }
    }

    /// <summary>Ends it for all its feeds.</summary>
    public void Close(Exception? error)
    {
        lock (_gate)
        {
            _isClosed = true;
            if (error is not null) _acknowledged.TrySetException(error);
            else _acknowledged.TrySetCanceled();
            _ = _acknowledged.Task.Exception;
            foreach (var receiver in _receivers) receiver.Complete(error);
        }
    }

    /// <summary>Gives a message to every feed.</summary>
    /// <returns>The feeds that had one too many.</returns>
    public List<FeedReceiver>? Deliver(ReadOnlyMemory<byte> data)
    {
        lock (_gate)
        {
            var now = timeProvider.GetUtcNow();
            List<FeedReceiver>? overflowed = null;
            foreach (var receiver in _receivers)
            {
                if (!receiver.Deliver(data, now, request.Route.Semantics, _isFirst)) (overflowed ??= []).Add(receiver);
            }

            if (request.Route.Semantics == FeedSemantics.Whole) Keep(data.Span);
            (_lastAt, _isFirst, _activeAt, Renewals) = (now, false, timeProvider.GetTimestamp(), 0);
            return overflowed;
        }
    }

    /// <summary>Tells every feed of a message that could not be read.</summary>
    public void ReportUnreadable(string detail)
    {
        lock (_gate)
        {
            var now = timeProvider.GetUtcNow();
            Report(new(FeedGapReason.Unreadable, _lastAt, now, detail: detail), now);
        }
    }

    /// <summary>The venue has acknowledged it, for the first time or anew.</summary>
    public void Acknowledge()
    {
        lock (_gate)
        {
            var now = timeProvider.GetUtcNow();
            (_isAcknowledged, _isFirst, _activeAt) = (true, true, timeProvider.GetTimestamp());
            _acknowledged.TrySetResult();
            if (_openGap is not { } gap) return;
            _openGap = null;
            Report(gap.End(now), now);
        }
    }

    /// <summary>Its messages have stopped for now.</summary>
    public void Interrupt(FeedGapReason reason, string? detail)
    {
        lock (_gate)
        {
            if (reason == FeedGapReason.Stale) Renewals++;
            _isAcknowledged = false;

            // Before the first acknowledgement nothing was promised, and a gap that lasts needs no second beginning.
            if (_openGap is not null || !_acknowledged.Task.IsCompleted) return;
            var now = timeProvider.GetUtcNow();
            Report(_openGap = new(reason, _lastAt, null, detail: detail), now);
        }
    }

    /// <summary>Whether it has been silent for longer than any of its feeds bears.</summary>
    public bool IsStale()
    {
        lock (_gate)
        {
            if (!_isAcknowledged) return false;
            var silence = timeProvider.GetElapsedTime(_activeAt);
            foreach (var receiver in _receivers)
            {
                if (receiver.StaleAfter is { } limit && silence >= limit) return true;
            }

            return false;
        }
    }

    private void Report(FeedGap gap, DateTimeOffset now)
    {
        foreach (var receiver in _receivers) receiver.Report(gap, now);
    }

    private void Keep(ReadOnlySpan<byte> data)
    {
        if (_last.Length < data.Length) _last = new byte[data.Length + (data.Length / 4)];
        data.CopyTo(_last);
        _lastLength = data.Length;
    }
}
