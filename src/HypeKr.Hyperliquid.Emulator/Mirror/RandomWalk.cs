namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A coin that moves by chance, and the numbers that it moves by.</summary>
internal sealed record RandomWalk(TradedAsset Asset, VenueRandom Random);
