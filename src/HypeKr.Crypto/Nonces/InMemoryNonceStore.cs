using System.Collections.Concurrent;

namespace HypeKr.Crypto;

/// <summary>Remembers used nonces in this process only.</summary>
/// <remarks>
/// Single use holds within one process and one run of it: after a restart, a nonce that has not expired could be used again. Good for
/// tests and for programs whose nonces die with them. Forgets what has expired, about once a minute. Safe to use from many threads.
/// </remarks>
public sealed class InMemoryNonceStore : INonceStore
{
    private readonly ConcurrentDictionary<Hash32, DateTimeOffset> _used = new();
    private readonly TimeProvider _timeProvider;
    private long _nextSweep;

    /// <summary>An empty store.</summary>
    /// <param name="timeProvider">The clock; the system's where null.</param>
    public InMemoryNonceStore(TimeProvider? timeProvider = null) => _timeProvider = timeProvider ?? TimeProvider.System;

    /// <summary>The number of nonces it remembers.</summary>
    public int Count => _used.Count;

    /// <inheritdoc/>
    public ValueTask<bool> TryConsumeAsync(Hash32 id, DateTimeOffset keepUntil, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var first = _used.TryAdd(id, keepUntil);
        Sweep(_timeProvider.GetUtcNow());
        return ValueTask.FromResult(first);
    }

    private void Sweep(DateTimeOffset now)
    {
        var due = Volatile.Read(ref _nextSweep);
        if (now.UtcTicks < due || Interlocked.CompareExchange(ref _nextSweep, now.UtcTicks + TimeSpan.TicksPerMinute, due) != due) return;
        foreach (var nonce in _used)
        {
            if (nonce.Value < now) _used.TryRemove(nonce);
        }
    }
}
