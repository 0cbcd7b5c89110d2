namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Quotes of the house that rest in a book at the start.</summary>
public sealed record BookSeed
{
    /// <summary>The coin; of an outcome either side.</summary>
    public required string Coin { get; init; }

    /// <summary>The bids, in any order.</summary>
    public IReadOnlyList<BookLevelSeed> Bids { get; init; } = [];

    /// <summary>The asks, in any order.</summary>
    public IReadOnlyList<BookLevelSeed> Asks { get; init; } = [];
}
