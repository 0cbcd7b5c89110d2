using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A stake on its way back to spot.</summary>
/// <param name="Account">Whose it is.</param>
/// <param name="Amount">In HYPE.</param>
/// <param name="Hash">Of the action that asked for it.</param>
internal sealed record StakeReturn(Account Account, decimal Amount, Hash32 Hash);
