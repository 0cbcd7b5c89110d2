namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Lets one step at a time into the venue: a request, a call of the admin door, or the clock.</summary>
/// <remarks>A step begins with the work that has become due since the last one. After each due time, and after the step, what happened is told.</remarks>
internal sealed class VenueGate
{
    private readonly Lock _lock = new();
    private readonly VenueClock _clock;
    private readonly ITimer _timer;
    private int _depth;

    /// <summary>What the timer waits for.</summary>
    private long? _wakesAt;

    public VenueGate(VenueClock clock, TimeProvider provider)
    {
        _clock = clock;

        // The timer must not keep an emulator alive that nobody else holds, nor what happened to flow where it was made.
        var self = new WeakReference<VenueGate>(this);
        var flow = ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow();
        try
        {
            _timer = provider.CreateTimer(static state => Tick((WeakReference<VenueGate>)state!), self, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
        finally
        {
            flow?.Dispose();
        }
    }

    /// <summary>Called inside the gate when something may have happened: after each due time and after each step.</summary>
    public Action? Happened { get; set; }

    /// <summary>Waits until no other step is under way, and brings the venue to the present.</summary>
    public Step Enter()
    {
        _lock.Enter();
        _depth++;
        try
        {
            if (_depth == 1) CatchUp(_clock.Target);
        }
        catch
        {
            _depth--;
            _lock.Exit();
            throw;
        }

        return new Step(this);
    }

    /// <summary>Runs what is due until then.</summary>
    public void CatchUp(long until)
    {
        while (_clock.RunNext(until)) Happened?.Invoke();
    }

    private void Leave()
    {
        try
        {
            if (_depth > 1) return;
            CatchUp(_clock.Now);
            Happened?.Invoke();
            if (_clock.WakesAt is { } time && time != _wakesAt)
            {
                _wakesAt = time;
                _timer.Change(_clock.Until(time), Timeout.InfiniteTimeSpan);
            }
        }
        finally
        {
            _depth--;
            _lock.Exit();
        }
    }

    private static void Tick(WeakReference<VenueGate> gate)
    {
        if (!gate.TryGetTarget(out var target)) return;

        // It may be early, or have waited for as long as it can: it is set again.
        using var step = target.Enter();
        target._wakesAt = null;
    }

    /// <summary>A step under way; disposing it ends it.</summary>
    public readonly ref struct Step(VenueGate gate)
    {
        public void Dispose() => gate.Leave();
    }
}
