using System.Threading.RateLimiting;

namespace HypeKr.Delphi;

/// <summary>What one model can take: calls at once, a rate, and the waits it asks for. One object for every panel and run that shares the model. Safe to share between threads.</summary>
/// <remarks>When one call is told to wait (HTTP 429), every call that comes after it waits too: nine panelists that each retry on their own keep each other out.</remarks>
public sealed class ModelLimit : IDisposable
{
    private readonly SemaphoreSlim? _slots;
    private readonly RateLimiter? _rate;
    private readonly TimeProvider _timeProvider;
    private long _notBefore;
    private int _inFlight;
    private int _peak;

    /// <summary>A limit.</summary>
    /// <param name="maxConcurrency">Calls in flight at once, at least 1; null for no cap of its own.</param>
    /// <param name="rateLimiter">Gives a permit for every call; it stays the caller's to dispose. It must queue: a permit that it refuses fails the call.</param>
    /// <param name="timeProvider">The clock of shared waits; the system's by default.</param>
    public ModelLimit(int? maxConcurrency = null, RateLimiter? rateLimiter = null, TimeProvider? timeProvider = null)
    {
        if (maxConcurrency is { } cap)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(cap, 1, nameof(maxConcurrency));
            _slots = new SemaphoreSlim(cap, cap);
        }

        (_rate, _timeProvider) = (rateLimiter, timeProvider ?? TimeProvider.System);
    }

    /// <summary>Calls in flight now.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>The most there ever were at once.</summary>
    public int PeakInFlight => Volatile.Read(ref _peak);

    /// <summary>Releases the limit's own wait handles; not the rate limiter.</summary>
    public void Dispose() => _slots?.Dispose();

    internal async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        if (_slots is not null) await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Others may have been told to wait longer meanwhile.
            while (Remaining() is { } wait) await Task.Delay(wait, _timeProvider, cancellationToken).ConfigureAwait(false);
            if (_rate is not null)
            {
                using var lease = await _rate.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
                if (!lease.IsAcquired) throw new RateLimitRefusedException();
            }
        }
        catch
        {
            _slots?.Release();
            throw;
        }

        var now = Interlocked.Increment(ref _inFlight);
        var peak = Volatile.Read(ref _peak);
        while (now > peak && Interlocked.CompareExchange(ref _peak, now, peak) is var seen && seen != peak) peak = seen;
    }

    internal void Leave()
    {
        Interlocked.Decrement(ref _inFlight);
        _slots?.Release();
    }

    internal void WaitFor(TimeSpan wait)
    {
        var until = _timeProvider.GetUtcNow().UtcTicks + wait.Ticks;
        var current = Volatile.Read(ref _notBefore);
        while (until > current && Interlocked.CompareExchange(ref _notBefore, until, current) is var seen && seen != current) current = seen;
    }

    private TimeSpan? Remaining()
    {
        var notBefore = Volatile.Read(ref _notBefore);
        if (notBefore == 0) return null;
        var left = notBefore - _timeProvider.GetUtcNow().UtcTicks;
        return left > 0 ? TimeSpan.FromTicks(left) : null;
    }
}
