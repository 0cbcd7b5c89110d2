namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The funding of one hour.</summary>
internal readonly record struct FundingRow(long Time, decimal Rate, decimal Premium);
