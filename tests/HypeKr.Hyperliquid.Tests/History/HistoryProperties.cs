using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>A history: how many rows each millisecond has, how the venue pages, what is asked for, and what comes in between requests.</summary>
public sealed record HistoryCase(int[] PerMillisecond, int PageSize, int From, int? To, bool NewestFirst, int[] Arrivals, int? Horizon)
{
    public static Arbitrary<HistoryCase> Arbitrary() =>
        (from rows in Gen.ArrayOf(Gen.Frequency((3, Gen.Constant(0)), (5, Gen.Choose(1, 3)), (1, Gen.Choose(4, 9))))
         from pageSize in Gen.OneOf(Gen.Choose(1, 3), Gen.Choose(1, 12))
         from start in Gen.Choose(0, Math.Max(rows.Length, 1))
         from length in Gen.Choose(0, rows.Length + 2)
         from hasEnd in Gen.Elements(true, false)
         from newestFirst in Gen.Elements(true, false)
         from arrivals in Gen.ArrayOf(Gen.Choose(0, 3))
         from horizon in Gen.Choose(1, 60)
         from hasHorizon in Gen.Elements(true, false)
         select new HistoryCase(rows, pageSize, start, hasEnd ? start + length : null, newestFirst, arrivals, hasHorizon ? horizon : null)).ToArbitrary();
}

[Properties(Arbitrary = [typeof(HistoryCase)], MaxTest = 400)]
public sealed class HistoryProperties
{
    /// <summary>Whatever the venue's pages, each row of the range is given once, or lies in a gap that was told.</summary>
    [Property]
    public async Task Every_row_is_given_once_or_lies_in_a_gap(HistoryCase history)
    {
        var venue = new RowVenue(history);
        var gaps = new List<HistoryGap>();
        var pager = Pager(venue, history);

        var given = await ListAsync(pager, Range(history, gaps.Add));

        Assert.Equal(given.Count, given.Distinct().Count());
        Assert.All(given, row => Assert.InRange(row.Time, history.From, history.To ?? long.MaxValue));
        Assert.Equal(history.NewestFirst ? given.OrderByDescending(row => row.Time).Select(row => row.Time) : given.OrderBy(row => row.Time).Select(row => row.Time), given.Select(row => row.Time));

        AssertNoneMissing(venue.Initial, given, gaps, history);
    }

    /// <summary>Cases that a property once found, as they were.</summary>
    public static TheoryData<HistoryCase> Found => new()
    {
        // Seed (16614251046105476372,5001991594581713015,59): a row goes between the last page of a full millisecond and the page asked for behind it.
        new HistoryCase([5, 0, 2, 0, 0, 1, 1, 2, 2, 2, 1, 2, 3, 1, 0, 1, 1, 0, 3, 0, 1, 9, 1, 0, 1, 0, 8, 3, 2, 1, 0, 0, 1, 2, 0, 3, 1, 8, 0, 1, 0, 1, 0, 0, 1, 2, 1, 1, 2, 3, 6, 0], 1, 26, 64, false, [1, 1, 2, 0, 2, 0, 3, 0, 3, 2, 1, 3, 3, 1, 3, 0, 0, 0, 2, 3, 3, 1, 1, 1, 0, 2, 1, 1, 2, 2, 1, 0, 1], 54),

        // The only row behind a full millisecond goes just before it is asked for, and the full one with it.
        new HistoryCase([0, 1, 1, 0, 3, 0, 4, 0, 3, 0, 1, 3, 1, 2, 1, 1, 1, 7, 2, 3, 1, 3, 9, 3, 0, 3], 1, 1, 14, false, [2, 0, 3, 2, 3, 1, 3, 3, 2, 2, 2, 3, 2, 2, 3, 0, 3, 0, 2, 2, 1, 1], 38),
    };

    [Theory]
    [MemberData(nameof(Found))]
    public Task What_was_once_found_lies_in_a_gap(HistoryCase history) => Every_row_is_given_once_or_lies_in_a_gap(history);

    /// <summary>Where nobody knows how much the venue keeps, what was there at the first request is given or lies in a gap.</summary>
    [Property]
    public async Task What_goes_while_reading_lies_in_a_gap_though_the_limit_is_unknown(HistoryCase history)
    {
        var forward = history with { NewestFirst = false };
        var venue = new RowVenue(forward);
        var gaps = new List<HistoryGap>();

        var given = await ListAsync(Pager(venue, forward with { Horizon = null }), Range(forward, gaps.Add));

        AssertNoneMissing(venue.AtFirst, given, gaps, forward);
    }

