using Microsoft.Extensions.Time.Testing;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>A clock that is moved by hand, and tells when somebody has begun to wait for it.</summary>
internal sealed class WatchedTime() : FakeTimeProvider(TestVenue.Start)
{
    private readonly List<TimeSpan> _timers = [];
    private readonly List<(Func<TimeSpan, bool> IsIt, TaskCompletionSource<TimeSpan> Seen)> _watchers = [];

    /// <summary>What the next look at the clock fails with.</summary>
    public Exception? Fault { get; set; }

    /// <summary>How far the wall clock was set ahead; what has passed, and timers, do not see it.</summary>
    public TimeSpan Offset { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;

    public override long GetTimestamp()
    {
        if (Fault is not { } fault) return base.GetUtcNow().Ticks;
        Fault = null;
        throw fault;
    }

    /// <summary>Lets the timers go that were made so far: <see cref="TimerAsync"/> looks at later ones.</summary>
    public void Forget()
    {
        lock (_timers) _timers.Clear();
    }

    /// <summary>Ends when a timer that fits was made after the last one that this returned.</summary>
    public Task<TimeSpan> TimerAsync(Func<TimeSpan, bool> isIt)
    {
        lock (_timers)
        {
            var index = _timers.FindIndex(due => isIt(due));
            if (index >= 0)
            {
                var due = _timers[index];
                _timers.RemoveRange(0, index + 1);
                return Task.FromResult(due);
            }

            var seen = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((isIt, seen));
            return seen.Task.Guarded();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        lock (_timers)
        {
            var index = _watchers.FindIndex(w => w.IsIt(dueTime));
            if (index >= 0)
            {
                _watchers[index].Seen.SetResult(dueTime);
                _watchers.RemoveAt(index);
                _timers.Clear();
            }
            else
            {
                _timers.Add(dueTime);
            }
        }

        return timer;
    }
}
