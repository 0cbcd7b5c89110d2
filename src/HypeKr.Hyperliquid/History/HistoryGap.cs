using System.Globalization;

namespace HypeKr.Hyperliquid;

/// <summary>A part of a history in which rows are missing, or may be.</summary>
/// <param name="Reason">Why.</param>
/// <param name="From">The first instant of the part, included.</param>
/// <param name="To">The last instant of the part, included.</param>
public sealed record HistoryGap(HistoryGapReason Reason, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>What is missing and why, in words.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Rows from {From:O} to {To:O} may be missing: {Words}.");

    private string Words => Reason switch
    {
        HistoryGapReason.TooManyInOneMillisecond => "more of them share a millisecond than the venue puts on a page, and it pages by time",
        HistoryGapReason.BeyondHorizon => "the venue keeps no more rows than it gave, and older ones are out of reach",
        _ => "rows that were on the last page are not on the next one, so the venue let go of them meanwhile",
    };
}
