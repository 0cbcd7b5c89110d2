namespace HypeKr.Hyperliquid.Emulator;

/// <summary>One tier of a margin table.</summary>
/// <param name="LowerBound">The notional from which on it holds; 0 for the first tier.</param>
/// <param name="MaxLeverage">The most leverage there, less than in the tier before.</param>
public readonly record struct MarginTierSeed(decimal LowerBound, int MaxLeverage);
