namespace HypeKr.Hyperliquid.Emulator;

/// <summary>An order as it stood after one change.</summary>
internal readonly record struct OrderUpdate(PlacedOrder Order, string Status, long StatusAt, decimal Remaining, bool ByUser);