    /// <summary>No gap is told of a history in which every millisecond fits on a page with room to spare and no limit cuts.</summary>
    [Property]
    public async Task A_history_that_fits_has_no_gap(HistoryCase history)
    {
        var fitting = history with { PageSize = 30 + history.PageSize, Horizon = null, Arrivals = [.. history.Arrivals.Take(5)] };
        var venue = new RowVenue(fitting);

        var given = await ListAsync(Pager(venue, fitting), Range(fitting, onGap: null));

        var initial = venue.Initial.Where(row => row.Time >= fitting.From && row.Time <= (fitting.To ?? long.MaxValue)).ToList();
        Assert.Empty(initial.Except(given));
    }

    /// <summary>A reading without a handler ends with the first gap that one with a handler is told of, after the same rows.</summary>
    [Property]
    public async Task Without_a_handler_the_first_gap_is_thrown(HistoryCase history)
    {
        var told = new RowVenue(history);
        var gaps = new List<HistoryGap>();
        await ListAsync(Pager(told, history), Range(history, gaps.Add));

        var thrown = new RowVenue(history);
        var reading = ListAsync(Pager(thrown, history), Range(history, onGap: null));

        if (gaps.Count == 0) await reading;
        else Assert.Equal(gaps[0], (await Assert.ThrowsAsync<HistoryGapException>(() => reading)).Gap);
    }

    // Rows that came in while the reading went on may be given or not.
    private static void AssertNoneMissing(IEnumerable<Row> there, List<Row> given, List<HistoryGap> gaps, HistoryCase history)
    {
        var missing = there.Where(row => row.Time >= history.From && row.Time <= (history.To ?? long.MaxValue)).Except(given)
            .Where(row => !gaps.Any(gap => gap.From.ToUnixTimeMilliseconds() <= row.Time && row.Time <= gap.To.ToUnixTimeMilliseconds())).ToList();
        Assert.True(missing.Count == 0, $"Neither given nor in a gap: {string.Join(", ", missing)}.");
    }

    private static HistoryRange Range(HistoryCase history, Action<HistoryGap>? onGap) =>
        new(DateTimeOffset.FromUnixTimeMilliseconds(history.From), history.To is { } to ? DateTimeOffset.FromUnixTimeMilliseconds(to) : null) { OnGap = onGap };

    private static HistoryPager<Row> Pager(RowVenue venue, HistoryCase history) => new()
    {
        Type = "rows",
        FetchAsync = (from, to, reversed, _) => Task.FromResult(venue.Answer(from.ToUnixTimeMilliseconds(), to?.ToUnixTimeMilliseconds(), reversed)),
        Time = row => DateTimeOffset.FromUnixTimeMilliseconds(row.Time),
        Key = row => row.Number,
        Horizon = history.Horizon,
        NewestFirst = history.NewestFirst,
        ShortestPage = history.PageSize,
    };

    private static async Task<List<Row>> ListAsync(HistoryPager<Row> pager, HistoryRange range)
    {
        var rows = new List<Row>();
        await foreach (var row in pager.ReadAsync(range, CancellationToken.None))
        {
            rows.Add(row);
            Assert.True(rows.Count < 5_000, "The reading has no end.");
        }

        return rows;
    }

    internal sealed record Row(long Time, int Number);

    /// <summary>Pages as the specification says; new rows come in at the newest time or later before each answer.</summary>
    private sealed class RowVenue
    {
        private readonly HistoryCase _history;
        private readonly List<Row> _rows = [];
        private int _requests;

        public RowVenue(HistoryCase history)
        {
            _history = history;
            for (var time = 0; time < history.PerMillisecond.Length; time++)
            {
                for (var i = 0; i < history.PerMillisecond[time]; i++) _rows.Add(new(time, _rows.Count));
            }

            // What the limit has cut before the reading began was never to be had, and still counts as missing.
            Initial = [.. _rows];
        }

        public IReadOnlyList<Row> Initial { get; }

        /// <summary>What was there when the first answer was given.</summary>
        public IReadOnlyList<Row> AtFirst { get; private set; } = [];

        public IReadOnlyList<Row> Answer(long from, long? to, bool reversed)
        {
            Assert.True(++_requests < 5_000, "The reading has no end.");
            if (_requests - 1 < _history.Arrivals.Length)
            {
                var newest = _rows.Count == 0 ? 0 : _rows[^1].Time;
                for (var i = 0; i < _history.Arrivals[_requests - 1]; i++) _rows.Add(new(newest + (i / 2), _rows.Count));
            }

            var there = _rows.Skip(Math.Max(_rows.Count - (_history.Horizon ?? int.MaxValue), 0));
            if (_requests == 1) AtFirst = [.. there];
            var kept = there.Where(row => row.Time >= from && row.Time <= (to ?? long.MaxValue));
            return [.. (reversed ? kept.Reverse() : kept).Take(_history.PageSize)];
        }
    }
}
