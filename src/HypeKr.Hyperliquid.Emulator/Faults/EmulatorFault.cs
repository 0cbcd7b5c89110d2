namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A fault at work. Disposing it ends it, and lets go what it holds.</summary>
public sealed class EmulatorFault : IDisposable
{
    private readonly EmulatorFaults _faults;
    private readonly VenueRandom _random;
    private readonly List<Action> _held = [];
    private TaskCompletionSource _caught = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal EmulatorFault(EmulatorFaults faults, long id, FaultRule rule, long seed)
    {
        (_faults, Id, Rule) = (faults, id, rule);
        _random = new VenueRandom(seed, $"fault {WireText.Of(id)}");
    }

    /// <summary>Its number, from 1 on.</summary>
    public long Id { get; }

    /// <summary>What it does, where and how often.</summary>
    public FaultRule Rule { get; }

    /// <summary>How many fitted its conditions.</summary>
    public long Seen { get; private set; }

    /// <summary>How many it struck.</summary>
    public long Struck { get; private set; }

    /// <summary>How many it holds.</summary>
    public int Held
    {
        get
        {
            using var step = _faults.Gate.Enter();
            return _held.Count;
        }
    }

    /// <summary>Waits until it has struck so often.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task WaitAsync(long times = 1, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task next;
            using (_faults.Gate.Enter())
            {
                if (Struck >= times) return;
                next = _caught.Task;
            }

            await next.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Lets go what it holds, in the order of arrival unless told otherwise.</summary>
    /// <param name="count">How many; all by default.</param>
    /// <param name="newestFirst">Whether the order is turned round.</param>
    /// <returns>How many it let go.</returns>
    public int Release(int count = int.MaxValue, bool newestFirst = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        using var step = _faults.Gate.Enter();
        var released = Math.Min(count, _held.Count);
        for (var i = 0; i < released; i++)
        {
            var index = newestFirst ? _held.Count - 1 : 0;
            var go = _held[index];
            _held.RemoveAt(index);
            go();
        }

        return released;
    }

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        using var step = _faults.Gate.Enter();
        _faults.Remove(this);
        Release();
    }

    /// <summary>Whether it strikes something that fits.</summary>
    internal bool Strikes()
    {
        Seen++;
        if (Seen <= Rule.Skip || Struck >= (Rule.Times ?? long.MaxValue)) return false;
        if (Rule.Probability < 1 && _random.Fraction() >= Rule.Probability) return false;
        Struck++;
        var caught = _caught;
        _caught = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        caught.TrySetResult();
        return true;
    }

    internal long Sample() => Rule.Effect.Delay!.Sample(_random);

    internal void Hold(Action go) => _held.Add(go);
}
