namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The venue's time, and what is to be done at which time.</summary>
/// <remarks>
/// Time stands still within a step. Work runs in order of its due time, then in the order in which it was scheduled, and finds
/// <see cref="Now"/> at its own due time, however late it runs: an hour that passes at once leaves what an hour of steps leaves.
/// </remarks>
internal sealed class VenueClock
{
    private readonly TimeProvider _provider;
    private readonly bool _isVirtual;
    private readonly PriorityQueue<ScheduledWork, (long Due, long Sequence)> _schedule = new();
    private long _sequence;
    private long _offset;

    /// <param name="provider">The time that passes by itself.</param>
    /// <param name="virtualStart">Where a time starts that only <see cref="Advance"/> moves; null for the provider's.</param>
    public VenueClock(TimeProvider provider, DateTimeOffset? virtualStart)
    {
        _provider = provider;
        _isVirtual = virtualStart is not null;
        _offset = virtualStart?.ToUnixTimeMilliseconds() ?? 0;
        Now = Target;
    }

    /// <summary>Block time, Unix milliseconds. It never goes back.</summary>
    public long Now { get; private set; }

    /// <summary>The time at which the next step takes place.</summary>
    public long Target => _isVirtual ? _offset : _offset + _provider.GetUtcNow().ToUnixTimeMilliseconds();

    // A timer cannot wait much longer than a month, and work may be planned for the end of time.
    private const long LongestWait = 24 * 60 * 60 * 1000;

    /// <summary>When to look for work that is due, in the provider's time; null when there is none, or when time is virtual.</summary>
    public long? WakesAt
    {
        get
        {
            while (_schedule.TryPeek(out var next, out _) && next.IsCancelled) _schedule.Dequeue();
            return !_isVirtual && _schedule.TryPeek(out var due, out _) ? due.Due - _offset : null;
        }
    }

    /// <summary>How long to wait for a time of the provider's.</summary>
    public TimeSpan Until(long time) => TimeSpan.FromMilliseconds(Math.Clamp(time + _offset - Target, 1, LongestWait));

    /// <summary>Told of a later time before it comes: nothing has changed since <see cref="Now"/>.</summary>
    public Action<long>? TimePasses { get; set; }

    /// <summary>Told before each work that was planned.</summary>
    public Action? WorkBegins { get; set; }

    private void Pass(long time)
    {
        if (time <= Now) return;
        TimePasses?.Invoke(time);
        Now = time;
    }

    /// <summary>Plans work; what is due already is done at the end of the step.</summary>
    /// <param name="time">When.</param>
    /// <param name="work">What is done.</param>
    /// <param name="kind">What it is; whoever plans work of a kind can plan it again from a state.</param>
    /// <param name="subject">What it is about, as the kind says.</param>
    public ScheduledWork At(long time, Action work, WorkKind kind = WorkKind.Passing, object? subject = null)
    {
        var scheduled = new ScheduledWork(Math.Max(time, Now), work, kind, subject);
        _schedule.Enqueue(scheduled, (scheduled.Due, _sequence++));
        return scheduled;
    }

    /// <summary>Plans work at a time and again after each period, without end.</summary>
    public void Every(long first, long period, Action work, WorkKind kind = WorkKind.Passing, object? subject = null) => At(
        first,
        () =>
        {
            Every(first + period, period, work, kind, subject);
            work();
        },
        kind,
        subject);

    /// <summary>The work that is part of the state, in the order in which it will be done.</summary>
    public IReadOnlyList<ScheduledWork> Planned =>
        [.. _schedule.UnorderedItems.OrderBy(i => i.Priority).Select(i => i.Element).Where(w => w.Kind != WorkKind.Passing && !w.IsCancelled)];

    /// <summary>Moves the time on; the work of the time between is due then.</summary>
    public void Advance(long milliseconds) => _offset += milliseconds;

    /// <summary>Runs all work of the next due time up to a time; when there is none, takes the time itself.</summary>
    /// <returns>Whether work was run, and there may be more.</returns>
    public bool RunNext(long until)
    {
        if (!_schedule.TryPeek(out var next, out _) || next.Due > until)
        {
            Pass(until);
            return false;
        }

        Pass(next.Due);
        while (_schedule.TryPeek(out var work, out _) && work.Due <= Now)
        {
            WorkBegins?.Invoke();
            _schedule.Dequeue().Run();
        }

        return true;
    }

    /// <summary>The time, without what is planned.</summary>
    public void Keep(StateArchive a)
    {
        _offset = a.Long(_offset);
        Now = a.Long(Now);

        // Under a clock that is behind the one it was saved under, time goes on from where it was.
        if (a.IsReading) _offset += Math.Max(0, Now - Target);
    }
}
