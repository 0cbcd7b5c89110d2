namespace HypeKr.Hyperliquid;

/// <summary>Which of an account's balances a transfer takes from or puts into. Wire: <c>sourceDex</c>, <c>destinationDex</c>.</summary>
/// <remarks>The default value is <see cref="Perps"/>.</remarks>
public readonly record struct TransferDex
{
    // Null for the main perp balance, so that the default value equals it.
    private readonly string? _value;

    /// <summary>The balance on a builder-deployed dex.</summary>
    /// <param name="name">The name of the dex, such as <c>xyz</c>; empty is <see cref="Perps"/>, <c>spot</c> is <see cref="Spot"/>.</param>
    /// <exception cref="InvalidActionException">The text cannot be the name of a dex.</exception>
    public TransferDex(string name) => _value = name is "" ? null : ActionArgument.Dex(name);

    /// <summary>The main perp balance. Wire: an empty text.</summary>
    public static TransferDex Perps => default;

    /// <summary>The spot balance. Wire: <c>spot</c>.</summary>
    public static TransferDex Spot { get; } = new("spot");

    /// <summary>The text on the wire.</summary>
    public string Value => _value ?? "";

    /// <summary>The text on the wire.</summary>
    public override string ToString() => Value;
}
