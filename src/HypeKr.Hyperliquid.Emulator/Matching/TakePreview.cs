namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What an order would take from the book at once, in its own coin's terms.</summary>
internal readonly record struct TakePreview(decimal Size, decimal Cost);
