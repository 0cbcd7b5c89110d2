using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>One user of a sweep.</summary>
/// <param name="Address">The account.</param>
/// <param name="State">Margin and positions on the main dex.</param>
/// <param name="ObservedAt">When it was asked for, or came by a feed, at the latest (UTC).</param>
/// <param name="IsStreamed">Whether it came from a streamed state and cost nothing.</param>
/// <param name="Sweep">Which sweep it belongs to, from zero.</param>
public readonly record struct PolledUser(EthereumAddress Address, PerpState State, DateTimeOffset ObservedAt, bool IsStreamed, long Sweep);
