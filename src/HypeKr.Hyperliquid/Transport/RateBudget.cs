namespace HypeKr.Hyperliquid;

/// <summary>A bucket of tokens. Each comes back one window after it was taken, so that no window of that length, wherever it starts, sees more than the limit.</summary>
internal sealed class RateBudget(string name, int limit, int reserved, TimeSpan window, TimeProvider timeProvider) : WaitingBudget(name, timeProvider)
{
    private readonly Queue<(long At, int Amount)> _taken = new();
    private long _used;
    private long? _blockedUntil;

    /// <summary>What may be taken now by the urgent; negative after a late debit.</summary>
    public int Left
    {
        get
        {
            lock (Gate)
            {
                GiveBack();
                return (int)Math.Max(int.MinValue, limit - _used);
            }
        }
    }

    /// <summary>How long nothing is given out; null when it is.</summary>
    public TimeSpan? Blocked
    {
        get
        {
            lock (Gate) return BlockedFor();
        }
    }

    /// <summary>Takes what is known to have been used already, whether it is there or not.</summary>
    public void Debit(int amount)
    {
        if (amount <= 0) return;
        lock (Gate)
        {
            Take(amount);
            Pump();
        }
    }

    /// <summary>Gives out nothing for a while.</summary>
    public void Block(TimeSpan duration)
    {
        lock (Gate)
        {
            var until = Time.GetTimestamp() + ToTimestamps(duration);
            if (_blockedUntil is null || until > _blockedUntil) _blockedUntil = until;
            Pump();
        }
    }

    protected override bool TryTake(int amount, bool urgent)
    {
        GiveBack();
        if (BlockedFor() is not null || _used > MostUsed(amount, urgent)) return false;
        Take(amount);
        return true;
    }

    protected override TimeSpan? TryAgainIn(int amount, bool urgent)
    {
        var wait = BlockedFor() ?? TimeSpan.Zero;
        var surplus = _used - MostUsed(amount, urgent);
        foreach (var (at, taken) in _taken)
        {
            if (surplus <= 0) break;
            surplus -= taken;
            var back = window - Time.GetElapsedTime(at);
            if (back > wait) wait = back;
        }

        return wait;
    }

    // One that asks for more than there ever is goes when all is there.
    private long MostUsed(int amount, bool urgent)
    {
        var most = urgent ? limit : limit - reserved;
        return most - Math.Min(amount, most);
    }

    private TimeSpan? BlockedFor()
    {
        if (_blockedUntil is not { } until) return null;
        var left = until - Time.GetTimestamp();
        if (left > 0) return TimeSpan.FromTicks((long)Math.Ceiling((double)left * TimeSpan.TicksPerSecond / Time.TimestampFrequency));
        _blockedUntil = null;
        return null;
    }

    private void Take(int amount)
    {
        _taken.Enqueue((Time.GetTimestamp(), amount));
        _used += amount;
    }

    private void GiveBack()
    {
        while (_taken.TryPeek(out var first) && Time.GetElapsedTime(first.At) >= window)
        {
            _used -= first.Amount;
            _taken.Dequeue();
        }
    }

    private long ToTimestamps(TimeSpan duration) => (long)Math.Ceiling(duration.TotalSeconds * Time.TimestampFrequency);
}
