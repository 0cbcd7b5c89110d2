using System.Globalization;

namespace HypeKr.Hyperliquid;

/// <summary>A place in a feed where values are missing, or may be. What was missed can be read over HTTP once the gap is over.</summary>
public sealed class FeedGap
{
    internal FeedGap(FeedGapReason reason, DateTimeOffset? since, DateTimeOffset? until, int dropped = 0, string? detail = null, int count = 1) =>
        (Reason, Since, Until, Dropped, Detail, Count) = (reason, since, until, dropped, detail, count);

    /// <summary>Why.</summary>
    public FeedGapReason Reason { get; }

    /// <summary>When the last message before the gap arrived; null when none had. Nothing older is missing.</summary>
    public DateTimeOffset? Since { get; }

    /// <summary>When the gap ended; null while it lasts.</summary>
    public DateTimeOffset? Until { get; }

    /// <summary>Whether what comes next is without loss again.</summary>
    public bool IsOver => Until is not null;

    /// <summary>How many values were dropped, where that is known; otherwise zero.</summary>
    public int Dropped { get; }

    /// <summary>How many gaps this one stands for: those that followed each other while nobody read are one.</summary>
    public int Count { get; }

    /// <summary>What happened last, in words without addresses; may be null.</summary>
    public string? Detail { get; }

    /// <summary>The reason, and how many values were dropped.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Gap: {Reason}{(IsOver ? " (over)" : "")}{(Dropped > 0 ? $", {Dropped} dropped" : "")}{(Count > 1 ? $", {Count} times" : "")}");

    internal FeedGap End(DateTimeOffset until) => new(Reason, Since, until, Dropped, Detail, Count);

    internal FeedGap Add(int dropped, DateTimeOffset until, string? detail) => new(Reason, Since, until, Saturate(Dropped, dropped), detail ?? Detail, Count);

    /// <summary>This gap and the one after it, with nothing between them, as one.</summary>
    internal FeedGap Join(FeedGap next)
    {
        // One that lasts is over only by its own end, and its end is not another gap.
        var lasts = !IsOver && next.Reason != Reason;
        var isSame = !IsOver && next.Reason == Reason;
        return new(
            lasts ? Reason : next.Reason, Since, lasts ? null : next.Until, Saturate(Dropped, next.Dropped), (lasts ? Detail : next.Detail) ?? Detail ?? next.Detail, isSame ? Math.Max(Count, next.Count) : Saturate(Count, next.Count));
    }

    private static int Saturate(int one, int other) => (int)Math.Min(int.MaxValue, (long)one + other);
}
