namespace HypeKr.Hyperliquid.Emulator;

/// <summary>One resting quote.</summary>
/// <param name="Price">On the coin's grid.</param>
/// <param name="Size">On the coin's grid, more than zero.</param>
public readonly record struct BookLevelSeed(decimal Price, decimal Size);
