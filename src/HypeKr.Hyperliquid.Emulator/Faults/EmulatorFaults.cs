namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What goes wrong between an emulator and its clients.</summary>
/// <remarks>
/// Rules are looked at in the order in which they were added. Delays and holds of all rules that strike add up; of the rest the
/// first counts. Everything random depends on <see cref="EmulatorOptions.RandomSeed"/> and on the number of the fault alone.
/// </remarks>
public sealed class EmulatorFaults
{
    private readonly List<EmulatorFault> _active = [];
    private readonly long _seed;
    private long _lastId;
    private volatile bool _isAny;

    internal EmulatorFaults(VenueGate gate, long seed) => (Gate, _seed) = (gate, seed);

    /// <summary>The faults at work, in the order in which they were added.</summary>
    public IReadOnlyList<EmulatorFault> Active
    {
        get
        {
            using var step = Gate.Enter();
            return [.. _active];
        }
    }

    internal VenueGate Gate { get; }

    internal bool IsAny => _isAny;

    /// <summary>Adds a fault.</summary>
    /// <exception cref="ArgumentException">The rule contradicts itself.</exception>
    public EmulatorFault Add(FaultRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        rule.Check();
        using var step = Gate.Enter();
        var fault = new EmulatorFault(this, ++_lastId, rule, _seed);
        _active.Add(fault);
        _isAny = true;
        return fault;
    }

    /// <summary>Adds a fault for everything at one endpoint.</summary>
    /// <param name="endpoint">See <see cref="FaultRule.Endpoint"/>.</param>
    /// <param name="effect">What it does.</param>
    /// <param name="times">How many it strikes; all by default.</param>
    /// <exception cref="ArgumentException">There is no such endpoint.</exception>
    public EmulatorFault Add(string? endpoint, FaultEffect effect, int? times = null) => Add(new FaultRule { Endpoint = endpoint, Effect = effect, Times = times });

    /// <summary>Ends all faults, and lets go what they hold, oldest first.</summary>
    public void Clear()
    {
        using var step = Gate.Enter();
        foreach (var fault in _active.ToArray()) fault.Dispose();
    }

    internal void Remove(EmulatorFault fault)
    {
        _active.Remove(fault);
        _isAny = _active.Count > 0;
    }

    /// <summary>Those that strike, in order. Inside the gate.</summary>
    internal IReadOnlyList<EmulatorFault> Strike(FaultStage stage, FaultSubject subject)
    {
        if (!_isAny) return [];
        List<EmulatorFault>? struck = null;
        foreach (var fault in _active)
        {
            if (fault.Rule.Effect.Stage == stage && subject.Fits(fault.Rule) && fault.Strikes()) (struck ??= []).Add(fault);
        }

        return struck ?? [];
    }
}
