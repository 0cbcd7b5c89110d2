using System.Runtime.CompilerServices;

namespace HypeKr.Hyperliquid;

/// <summary>A value that is replaced as a whole, for readers who want the newest. Whoever publishes does so one at a time; reading takes no lock.</summary>
internal sealed class Latest<T>(T first) where T : class
{
    private volatile T _value = first;
    private TaskCompletionSource? _waiter;

    public T Value => _value;

    public void Publish(T value)
    {
        _value = value;

        // The value has to be seen by whoever is not seen waiting here.
        Interlocked.MemoryBarrier();
        if (_waiter is not null) Interlocked.Exchange(ref _waiter, null)?.TrySetResult();
    }

    /// <summary>The value now, and then each one that is newest when it is asked for. Ends after one that is the last.</summary>
    public async IAsyncEnumerable<T> ReadAsync(Func<T, bool> isLast, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        T? seen = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var value = _value;
            if (value == seen)
            {
                var fresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                var waiter = Interlocked.CompareExchange(ref _waiter, fresh, null) ?? fresh;
                if (_value == seen) await waiter.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            yield return seen = value;
            if (isLast(value)) yield break;
        }
    }
}
