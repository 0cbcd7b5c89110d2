namespace HypeKr.Hyperliquid;

/// <summary>How many actions an account has used and may use since it began: 10,000 and one for each USDC traded. Wire: info <c>userRateLimit</c>.</summary>
public sealed class ActionBudget
{
    /// <summary>Actions used; an order, cancel or modify of a batch counts as one.</summary>
    public long Used { get; init; }

    /// <summary>Actions allowed; cancels may go beyond it, to the double or by 100,000, whichever is less.</summary>
    public long Cap { get; init; }

    /// <summary>When the venue said so. What was used since is counted here; what trading has earned since is not known.</summary>
    public DateTimeOffset ObservedAt { get; init; }

    internal static long CancelCap(long cap) => cap > 100_000 ? cap > long.MaxValue - 100_000 ? long.MaxValue : cap + 100_000 : 2 * cap;
}
