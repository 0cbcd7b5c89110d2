namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Something to be done at a time. Cancelled work stays in the schedule and does nothing.</summary>
internal sealed class ScheduledWork(long due, Action work, WorkKind kind, object? subject)
{
    /// <summary>Unix milliseconds.</summary>
    public long Due => due;

    public WorkKind Kind => kind;

    /// <summary>What it is about, where its kind says so.</summary>
    public object? Subject => subject;

    public bool IsCancelled { get; private set; }

    public void Cancel() => IsCancelled = true;

    public void Run()
    {
        if (!IsCancelled) work();
    }
}
