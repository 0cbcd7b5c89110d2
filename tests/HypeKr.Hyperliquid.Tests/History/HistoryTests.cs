namespace HypeKr.Hyperliquid.Tests;

public sealed class HistoryTests
{
    private const long Start = 1_700_000_000_000;

    public static TheoryData<string> Reads => ["fills", "fills backward", "slices", "funding", "ledger", "interest", "candles", "rates"];

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Every_row_is_given_once_in_order(string read)
    {
        using var venue = Venue(read);
        venue.PageSize = 7;
        Fill(venue, read);

        var rows = await ListAsync(read, venue, new HistoryRange(Time(Start)));

        var expected = Numbers(venue);
        if (read == "fills backward") expected.Reverse();
        Assert.Equal(expected, rows);
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task The_ends_of_the_range_are_inside(string read)
    {
        using var venue = Venue(read);
        venue.PageSize = 7;
        Fill(venue, read);
        var (from, to) = (venue.Rows[10].Time, venue.Rows[30].Time);

        var rows = await ListAsync(read, venue, new HistoryRange(Time(from), Time(to)) { OnGap = _ => { } });

        var expected = venue.Rows.Where(row => row.Time >= from && row.Time <= to).Select(row => row.Number).ToList();
        if (read == "fills backward") expected.Reverse();
        Assert.Equal(expected, rows);
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task An_empty_history_is_one_request(string read)
    {
        using var venue = Venue(read);

        Assert.Empty(await ListAsync(read, venue, new HistoryRange(Time(Start))));
        Assert.Equal(read == "fills backward" ? 2 : 1, venue.Requests);
    }

    [Fact]
    public async Task Rows_that_come_in_meanwhile_are_given_once()
    {
        using var venue = Venue("fills");
        venue.PageSize = 9;
        Fill(venue, "fills");
        venue.BeforeAnswer = request =>
        {
            if (request < 9) venue.Rows.Add((venue.Rows[^1].Time + (request % 2), 1000 + request));
        };

        var rows = await ListAsync("fills", venue, new HistoryRange(Time(Start)));

        Assert.Equal(Numbers(venue), rows);
    }

    [Fact]
    public async Task More_rows_in_a_millisecond_than_a_page_are_a_gap()
    {
        using var venue = Venue("funding");
        for (var i = 0; i < 700; i++) venue.Rows.Add((Start + 1, i));
        venue.Rows.Add((Start + 5, 700));

        var thrown = await Assert.ThrowsAsync<HistoryGapException>(() => ListAsync("funding", venue, new HistoryRange(Time(Start))));
        Assert.Equal(new HistoryGap(HistoryGapReason.TooManyInOneMillisecond, Time(Start + 1), Time(Start + 1)), thrown.Gap);
        Assert.Contains("2023-11-14T22:13:20.0010000+00:00", thrown.Message, StringComparison.Ordinal);

        var gaps = new List<HistoryGap>();
        var rows = await ListAsync("funding", venue, new HistoryRange(Time(Start)) { OnGap = gaps.Add });
        Assert.Equal(thrown.Gap, Assert.Single(gaps));
        Assert.Equal([.. Enumerable.Range(0, 500), 700], rows);
    }

    [Fact]
    public async Task As_many_rows_in_the_last_millisecond_as_a_page_are_a_gap_too()
    {
        using var venue = Venue("ledger");
        for (var i = 0; i < 700; i++) venue.Rows.Add((Start + 1, i));

        await Assert.ThrowsAsync<HistoryGapException>(() => ListAsync("ledger", venue, new HistoryRange(Time(Start))));
    }

    [Theory]
    [InlineData("fills")]
    [InlineData("fills backward")]
    public async Task Fills_of_one_millisecond_that_a_page_can_hold_are_no_gap(string read)
    {
        using var venue = Venue(read);
        venue.PageSize = 2_000;
        for (var i = 0; i < 700; i++) venue.Rows.Add((Start, i));

        Assert.Equal(700, (await ListAsync(read, venue, new HistoryRange(Time(Start)))).Distinct().Count());

        for (var i = 700; i < 2_000; i++) venue.Rows.Add((Start, i));
        Assert.Equal(HistoryGapReason.TooManyInOneMillisecond, (await Assert.ThrowsAsync<HistoryGapException>(() => ListAsync(read, venue, new HistoryRange(Time(Start))))).Gap.Reason);
    }

    [Theory]
    [InlineData("fills", 10_000)]
    [InlineData("fills backward", 10_000)]
    [InlineData("candles", 5_000)]
    public async Task What_the_venue_no_longer_keeps_is_a_gap(string read, int kept)
    {
        using var venue = Venue(read);
        venue.PageSize = 2_000;
        venue.Horizon = kept;
        for (var i = 0; i < kept + 5; i++) venue.Rows.Add((Start + (60_000L * i), i));

        var gap = (await Assert.ThrowsAsync<HistoryGapException>(() => ListAsync(read, venue, new HistoryRange(Time(Start))))).Gap;
        Assert.Equal((HistoryGapReason.BeyondHorizon, Time(Start), Time(venue.Rows[5].Time)), (gap.Reason, gap.From, gap.To));

        // A range that ends long before now reaches past the limit too, though it has few rows or none.
        var early = new HistoryRange(Time(Start), Time(venue.Rows[3].Time));
        Assert.Equal(HistoryGapReason.BeyondHorizon, (await Assert.ThrowsAsync<HistoryGapException>(() => ListAsync(read, venue, early))).Gap.Reason);

        // Behind the first row that is still there, nothing is missing.
        Assert.Equal(kept - 1, (await ListAsync(read, venue, new HistoryRange(Time(venue.Rows[5].Time + 1)))).Count(number => number > 5));
    }

    [Fact]
    public async Task Rows_that_the_venue_lets_go_of_between_pages_are_a_gap()
    {
        using var venue = Venue("slices");
        venue.PageSize = 5;
        venue.Horizon = 40;
        Fill(venue, "slices");
        venue.BeforeAnswer = request =>
        {
            if (request != 1) return;
            for (var i = 0; i < 30; i++) venue.Rows.Add((venue.Rows[^1].Time + 1, 1000 + i));
        };

        Assert.Equal(HistoryGapReason.RowsVanished, (await Assert.ThrowsAsync<HistoryGapException>(() => ListAsync("slices", venue, new HistoryRange(Time(Start))))).Gap.Reason);
    }

    [Fact]
    public async Task The_wrong_order_is_an_error()
    {
        using var venue = Venue("fills");
        Fill(venue, "fills");
        venue.Change = rows => [.. rows.AsEnumerable().Reverse()];

        var thrown = await Assert.ThrowsAsync<ResponseFormatException>(() => ListAsync("fills", venue, new HistoryRange(Time(Start))));
        Assert.Contains("newest first where oldest first", thrown.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ResponseFormatException>(() => ListAsync("fills backward", venue, new HistoryRange(Time(Start))));
    }

    [Fact]
    public async Task A_venue_that_does_not_move_on_ends_the_reading()
    {
        using var venue = Venue("fills");
        Fill(venue, "fills");
        var first = venue.Rows.Take(4).ToList();
        venue.Change = _ => first;

        Assert.Equal(first.Select(row => row.Number), await ListAsync("fills", venue, new HistoryRange(Time(Start)) { OnGap = _ => { } }));
    }

    [Fact]
    public async Task Cancellation_ends_the_reading()
    {
        using var venue = Venue("fills");
        venue.PageSize = 3;
        Fill(venue, "fills");
        using var cancel = new CancellationTokenSource();
        var count = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in venue.User.PageFillsAsync(new HistoryRange(Time(Start))).WithCancellation(cancel.Token))
            {
                if (++count == 3) await cancel.CancelAsync();
            }
        });
        Assert.Equal((3, 1), (count, venue.Requests));
    }

