namespace HypeKr.Hyperliquid.Emulator;

/// <summary>An account's dead man's switch: when it cancels, and how often it has today.</summary>
internal sealed class CancelTimer
{
    private const long Day = 24 * 60 * 60 * 1000;

    private long _day;

    /// <summary>How often it may cancel in a UTC day.</summary>
    public const int DailyLimit = 10;

    public ScheduledWork? Scheduled { get; private set; }

    public int UsedToday { get; private set; }

    /// <summary>How often it has cancelled in the UTC day of a time.</summary>
    public int Used(long now)
    {
        if (_day != now / Day) (_day, UsedToday) = (now / Day, 0);
        return UsedToday;
    }

    /// <summary>Replaces what is scheduled.</summary>
    public void Set(ScheduledWork? work)
    {
        Scheduled?.Cancel();
        Scheduled = work;
    }

    public void CountUse(long now)
    {
        Scheduled = null;
        UsedToday = Used(now) + 1;
    }

    /// <summary>What was used, without what is scheduled.</summary>
    public void Keep(StateArchive a)
    {
        _day = a.Long(_day);
        UsedToday = a.Int(UsedToday);
    }
}
