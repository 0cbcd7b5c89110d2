namespace HypeKr.Crypto.Testing;

/// <summary>What a <see cref="PublicTypeWalk"/> has seen, so that a walk that saw nothing does not pass for a clean one.</summary>
public sealed class PublicTypeWalkReport
{
    internal PublicTypeWalkReport(IReadOnlyList<Leak> leaks, IReadOnlyList<Type> scanned, IReadOnlyList<Type> notReached, int refusals)
    {
        Leaks = leaks;
        Scanned = scanned;
        NotReached = notReached;
        Refusals = refusals;
    }

    /// <summary>What was found.</summary>
    public IReadOnlyList<Leak> Leaks { get; }

    /// <summary>The public types of which an instance was scanned.</summary>
    public IReadOnlyList<Type> Scanned { get; }

    /// <summary>The public types of which none could be made. Seed one of each that could hold a secret.</summary>
    public IReadOnlyList<Type> NotReached { get; }

    /// <summary>How many calls with a planted secret as their input threw, each exception scanned.</summary>
    public int Refusals { get; }

    /// <summary>Throws if anything was found.</summary>
    /// <exception cref="LeakFoundException">It was.</exception>
    public void ThrowIfLeaking() => LeakFoundException.ThrowIfAny(Leaks);
}
