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
    /// <param name="rateLimiter">
    /// Gives a permit for every call, held until the call has ended; it stays the caller's to dispose. It must queue: a permit that it refuses fails the call.
    /// A call that waits for its permit holds its place among the calls of its run.
    /// </param>
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

    /// <summary>Takes a slot of the model and one of the run, both or neither, and the permit; nobody holds one while waiting for the other, and nobody leaves before a wait is over.</summary>
    /// <param name="run">The slots of the run.</param>
    /// <param name="cancellationToken">Ends the wait with nothing taken.</param>
    internal async ValueTask<RateLimitLease?> EnterAsync(SemaphoreSlim run, CancellationToken cancellationToken)
    {
        while (true)
        {
            while (Remaining() is { } wait) await Task.Delay(wait, _timeProvider, cancellationToken).ConfigureAwait(false);
            await TakeBothAsync(run, cancellationToken).ConfigureAwait(false);
            RateLimitLease? lease = null;
            try
            {
                if (_rate is not null)
                {
                    lease = await _rate.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
                    if (!lease.IsAcquired) throw new RateLimitRefusedException();
                }
            }
            catch
            {
                lease?.Dispose();
                GiveBoth(run);
                throw;
            }

            // Somebody may have been told to wait while this one queued.
            if (Remaining() is null)
            {
                CountIn();
                return lease;
            }

            lease?.Dispose();
            GiveBoth(run);
        }
    }

    internal void Leave(SemaphoreSlim run, RateLimitLease? lease)
    {
        Interlocked.Decrement(ref _inFlight);
        lease?.Dispose();
        GiveBoth(run);
    }

    internal void WaitFor(TimeSpan wait)
    {
        var until = _timeProvider.GetUtcNow().UtcTicks + wait.Ticks;
        var current = Volatile.Read(ref _notBefore);
        while (until > current && Interlocked.CompareExchange(ref _notBefore, until, current) is var seen && seen != current) current = seen;
    }

    private async ValueTask TakeBothAsync(SemaphoreSlim run, CancellationToken cancellationToken)
    {
        if (_slots is null)
        {
            await run.WaitAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        while (true)
        {
            await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (run.Wait(0, CancellationToken.None)) return;
            _slots.Release();
            await run.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (_slots.Wait(0, CancellationToken.None)) return;
            run.Release();
        }
    }

    private void GiveBoth(SemaphoreSlim run)
    {
        run.Release();
        _slots?.Release();
    }

    private void CountIn()
    {
        var now = Interlocked.Increment(ref _inFlight);
        var peak = Volatile.Read(ref _peak);
        while (now > peak && Interlocked.CompareExchange(ref _peak, now, peak) is var seen && seen != peak) peak = seen;
    }

    private TimeSpan? Remaining()
    {
        var notBefore = Volatile.Read(ref _notBefore);
        if (notBefore == 0) return null;
        var left = notBefore - _timeProvider.GetUtcNow().UtcTicks;
        return left > 0 ? TimeSpan.FromTicks(left) : null;
    }
}
