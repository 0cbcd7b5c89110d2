namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The two rates of a kind of market, as fractions of the traded value.</summary>
internal readonly record struct FeeRates(decimal Taker, decimal Maker);
