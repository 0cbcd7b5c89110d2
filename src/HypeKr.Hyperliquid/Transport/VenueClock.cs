namespace HypeKr.Hyperliquid;

/// <summary>The venue's time, as far as it was seen: what the venue last said, and what has passed since by a clock that nobody sets.</summary>
internal sealed class VenueClock
{
    /// <summary>How far the local clock and the one that nobody sets may drift apart before the local one is taken to have been set.</summary>
    private const long Drift = 60_000;

    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private long? _venue;
    private long _local;
    private long _stamp;

    public VenueClock(TimeProvider time)
    {
        _time = time;
        (_local, _stamp) = (LocalNow(), time.GetTimestamp());
    }

    /// <summary>The venue's time, Unix milliseconds: never later than it is, by the time the last answer took. Null before the venue was heard.</summary>
    public long? Now
    {
        get
        {
            lock (_gate) return _venue is { } seen ? seen + Elapsed() : null;
        }
    }

    /// <summary>How long ago the venue was heard; null when never.</summary>
    public TimeSpan? Age
    {
        get
        {
            lock (_gate) return _venue is null ? null : TimeSpan.FromMilliseconds(Elapsed());
        }
    }

    /// <summary>Whether the local clock was set, or the machine slept, since the venue was heard or the client made.</summary>
    public bool HasJumped
    {
        get
        {
            lock (_gate) return Math.Abs(LocalNow() - _local - Elapsed()) > Drift;
        }
    }

    /// <summary>What nonces and expiries start from: the venue's time, or the local one before the venue was heard.</summary>
    public long NowOrLocal => Now ?? LocalNow();

    /// <summary>The venue's time less the local one; null before the venue was heard.</summary>
    public TimeSpan? Offset => Now is { } now ? TimeSpan.FromMilliseconds(now - LocalNow()) : null;

    public void Observe(DateTimeOffset venueTime)
    {
        lock (_gate) (_venue, _local, _stamp) = (venueTime.ToUnixTimeMilliseconds(), LocalNow(), _time.GetTimestamp());
    }

    private long LocalNow() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private long Elapsed() => (long)_time.GetElapsedTime(_stamp).TotalMilliseconds;
}
