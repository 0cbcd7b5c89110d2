namespace HypeKr.Hyperliquid;

/// <summary>Something of which there is only so much. Who finds too little waits in order; the urgent go before the others and nobody overtakes in his own queue.</summary>
internal abstract class WaitingBudget(string name, TimeProvider timeProvider)
{
    private readonly LinkedList<Waiter> _urgent = new();
    private readonly LinkedList<Waiter> _ordinary = new();
    private ITimer? _timer;

    protected Lock Gate { get; } = new();

    protected TimeProvider Time => timeProvider;

    /// <summary>Takes an amount, now or when it is there. Cancelling leaves the queue with nothing taken.</summary>
    public Task AcquireAsync(int amount, bool urgent, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled(cancellationToken);
        Waiter waiter;
        lock (Gate)
        {
            if (_urgent.Count == 0 && (urgent || _ordinary.Count == 0) && TryTake(amount, urgent)) return Task.CompletedTask;
            waiter = new Waiter(amount, urgent);
            (urgent ? _urgent : _ordinary).AddLast(waiter.Node);
            Arm();
        }

        return WaitAsync(waiter, cancellationToken);
    }

    public (int Ordinary, int Urgent) CountWaiting()
    {
        lock (Gate) return (_ordinary.Count, _urgent.Count);
    }

    /// <summary>Takes the amount if it is there. Called under the gate.</summary>
    protected abstract bool TryTake(int amount, bool urgent);

    /// <summary>When to try again; null when only something given back can help. Called under the gate.</summary>
    protected abstract TimeSpan? TryAgainIn(int amount, bool urgent);

    /// <summary>Lets go whoever can go. Called under the gate.</summary>
    protected void Pump()
    {
        while (First is { } node && TryTake(node.Value.Amount, node.Value.Urgent))
        {
            node.List!.Remove(node);
            node.Value.Granted.TrySetResult();
        }

        Arm();
    }

    private LinkedListNode<Waiter>? First => _urgent.First ?? _ordinary.First;

    private void Arm()
    {
        if (First is not { Value: var first })
        {
            _timer?.Dispose();
            _timer = null;
            return;
        }

        // Whole milliseconds upward, and never zero: a timer that is early would only have to be set again.
        var due = TryAgainIn(first.Amount, first.Urgent) is { } wait
            ? TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(wait.TotalMilliseconds)))
            : Timeout.InfiniteTimeSpan;
        if (_timer is null) _timer = Time.CreateTimer(static state => ((WaitingBudget)state!).OnTimer(), this, due, Timeout.InfiniteTimeSpan);
        else _timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    private void OnTimer()
    {
        lock (Gate) Pump();
    }

    private async Task WaitAsync(Waiter waiter, CancellationToken cancellationToken)
    {
        var began = timeProvider.GetTimestamp();
        using var registration = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                var (budget, waiter) = ((WaitingBudget, Waiter))state!;
                lock (budget.Gate)
                {
                    if (waiter.Node.List is not { } queue) return;
                    queue.Remove(waiter.Node);
                    budget.Pump();
                }

                waiter.Granted.TrySetCanceled(token);
            },
            (this, waiter));
        await waiter.Granted.Task.ConfigureAwait(false);
        if (Telemetry.LimiterWait.Enabled) Telemetry.LimiterWait.Record(timeProvider.GetElapsedTime(began).TotalSeconds, new("budget", name), new("urgent", waiter.Urgent ? "true" : "false"));
    }

    private sealed class Waiter
    {
        public Waiter(int amount, bool urgent)
        {
            (Amount, Urgent) = (amount, urgent);
            Node = new(this);
        }

        public int Amount { get; }

        public bool Urgent { get; }

        public LinkedListNode<Waiter> Node { get; }

        public TaskCompletionSource Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
