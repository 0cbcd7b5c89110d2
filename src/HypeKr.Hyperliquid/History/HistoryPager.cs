using System.Runtime.CompilerServices;

namespace HypeKr.Hyperliquid;

/// <summary>Reads a history that the venue gives in pages by time, without losing or doubling a row at their edges.</summary>
/// <remarks>
/// The next page is asked for from the last row's millisecond on, that millisecond included, and rows that were there before are told by their key. How many rows a
/// page has is not relied on: the venue has changed it (fills came by 500 and come by 2,000, funding by 500 and by more), so a page ends a history only when it
/// brings nothing new. Each page must repeat all rows of the edge, else the venue let go of some of them.
/// </remarks>
internal sealed class HistoryPager<T>
{
    /// <summary>The shortest page that the venue has been seen to cut. As many rows in one millisecond are taken for a page that was.</summary>
    public int ShortestPage { get; init; } = 500;

    /// <summary>The name of the read, for messages.</summary>
    public required string Type { get; init; }

    /// <summary>Asks for the rows between two milliseconds, both included, taken from the end where the third argument says so.</summary>
    public required Func<DateTimeOffset, DateTimeOffset?, bool, CancellationToken, Task<IReadOnlyList<T>>> FetchAsync { get; init; }

    public required Func<T, DateTimeOffset?> Time { get; init; }

    /// <summary>What tells rows of one millisecond apart. Rows with the same key are counted.</summary>
    public required Func<T, object> Key { get; init; }

    /// <summary>How many of the newest rows the venue keeps; null when it keeps all.</summary>
    public int? Horizon { get; init; }

    /// <summary>Whether pages are taken from the end.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>Whether a row covers a time that may begin before the range.</summary>
    public bool HasSpans { get; init; }

    public async IAsyncEnumerable<T> ReadAsync(HistoryRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(range);
        var (first, last) = (range.FirstMillisecond, range.LastMillisecond);
        var edge = new Dictionary<object, int>();
        long? edgeTime = null;
        long? oldest = null, newest = null;
        var (count, countAtNewest, largest) = (0, 0, 0);
        var isHorizonKnown = Horizon is null;
        var hasGap = false;
        IReadOnlyList<T>? next = null, probed = null;
        while (true)
        {
            var page = next ?? await PageAsync(first, last, cancellationToken).ConfigureAwait(false);
            next = null;
            var rows = Order(page, first, last, isFirst: edgeTime is null && count == 0);
            largest = Math.Max(largest, rows.Count);

            var fresh = new List<Row>(rows.Count);
            var unseen = new Dictionary<object, int>(edge);
            foreach (var row in rows)
            {
                if (row.Time != edgeTime || !Take(unseen, Key(row.Value))) fresh.Add(row);
            }

            if (unseen.Values.Any(n => n > 0))
            {
                var end = fresh.Count > 0 ? fresh[0].Time : NewestFirst ? first : last ?? edgeTime!.Value;
                Report(range, HistoryGapReason.RowsVanished, edgeTime!.Value, end);
                hasGap = true;
            }

            if (fresh.Count == 0)
            {
                var isMore = probed is { Count: > 0 };
                if (!isMore && (rows.Count == 0 || rows.Count < largest)) break;

                // A page of one millisecond, and no shorter than any other: the venue may have cut it there.
                var beyond = NewestFirst ? edgeTime!.Value - 1 : edgeTime!.Value + 1;
                var isInside = beyond >= first && beyond <= (last ?? long.MaxValue);
                if (isInside && probed is null)
                {
                    probed = await (NewestFirst ? PageAsync(first, beyond, cancellationToken) : PageAsync(beyond, last, cancellationToken)).ConfigureAwait(false);

                    // They may have come in just now, and would then be on the page when it is asked for again. Where there are none, they may have been let go of just now,
                    // and then the edge too; but the newest are kept, and what goes at the other end is past the limit.
                    if (probed.Count > 0 || (!NewestFirst && last is not null)) continue;
                }

                if (!isMore && rows.Count < ShortestPage) break;
                Report(range, HistoryGapReason.TooManyInOneMillisecond, edgeTime.Value, edgeTime.Value);
                hasGap = true;
                if (!isMore) break;
                if (NewestFirst) last = beyond;
                else first = beyond;

                // The page that was had, not a new one: the edge was whole after it, so nothing before its first row is gone. Of a new page nobody could tell.
                (edge, edgeTime, next, probed) = ([], null, probed, null);
                continue;
            }

            probed = null;
            count += fresh.Count;
            oldest = Math.Min(oldest ?? long.MaxValue, Math.Min(fresh[0].Time, fresh[^1].Time));
            newest ??= fresh[0].Time;
            countAtNewest += fresh.Count(row => row.Time == newest);
            if (!isHorizonKnown && !NewestFirst && count >= Horizon)
            {
                isHorizonKnown = true;
                if (!await ReachesAsync(range, cancellationToken).ConfigureAwait(false)) Report(range, HistoryGapReason.BeyondHorizon, range.FirstMillisecond, oldest.Value);
            }

            foreach (var row in fresh) yield return row.Value;

            if (fresh[^1].Time != edgeTime) edge = [];
            edgeTime = fresh[^1].Time;
            foreach (var row in fresh)
            {
                if (row.Time == edgeTime) edge[Key(row.Value)] = edge.GetValueOrDefault(Key(row.Value)) + 1;
            }

            if (NewestFirst) last = edgeTime;
            else first = edgeTime.Value;
        }

        if (isHorizonKnown || (!NewestFirst && range.To is null && !hasGap)) yield break;

        // Rows of a gap are uncounted, and then the limit may be reached. What lies behind the range counts toward it, and so does what came in behind the first page of a reading that goes backward.
        if (await ReachesAsync(range, cancellationToken).ConfigureAwait(false)) yield break;
        var behind = NewestFirst && newest is { } top ? top - 1 : range.LastMillisecond;
        var total = hasGap ? Horizon!.Value : count - (NewestFirst ? countAtNewest : 0);
        if (behind is { } time && total < Horizon) total += await CountAfterAsync(time, Horizon!.Value - total, cancellationToken).ConfigureAwait(false);
        if (total >= Horizon) Report(range, HistoryGapReason.BeyondHorizon, range.FirstMillisecond, oldest ?? range.LastMillisecond ?? range.FirstMillisecond);
    }

