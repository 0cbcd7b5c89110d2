namespace HypeKr.Hyperliquid.Emulator;

/// <summary>How the mirror of one coin stands.</summary>
/// <param name="Coin">The coin; of an outcome its first side.</param>
/// <param name="BookAge">How long ago the venue last sent the book; null before the first.</param>
/// <param name="IsLive">Whether orders fill against the venue's market now. Not while the book is stale, nor after a fault.</param>
/// <param name="Fault">Why it ended, when it did.</param>
public sealed record MirroredCoin(string Coin, TimeSpan? BookAge, bool IsLive, string? Fault);
