namespace HypeKr.Hyperliquid.Emulator;

/// <summary>How an account trades a perp.</summary>
internal readonly record struct LeverageSetting(bool IsCross, int Value);
