using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>An agent that was approved before the start.</summary>
/// <param name="Address">The agent's address.</param>
/// <param name="Name">Its name, unique for its account.</param>
/// <param name="ValidUntil">The last moment at which it may sign; null for no end.</param>
public sealed record AgentSeed(EthereumAddress Address, string Name, DateTimeOffset? ValidUntil);