    /// <summary>Whether the venue still has a row from before the range: then it has all of the range.</summary>
    private async Task<bool> ReachesAsync(HistoryRange range, CancellationToken cancellationToken) =>
        range.FirstMillisecond > 0 && (await PageAsync(0, range.FirstMillisecond - 1, cancellationToken).ConfigureAwait(false)).Count > 0;

    private Task<IReadOnlyList<T>> PageAsync(long first, long? last, CancellationToken cancellationToken) =>
        FetchAsync(DateTimeOffset.FromUnixTimeMilliseconds(first), last is { } end ? DateTimeOffset.FromUnixTimeMilliseconds(end) : null, NewestFirst, cancellationToken);

    private async Task<int> CountAfterAsync(long time, int enough, CancellationToken cancellationToken)
    {
        if (time >= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()) return 0;
        var count = 0;
        var rest = new HistoryPager<T> { Type = Type, FetchAsync = FetchAsync, Time = Time, Key = Key, HasSpans = HasSpans, ShortestPage = ShortestPage };
        var range = new HistoryRange(DateTimeOffset.FromUnixTimeMilliseconds(time + 1)) { OnGap = _ => count = enough };
        await foreach (var _ in rest.ReadAsync(range, cancellationToken).ConfigureAwait(false))
        {
            if (++count >= enough) break;
        }

        return count;
    }

    private List<Row> Order(IReadOnlyList<T> page, long first, long? last, bool isFirst)
    {
        var rows = new List<Row>(page.Count);
        foreach (var value in page)
        {
            var time = (value is null ? null : Time(value))?.ToUnixTimeMilliseconds() ?? throw Unreadable("has a row without a time");
            if (time > last || (time < first && !(isFirst && HasSpans))) continue;
            rows.Add(new(value, time));
        }

        if (rows.Count > 1 && (NewestFirst ? rows[0].Time < rows[^1].Time : rows[0].Time > rows[^1].Time))
        {
            // Turned around, the page is the other end of what was asked for, and what lies before it would be lost.
            throw Unreadable(NewestFirst ? "came oldest first where newest first was asked for" : "came newest first where oldest first was asked for");
        }

        return [.. NewestFirst ? rows.OrderByDescending(row => row.Time) : rows.OrderBy(row => row.Time)];
    }

    private ResponseFormatException Unreadable(string fault) => new($"The answer to '{Type}' {fault}: it cannot be paged.", mayHaveExecuted: false, body: null);

    private static bool Take(Dictionary<object, int> counts, object key)
    {
        if (!counts.TryGetValue(key, out var count) || count == 0) return false;
        counts[key] = count - 1;
        return true;
    }

    private static void Report(HistoryRange range, HistoryGapReason reason, long from, long to)
    {
        var gap = new HistoryGap(reason, DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(from, to)), DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(from, to)));
        if (range.OnGap is not { } onGap) throw new HistoryGapException(gap);
        onGap(gap);
    }

    private readonly record struct Row(T Value, long Time);
}
