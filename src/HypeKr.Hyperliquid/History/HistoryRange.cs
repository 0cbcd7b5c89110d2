namespace HypeKr.Hyperliquid;

/// <summary>The part of a history that is paged through, and what is done where it has a hole.</summary>
public sealed class HistoryRange
{
    /// <summary>A part of a history.</summary>
    /// <param name="from">The first instant, included; cut to the millisecond, and not before 1970.</param>
    /// <param name="to">The last instant, included; null is whatever is newest when the reading gets there.</param>
    /// <exception cref="ArgumentOutOfRangeException">The end is before the start, or one of them before 1970.</exception>
    public HistoryRange(DateTimeOffset from, DateTimeOffset? to = null)
    {
        FirstMillisecond = Milliseconds(from, nameof(from));
        if (to is { } end) LastMillisecond = Milliseconds(end, nameof(to));
        if (LastMillisecond < FirstMillisecond) throw new ArgumentOutOfRangeException(nameof(to), to, "The end of a history is not before its start.");
        (From, To) = (from, to);
    }

    /// <summary>The first instant, included.</summary>
    public DateTimeOffset From { get; }

    /// <summary>The last instant, included; null is the newest.</summary>
    public DateTimeOffset? To { get; }

    /// <summary>Told of each part that the venue does not give; the reading then goes on behind it. Without one, a <see cref="HistoryGapException"/> ends the reading.</summary>
    public Action<HistoryGap>? OnGap { get; init; }

    internal long FirstMillisecond { get; }

    internal long? LastMillisecond { get; }

    /// <summary>An instant as the wire counts it.</summary>
    internal static long Milliseconds(DateTimeOffset time, string name) =>
        time.ToUnixTimeMilliseconds() is >= 0 and var milliseconds ? milliseconds : throw new ArgumentOutOfRangeException(name, time, "The venue counts time from 1970 on.");
}
