using System.Globalization;

namespace HypeKr.Hyperliquid;

/// <summary>A place in a feed where values are missing, or may be. What was missed can be read over HTTP once the gap is over.</summary>
public sealed class FeedGap
{
    internal FeedGap(FeedGapReason reason, DateTimeOffset? since, DateTimeOffset? until, int dropped = 0, string? detail = null) =>
        (Reason, Since, Until, Dropped, Detail) = (reason, since, until, dropped, detail);

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

    /// <summary>What happened, in words without addresses; may be null.</summary>
    public string? Detail { get; }

    /// <summary>The reason, and how many values were dropped.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Gap: {Reason}{(IsOver ? " (over)" : "")}{(Dropped > 0 ? $", {Dropped} dropped" : "")}");

    internal FeedGap End(DateTimeOffset until) => new(Reason, Since, until, Dropped, Detail);

    internal FeedGap Add(int dropped, DateTimeOffset until, string? detail) => new(Reason, Since, until, Dropped + dropped, detail ?? Detail);
}
