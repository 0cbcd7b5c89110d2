namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A key that may sign for an account, up to and including a Unix millisecond. The name of a master's one unnamed agent is empty.</summary>
internal sealed record Agent(Account Master, string Name, long? ValidUntil);
