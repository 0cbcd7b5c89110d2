namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What an account has of a spot token at the start.</summary>
/// <param name="Token">The token's name.</param>
/// <param name="Total">Zero or more.</param>
/// <param name="EntryNotional">What was paid for it, in quote.</param>
public sealed record BalanceSeed(string Token, decimal Total, decimal EntryNotional = 0);
