namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The funding of one hour before the start.</summary>
/// <param name="Time">When it was paid.</param>
/// <param name="Rate">The hourly rate.</param>
/// <param name="Premium">The average premium.</param>
public readonly record struct FundingSeed(DateTimeOffset Time, decimal Rate, decimal Premium);
