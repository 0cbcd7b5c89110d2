using System.Collections.Concurrent;

namespace HypeKr.Hyperliquid;

/// <summary>Values with an age. For each key at most one request is under way, whoever waits for it.</summary>
internal sealed class AgedCache<TKey, TValue>(TimeProvider timeProvider, Func<TKey, CancellationToken, Task<TValue>> load) where TKey : notnull
{
    /// <summary>After a request that failed, the next is due after this; doubled for each one in a row.</summary>
    private static readonly TimeSpan MinBackOff = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan MaxBackOff = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<TKey, Slot> _slots = new();

    /// <summary>What is kept, whatever its age, and whether asking for something newer is worth while; null when nothing is kept.</summary>
    public Kept<TValue>? GetKept(TKey key)
    {
        if (!_slots.TryGetValue(key, out var slot)) return null;
        lock (slot)
        {
            if (slot.Value is not { } value) return null;
            var backOff = MinBackOff * Math.Pow(2, Math.Clamp(slot.Failures - 1, 0, 10));
            if (backOff > MaxBackOff) backOff = MaxBackOff;
            var error = slot.Error is { } failed && timeProvider.GetElapsedTime(slot.FailedAt) < backOff ? failed : null;
            return new(value.Value, timeProvider.GetElapsedTime(value.Timestamp), slot.Flight is not null, error);
        }
    }

    /// <summary>The value, no older than asked for where the answer does not take longer than that. The age counts from when the request was sent, so it is never understated.</summary>
    /// <remarks>An answer that is too old when it comes, since it was under way before or took long, is asked for once more and then taken as it is.</remarks>
    /// <param name="key">What to load.</param>
    /// <param name="maxAge">Zero takes no kept value, and whatever answer comes next.</param>
    /// <param name="cancellationToken">Ends the wait; a request that others wait for too goes on.</param>
    public async Task<Aged<TValue>> GetAsync(TKey key, TimeSpan maxAge, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var slot = _slots.GetOrAdd(key, static _ => new Slot());
        var first = await NextAsync().ConfigureAwait(false);
        return maxAge == TimeSpan.Zero || IsYoung(first) ? first : await NextAsync().ConfigureAwait(false);

        bool IsYoung(Aged<TValue> value) => timeProvider.GetElapsedTime(value.Timestamp) <= maxAge;

        async Task<Aged<TValue>> NextAsync()
        {
            Task<Aged<TValue>> flight;
            lock (slot)
            {
                if (maxAge > TimeSpan.Zero && slot.Value is { } value && IsYoung(value)) return value;
                if (slot.Flight is null)
                {
                    slot.Flight = LoadAsync(key, slot);

                    // Where all who waited have gone, nobody sees it fail, and nobody need.
                    _ = slot.Flight.ContinueWith(static failed => failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                }

                flight = slot.Flight;
            }

            return await flight.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Aged<TValue>> LoadAsync(TKey key, Slot slot)
    {
        // The flight belongs to all who wait for it, so no caller's token ends it; the transport's time-out does.
        await Task.Yield();
        var (timestamp, sentAt) = (timeProvider.GetTimestamp(), timeProvider.GetUtcNow());
        try
        {
            var loaded = new Aged<TValue>(await load(key, CancellationToken.None).ConfigureAwait(false), timestamp, sentAt);
            lock (slot)
            {
                slot.Value = loaded;
                (slot.Flight, slot.Error, slot.Failures) = (null, null, 0);
            }

            return loaded;
        }
        catch (Exception e)
        {
            lock (slot) (slot.Flight, slot.Error, slot.FailedAt, slot.Failures) = (null, e, timeProvider.GetTimestamp(), slot.Failures + 1);
            throw;
        }
    }

    private sealed class Slot
    {
        public Aged<TValue>? Value { get; set; }

        public Task<Aged<TValue>>? Flight { get; set; }

        /// <summary>Why the last request failed; null when it did not.</summary>
        public Exception? Error { get; set; }

        public long FailedAt { get; set; }

        /// <summary>How many failed in a row.</summary>
        public int Failures { get; set; }
    }
}

/// <summary>A value and when the request for it was sent, on the monotonic and on the wall clock.</summary>
internal sealed record Aged<T>(T Value, long Timestamp, DateTimeOffset SentAt);

/// <summary>A value of some age.</summary>
/// <param name="Value">The value.</param>
/// <param name="Age">Since the request for it was sent.</param>
/// <param name="IsLoading">Whether a newer one is under way.</param>
/// <param name="Error">Why a newer one could not be had, as long as it is too early to ask again.</param>
internal sealed record Kept<T>(T Value, TimeSpan Age, bool IsLoading, Exception? Error);
