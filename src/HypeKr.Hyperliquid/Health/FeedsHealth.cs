namespace HypeKr.Hyperliquid;

/// <summary>The feeds of a client at one moment.</summary>
/// <param name="Sockets">Sockets, open or being opened.</param>
/// <param name="Subscriptions">Subscriptions held.</param>
/// <param name="Interrupted">The types of those that the venue has not acknowledged, or not anew.</param>
/// <param name="Longest">How long the longest of them has been so.</param>
internal readonly record struct FeedsHealth(int Sockets, int Subscriptions, IReadOnlyList<string> Interrupted, TimeSpan Longest);
