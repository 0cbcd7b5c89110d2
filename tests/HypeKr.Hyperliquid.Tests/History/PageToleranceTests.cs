using System.Text.Json.Nodes;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>A page that is broken gives rows or the documented exceptions, from the first row to the last.</summary>
public sealed class PageToleranceTests
{
    private static readonly Dictionary<string, (Func<long, int, string> Row, Func<UserView, HyperliquidClient, IAsyncEnumerable<object>> Read)> Streams = new(StringComparer.Ordinal)
    {
        ["userFillsByTime"] = (PagedVenue.Fill, (user, _) => user.PageFillsAsync(Range)),
        ["userTwapSliceFillsByTime"] = (PagedVenue.TwapFill, (user, _) => user.PageTwapSliceFillsAsync(Range)),
        ["userFunding"] = (PagedVenue.Funding, (user, _) => user.PageFundingPaymentsAsync(Range)),
        ["userNonFundingLedgerUpdates"] = (PagedVenue.Ledger, (user, _) => user.PageLedgerUpdatesAsync(Range)),
        ["userBorrowLendInterest"] = (PagedVenue.Interest, (user, _) => user.PageBorrowLendInterestAsync(Range)),
        ["candleSnapshot"] = (PagedVenue.Candle, (_, client) => client.Markets.PageCandlesAsync("BTC", CandleInterval.OneMinute, Range)),
        ["fundingHistory"] = (PagedVenue.FundingRate, (_, client) => client.Markets.PageFundingHistoryAsync("BTC", Range)),
    };

    private static HistoryRange Range => new(DateTimeOffset.FromUnixTimeMilliseconds(0), DateTimeOffset.FromUnixTimeMilliseconds(9_000_000)) { OnGap = _ => { } };

    public static TheoryData<string> Names => [.. Streams.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_broken_page_gives_rows_or_the_documented_exception(string name)
    {
        var (row, read) = Streams[name];
        var page = $"[{row(60_000, 1)},{row(60_000, 2)},{row(120_000, 3)}]";
        var random = new Random(name.Length);
        var mutations = Enumerable.Range(0, 12).SelectMany(_ => Mutations.Of(page, random)).Select(System.Text.Encoding.UTF8.GetString).Concat(Nulls(page));
        var (given, refused) = (0, 0);
        foreach (var broken in mutations)
        {
            using var venue = new TestVenue();
            venue.Info.Answer(name, broken);
            try
            {
                var count = 0;

                // A stub that gives the same page for ever is no history, and not waited for.
                await foreach (var _ in read(venue.Account.User, venue.Client))
                {
                    if (++count > 20) break;
                }

                given++;
            }
            catch (Exception e) when (e is TransportException or ResponseFormatException or HistoryGapException)
            {
                refused++;
            }
        }

        Assert.True(given > 5 && refused > 5, $"{given} were given and {refused} refused.");
    }

    [Fact]
    public async Task A_payment_without_its_delta_is_a_row()
    {
        using var venue = new TestVenue();
        venue.Info.Answer("userFunding", """[{"time":60000,"hash":"0x00","delta":null},{"time":60000,"hash":"0x00","delta":null}]""");

        var rows = new List<FundingPayment>();
        await foreach (var row in venue.Account.User.PageFundingPaymentsAsync(Range)) rows.Add(row);

        Assert.Equal([null, null], rows.Select(row => row.Delta));
    }

    /// <summary>The page with each member of it null in turn.</summary>
    private static IEnumerable<string> Nulls(string page)
    {
        var count = Members(JsonNode.Parse(page)!).Count();
        for (var i = 0; i < count; i++)
        {
            var root = JsonNode.Parse(page)!;
            var (owner, name) = Members(root).ElementAt(i);
            owner[name] = null;
            yield return root.ToJsonString();
        }
    }

    private static IEnumerable<(JsonObject Owner, string Name)> Members(JsonNode node)
    {
        if (node is JsonArray items) return items.Where(item => item is not null).SelectMany(item => Members(item!)).ToList();
        if (node is not JsonObject members) return [];
        return members.Select(member => (members, member.Key)).Concat(members.Where(member => member.Value is not null).SelectMany(member => Members(member.Value!))).ToList();
    }
}
