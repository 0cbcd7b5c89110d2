using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What somebody owns of a seeded vault.</summary>
/// <param name="Owner">The owner.</param>
/// <param name="Amount">Shares: who has a tenth of all shares owns a tenth of the vault's value. Also what was paid for them.</param>
/// <param name="LockedUntil">Until when nothing may be withdrawn.</param>
public sealed record VaultShareSeed(EthereumAddress Owner, decimal Amount, DateTimeOffset LockedUntil);
