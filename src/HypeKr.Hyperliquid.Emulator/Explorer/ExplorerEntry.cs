using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>One action as the chain keeps it: the body as it came, the venue's hash, for whom it was, and what the whole of it failed by.</summary>
internal sealed record ExplorerEntry(long Block, long Time, EthereumAddress User, Hash32 Hash, ReadOnlyMemory<byte> Body, string? Error);
