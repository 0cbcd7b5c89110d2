using System.Globalization;
using System.Text;
using System.Text.Json;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>A venue with a history that it gives as the wire specification says: by time, both ends included, oldest first unless reversed, a page at a time, the newest rows only.</summary>
internal sealed class PagedVenue : IDisposable
{
    private readonly TestVenue _venue = new();

    /// <summary>A venue with no rows.</summary>
    /// <param name="type">The read that gives them.</param>
    /// <param name="toJson">A row as the wire has it, of its time and number.</param>
    public PagedVenue(string type, Func<long, int, string> toJson)
    {
        (Type, ToJson) = (type, toJson);
        _venue.Info.Answer(type, Answer);
        _venue.Info.Answer("meta", """{"universe":[{"name":"BTC","szDecimals":5,"maxLeverage":40}]}""");
        _venue.Info.Answer("perpDexs", "[null]");
    }

    public string Type { get; }

    public Func<long, int, string> ToJson { get; }

    public HyperliquidClient Client => _venue.Client;

    public UserView User => _venue.Client.ForUser(TestVenue.UserAddress);

    /// <summary>The rows that there are, by time; numbers are unique. Sorted before each answer.</summary>
    public List<(long Time, int Number)> Rows { get; } = [];

    public int PageSize { get; set; } = 500;

    public int Horizon { get; set; } = int.MaxValue;

    /// <summary>Changes the rows before the answer of that number, counted from 0.</summary>
    public Action<int>? BeforeAnswer { get; set; }

    /// <summary>Changes an answer before it is sent.</summary>
    public Func<List<(long Time, int Number)>, List<(long Time, int Number)>>? Change { get; set; }

    public int Requests => _venue.Info.Count(Type);

    public void Dispose() => _venue.Dispose();

    private string Answer(JsonElement request)
    {
        BeforeAnswer?.Invoke(Requests - 1);
        if (request.TryGetProperty("req", out var inner)) request = inner;
        var start = request.TryGetProperty("startTime", out var s) && s.ValueKind == JsonValueKind.Number ? s.GetInt64() : 0;
        var end = request.TryGetProperty("endTime", out var e) && e.ValueKind == JsonValueKind.Number ? e.GetInt64() : long.MaxValue;
        var isReversed = request.TryGetProperty("reversed", out var r) && r.GetBoolean();

        // What the venue lets go of first is what is oldest, and of one millisecond what came first.
        Rows.Sort();
        var page = Rows.Skip(Math.Max(Rows.Count - Horizon, 0)).Where(row => row.Time >= start && row.Time <= end);
        if (isReversed) page = page.Reverse();
        var rows = page.Take(PageSize).ToList();
        if (Change is { } change) rows = change(rows);
        return new StringBuilder("[").AppendJoin(',', rows.Select(row => ToJson(row.Time, row.Number))).Append(']').ToString();
    }

    public static string Fill(long time, int number) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"coin":"BTC","px":"{{100 + (number % 7)}}.5","sz":"1.0","side":"{{(number % 2 == 0 ? "B" : "A")}}","time":{{time}},"startPosition":"0.0","dir":"Open Long","closedPnl":"0.0","hash":"0x00","oid":{{number / 3}},"crossed":true,"fee":"0.1","tid":{{number}},"feeToken":"USDC","twapId":null}""");

    public static string Funding(long time, int number) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"time":{{time}},"hash":"0x00","delta":{"type":"funding","coin":"C{{number}}","usdc":"-0.1","szi":"1.0","fundingRate":"0.0000125","nSamples":null} }""");

    public static string Ledger(long time, int number) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"time":{{time}},"hash":"0x00","delta":{"type":"{{(number % 3 == 0 ? "newKind" : "deposit")}}","usdc":"{{number}}.0"} }""");

    public static string Interest(long time, int number) => string.Create(CultureInfo.InvariantCulture, $$"""{"time":{{time}},"token":"T{{number}}","borrow":"0.0","supply":"1.0"}""");

    public static string TwapFill(long time, int number) => string.Create(CultureInfo.InvariantCulture, $$"""{"fill":{{Fill(time, number)}},"twapId":{{number % 5}}}""");

    public static string FundingRate(long time, int number) => string.Create(CultureInfo.InvariantCulture, $$"""{"coin":"BTC","fundingRate":"0.{{number}}","premium":"0.1","time":{{time}}}""");

    public static string Candle(long time, int number) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"t":{{time}},"T":{{time + 59_999}},"s":"BTC","i":"1m","o":"1.0","c":"{{number}}.0","h":"1.0","l":"1.0","v":"1.0","n":1}""");
}
