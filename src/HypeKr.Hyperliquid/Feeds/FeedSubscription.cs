namespace HypeKr.Hyperliquid;

/// <summary>One subscription of the venue, and the feeds that share it.</summary>
internal sealed class FeedSubscription(SubscriptionRequest request, TimeProvider timeProvider)
{
    /// <summary>How long is waited at most before one that stays silent is made anew once more.</summary>
    private static readonly TimeSpan MaxPatience = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _acknowledged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FeedReceiver[] _receivers = [];
    private byte[] _last = [];
    private int _lastLength;
    private DateTimeOffset? _lastAt;
    private long _activeAt;
    private long _unacknowledgedAt = timeProvider.GetTimestamp();
    private FeedGap? _openGap;
    private bool _isFirst = true;

    /// <summary>Whether something has come while the gap lasts, as a snapshot does that overtakes its acknowledgement.</summary>
    private bool _isHeardInGap;
    private bool _isAcknowledged;
    private bool _isClosed;

    public SubscriptionRequest Request => request;

    /// <summary>Where it is subscribed. Set by the hub before anyone else sees it.</summary>
    public FeedConnection? Connection { get; set; }

    /// <summary>Ends when the venue has acknowledged it for the first time, or refused it.</summary>
    public Task Acknowledged => _acknowledged.Task;

    /// <summary>How often in a row it was made anew since it was silent.</summary>
    public int Renewals { get; private set; }

    /// <summary>Whether a feed takes its silence for a fault, and it has been acknowledged once.</summary>
    public bool IsWatched
    {
        get
        {
            lock (_gate) return _acknowledged.Task.IsCompleted && Patience is not null;
        }
    }

    /// <summary>For how long the venue has not acknowledged it, or not anew; null where it has.</summary>
    public TimeSpan? InterruptedFor
    {
        get
        {
            lock (_gate) return _isAcknowledged ? null : timeProvider.GetElapsedTime(_unacknowledgedAt);
        }
    }

    /// <summary>Whether nothing has come for longer than one of its feeds bears, whatever was done about it since.</summary>
    public bool IsSilent
    {
        get
        {
            lock (_gate) return Patience is { } limit && (Renewals > 0 || timeProvider.GetElapsedTime(_activeAt) >= limit);
        }
    }

    /// <summary>Whether it is to be made anew: it has been silent for longer than one of its feeds bears, and since then for twice as long each time.</summary>
    public bool IsStale
    {
        get
        {
            lock (_gate)
            {
                if (!_isAcknowledged || Patience is not { } limit) return false;
                var grown = limit * Math.Pow(2, Math.Clamp(Renewals - 1, 0, 20));
                return timeProvider.GetElapsedTime(_activeAt) >= (grown < MaxPatience ? grown : limit > MaxPatience ? limit : MaxPatience);
            }
        }
    }

    private TimeSpan? Patience => _receivers.Min(receiver => receiver.StaleAfter);

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
            Telemetry.Heard(request, data.Span, now, _isFirst);
            (_lastAt, _isFirst, _activeAt, Renewals) = (now, false, timeProvider.GetTimestamp(), 0);
            _isHeardInGap = _openGap is not null;
            return overflowed;
        }
    }

    /// <summary>Tells every feed of a message that could not be read.</summary>
    public void ReportUnreadable(string detail)
    {
        lock (_gate)
        {
            var now = timeProvider.GetUtcNow();
            Telemetry.Gap(request.Type, FeedGapReason.Unreadable);
            Report(new(FeedGapReason.Unreadable, _lastAt, now, detail: detail), now);
        }
    }

    /// <summary>The venue has acknowledged it, for the first time or anew.</summary>
    public void Acknowledge()
    {
        lock (_gate)
        {
            var now = timeProvider.GetUtcNow();
            (_isAcknowledged, _activeAt) = (true, timeProvider.GetTimestamp());

            // On a new socket the snapshot may have come before this. On one that goes on, what came before may be of the old subscription.
            if (_openGap?.Reason == FeedGapReason.Stale) _isFirst = true;
            _acknowledged.TrySetResult();
            if (_openGap is not { } gap) return;
            (_openGap, _isHeardInGap) = (null, false);
            Report(gap.End(now), now);
        }
    }

    /// <summary>Its messages have stopped for now.</summary>
    public void Interrupt(FeedGapReason reason, string? detail)
    {
        lock (_gate)
        {
            if (reason == FeedGapReason.Stale) Renewals++;
            else _isFirst = true;
            if (_isAcknowledged) _unacknowledgedAt = timeProvider.GetTimestamp();
            _isAcknowledged = false;

            // Before the first acknowledgement nothing was promised, and a gap that lasts needs no second beginning, unless what has come in it is lost again.
            if ((_openGap is not null && !_isHeardInGap) || !_acknowledged.Task.IsCompleted) return;
            _isHeardInGap = false;
            var now = timeProvider.GetUtcNow();
            Telemetry.Gap(request.Type, reason);
            Report(_openGap = new(reason, _lastAt, null, detail: detail), now);
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
