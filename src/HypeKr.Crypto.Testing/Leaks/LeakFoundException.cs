namespace HypeKr.Crypto.Testing;

/// <summary>A planted secret or a raw address was found where none belongs.</summary>
public sealed class LeakFoundException : CryptoTestingException
{
    private LeakFoundException(IReadOnlyList<Leak> leaks)
        : base($"{leaks.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)} leaks:\n{string.Join('\n', leaks)}") => Leaks = leaks;

    /// <summary>All of them.</summary>
    public IReadOnlyList<Leak> Leaks { get; }

    /// <summary>Throws if there is any leak.</summary>
    /// <exception cref="LeakFoundException">There is.</exception>
    public static void ThrowIfAny(IEnumerable<Leak> leaks)
    {
        ArgumentNullException.ThrowIfNull(leaks);
        if (leaks.ToArray() is { Length: > 0 } found) throw new LeakFoundException(found);
    }
}
