namespace HypeKr.Hyperliquid.Emulator;

/// <summary>One level of resting quotes.</summary>
/// <param name="Price">On the coin's grid.</param>
/// <param name="Size">On the coin's grid, more than zero.</param>
public readonly record struct BookLevelSeed(decimal Price, decimal Size)
{
    /// <summary>How many orders the size is made of, for a book of a seed; they are of the same size where lots allow it.</summary>
    /// <value>1 unless set.</value>
    public int Orders { get; init; } = 1;
}
