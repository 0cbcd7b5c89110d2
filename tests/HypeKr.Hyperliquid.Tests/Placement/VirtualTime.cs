namespace HypeKr.Hyperliquid.Tests;

/// <summary>A clock that jumps to the next thing that is waited for, as soon as nothing runs any more. Its wall time can be set apart from what passes, as a person or NTP does.</summary>
internal sealed class VirtualTime : TimeProvider, IDisposable
{
    private static readonly DateTimeOffset Start = TestVenue.Start;

    /// <summary>How many threads of the pool were in use at the last looks.</summary>
    private static readonly Queue<int> Recent = new();

    private readonly Lock _gate = new();
    private readonly PriorityQueue<(VirtualTimer Timer, long Version), (long Due, long Sequence)> _timers = new();
    private readonly Thread _pump;
    private volatile bool _isDisposed;
    private volatile bool _isPaused;
    private long _sequence;
    private long _now;
    private long _wall;
    private int _busy;

    public VirtualTime()
    {
        _pump = new Thread(Pump) { IsBackground = true, Name = "virtual time" };
        _pump.Start();
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How much of what is due soon is let go at once: coarse time passes faster.</summary>
    public TimeSpan Grain { get; set; }

    /// <summary>Whether time stands still.</summary>
    public bool IsPaused
    {
        get => _isPaused;
        set => _isPaused = value;
    }

    /// <summary>Whether something is on its way that the clock cannot see.</summary>
    public Func<bool>? IsBusy { get; set; }

    /// <summary>How many looks in a row, a yield apart, have to find nothing running. More is slower, and surer on a machine that is busy.</summary>
    public int Looks { get; set; } = 4;

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => Start.AddTicks(Interlocked.Read(ref _now) + Interlocked.Read(ref _wall));

    /// <summary>Sets the wall clock; what passes is not touched.</summary>
    public void Jump(TimeSpan by) => Interlocked.Add(ref _wall, by.Ticks);

    /// <summary>Lets time pass with everything that is due in it.</summary>
    public void Advance(TimeSpan by)
    {
        var end = GetTimestamp() + by.Ticks;
        while (FireNext(end, evenIfBusy: true))
        {
        }

        lock (_gate) _now = Math.Max(_now, end);
    }

    /// <summary>The same clock without its timers and with a wall of its own: for a venue, which looks at the time when it is asked.</summary>
    public TimeProvider Venue(TimeSpan skew) => new VenueSide(this, skew);

    /// <summary>Something runs that the clock must wait for.</summary>
    public Work Begin()
    {
        // Not between the pump's last look and its jump.
        lock (_gate) Interlocked.Increment(ref _busy);
        return new(this);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Dispose()
    {
        _isDisposed = true;

        // What awaits a delay goes on in the pump itself.
        if (Thread.CurrentThread != _pump) _pump.Join();
    }

    private void Pump()
    {
        // Quiet is: nothing queued, nothing finished since, nobody who said that he runs, several looks in a row; and no more threads of the pool
        // in use than at the quietest moment of late, since some are blocked for good by others. Or all that for so long that it must be.
        const int ManyLooks = 200;
        var (still, quiet, completed) = (0, 0, -1L);
        using var tick = new ManualResetEventSlim();
        while (!_isDisposed)
        {
            var done = ThreadPool.CompletedWorkItemCount;
            ThreadPool.GetMaxThreads(out var most, out _);
            ThreadPool.GetAvailableThreads(out var available, out _);
            var leastInUse = Note(most - available);
            var isStill = Volatile.Read(ref _busy) == 0 && ThreadPool.PendingWorkItemCount == 0 && done == completed && !_isPaused && IsBusy?.Invoke() != true;
            still = isStill ? still + 1 : 0;
            quiet = isStill && most - available <= leastInUse ? quiet + 1 : 0;
            completed = done;
            if (quiet >= Looks || still >= Math.Max(ManyLooks, Looks))
            {
                (still, quiet) = (0, 0);
                if (FireNext(long.MaxValue))
                {
                    var end = GetTimestamp() + Grain.Ticks;
                    while (FireNext(end))
                    {
                    }

                    continue;
                }
            }

            tick.Wait(1);
        }
    }

    private static int Note(int inUse)
    {
        lock (Recent)
        {
            Recent.Enqueue(inUse);
            if (Recent.Count > 500) Recent.Dequeue();
            return Recent.Count < 100 ? 0 : Recent.Min();
        }
    }

    private bool FireNext(long until, bool evenIfBusy = false)
    {
        VirtualTimer timer;
        lock (_gate)
        {
            if (_busy > 0 && !evenIfBusy) return false;
            while (true)
            {
                if (!_timers.TryPeek(out var next, out var key) || key.Due > until) return false;
                _timers.Dequeue();
                if (next.Timer.Version != next.Version) continue;
                _now = Math.Max(_now, key.Due);
                timer = next.Timer;
                timer.Rearm();
                break;
            }
        }

        timer.Fire();
        return true;
    }

    internal readonly struct Work(VirtualTime time) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref time._busy);
    }

    private sealed class VenueSide(VirtualTime time, TimeSpan skew) : TimeProvider
    {
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => time.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => Start.AddTicks(time.GetTimestamp()) + skew;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new NoTimer();
    }

    private sealed class NoTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }

    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        private readonly ExecutionContext? _context = ExecutionContext.Capture();
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public long Version { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                Version++;
                _period = period;
                if (dueTime != Timeout.InfiniteTimeSpan) time._timers.Enqueue((this, Version), (time._now + Math.Max(0, dueTime.Ticks), time._sequence++));
                return true;
            }
        }

        public void Rearm()
        {
            Version++;
            if (_period > TimeSpan.Zero) time._timers.Enqueue((this, Version), (time._now + _period.Ticks, time._sequence++));
        }

        public void Fire()
        {
            if (_context is null) callback(state);
            else ExecutionContext.Run(_context, _ => callback(state), null);
        }

        public void Dispose()
        {
            lock (time._gate) Version++;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