    [Fact]
    public void A_range_has_its_ends_in_order_and_after_1970()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new HistoryRange(Time(2), Time(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HistoryRange(Time(-1)));
        Assert.Equal(Time(1), new HistoryRange(Time(1), Time(1)).To);
    }

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static PagedVenue Venue(string read) => read switch
    {
        "fills" or "fills backward" => new("userFillsByTime", PagedVenue.Fill),
        "slices" => new("userTwapSliceFillsByTime", PagedVenue.TwapFill),
        "funding" => new("userFunding", PagedVenue.Funding),
        "ledger" => new("userNonFundingLedgerUpdates", PagedVenue.Ledger),
        "interest" => new("userBorrowLendInterest", PagedVenue.Interest),
        "candles" => new("candleSnapshot", PagedVenue.Candle),
        "rates" => new("fundingHistory", PagedVenue.FundingRate),
        _ => throw new ArgumentOutOfRangeException(nameof(read), read, "No such read."),
    };

    // One to four rows a millisecond; of candles and rates there is one at a time.
    private static void Fill(PagedVenue venue, string read)
    {
        for (var i = 0; i < 40; i++)
        {
            var rows = read is "candles" or "rates" ? 1 : 1 + (i % 4);
            for (var j = 0; j < rows; j++) venue.Rows.Add((Start + (60_000L * i), venue.Rows.Count));
        }
    }

    private static List<int> Numbers(PagedVenue venue) => [.. venue.Rows.Order().Select(row => row.Number)];

    private static async Task<List<int>> ListAsync(string read, PagedVenue venue, HistoryRange range)
    {
        var rows = new List<int>();
        switch (read)
        {
            case "fills" or "fills backward":
                await foreach (var row in venue.User.PageFillsAsync(range, newestFirst: read != "fills")) rows.Add((int)row.TradeId!);
                break;
            case "slices":
                await foreach (var row in venue.User.PageTwapSliceFillsAsync(range)) rows.Add((int)row.Fill!.TradeId!);
                break;
            case "funding":
                await foreach (var row in venue.User.PageFundingPaymentsAsync(range)) rows.Add(Number(row.Delta!.Coin[1..]));
                break;
            case "ledger":
                await foreach (var row in venue.User.PageLedgerUpdatesAsync(range))
                {
                    rows.Add(row.Delta is DepositDelta deposit ? (int)deposit.Usdc : Number(row.Delta!.OtherMembers!["usdc"].GetString()![..^2]));
                }

                break;
            case "interest":
                await foreach (var row in venue.User.PageBorrowLendInterestAsync(range)) rows.Add(Number(row.Token[1..]));
                break;
            case "candles":
                await foreach (var row in venue.Client.Markets.PageCandlesAsync("BTC", CandleInterval.OneMinute, range)) rows.Add((int)row.Close);
                break;
            default:
                await foreach (var row in venue.Client.Markets.PageFundingHistoryAsync("BTC", range)) rows.Add(Number(row.Time.ToUnixTimeMilliseconds() is var time ? ((time - Start) / 60_000).ToString(System.Globalization.CultureInfo.InvariantCulture) : ""));
                break;
        }

        return rows;
    }

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
