using System.Globalization;
using System.Net;
using System.Text.Json;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>An account whose feeds and answers over HTTP end in a test.</summary>
internal sealed class AccountScene : IDisposable
{
    public AccountScene(Action<HyperliquidOptions>? configure = null)
    {
        Venue = new ScriptedVenue(configure);
        Venue.Venue.Info.Answer("userFillsByTime", request =>
        {
            var from = request.GetProperty("startTime").GetInt64();
            lock (Fills) return "[" + string.Join(",", Fills.Where(f => TimeOf(f) >= from).OrderBy(TimeOf).Take(PageSize)) + "]";
        });
        Venue.Venue.Info.Answer("clearinghouseState", _ => Perps);
        Venue.Venue.Info.Answer("spotClearinghouseState", _ => Spot);
        Venue.Venue.Info.Answer("frontendOpenOrders", _ => Orders);
    }

    public ScriptedVenue Venue { get; }

    public InfoStub Info => Venue.Venue.Info;

    /// <summary>What the venue has of fills.</summary>
    public List<string> Fills { get; } = [];

    public int PageSize { get; set; } = 2000;

    public string Perps { get; set; } = Perp(0, 1);

    public string Spot { get; set; } = """{"balances":[{"coin":"USDC","token":0,"total":"100","hold":"0","entryNtl":"0"}]}""";

    public string Orders { get; set; } = "[]";

    public ScriptedSocket Socket { get; private set; } = null!;

    public static string User { get; } = TestVenue.UserAddress.ToLowerHex();

    public async Task<AccountState> OpenAsync(AccountStateOptions? options = null)
    {
        var opening = Venue.Client.ForUser(TestVenue.UserAddress).OpenStateAsync(options);
        Socket = await Venue.NextSocketAsync();
        for (var i = 2 + (2 * (options?.Dexs.Count ?? 1)); i > 0; i--) await Socket.AcknowledgeAsync();
        return await opening.Guarded();
    }

    public async Task ReconnectAsync(int subscriptions = 4)
    {
        Socket = await Venue.ReconnectAsync();
        for (var i = 0; i < subscriptions; i++) await Socket.AcknowledgeAsync();
    }

    public void SayFills(bool isSnapshot, params string[] fills) =>
        Socket.Say($$"""{"channel":"userFills","data":{"user":"{{User}}",{{(isSnapshot ? "\"isSnapshot\":true," : "")}}"fills":[{{string.Join(",", fills)}}] } }""");

    public void SayPerps(string state) => Socket.Say($$"""{"channel":"clearinghouseState","data":{"dex":"","user":"{{User}}","clearinghouseState":{{state}} } }""");

    public void SayOrders(string orders) => Socket.Say($$"""{"channel":"openOrders","data":{"dex":"","user":"{{User}}","orders":{{orders}} } }""");

    public void SaySpot(string state) => Socket.Say($$"""{"channel":"spotState","data":{"user":"{{User}}","spotState":{{state}} } }""");

    public static async Task<AccountSnapshot> UntilAsync(AccountState state, Func<AccountSnapshot, bool> isIt)
    {
        return await Find().Guarded();

        async Task<AccountSnapshot> Find()
        {
            await foreach (var snapshot in state.ReadAsync())
            {
                if (isIt(snapshot)) return snapshot;
            }

            throw new InvalidOperationException("The state ended before.");
        }
    }

    /// <summary>Milliseconds of the scene's day.</summary>
    public static long At(double seconds) => TestVenue.Start.ToUnixTimeMilliseconds() + (long)(seconds * 1000);

    public static string Fill(int number, double seconds = 0, string coin = "BTC", string side = "B", decimal size = 1, decimal start = 0, decimal profit = 0, decimal fee = 0, bool hasTrade = true, string feeToken = "USDC") =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"coin":"{{coin}}","px":"100","sz":"{{size}}","side":"{{side}}","time":{{At(seconds)}},"startPosition":"{{start}}","closedPnl":"{{profit}}","fee":"{{fee}}","feeToken":"{{feeToken}}","oid":{{number}},"hash":"0x{{number}}"{{(hasTrade ? $",\"tid\":{number}" : "")}} }""");

    public static string Perp(decimal size, double seconds, decimal unrealized = 0, string coin = "BTC") => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"assetPositions":[{{(size == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $$"""{"type":"oneWay","position":{"coin":"{{coin}}","szi":"{{size}}","entryPx":"100","unrealizedPnl":"{{unrealized}}"} }"""))}}],"time":{{At(seconds)}} }""");

    public static string Order(int number, string coin = "BTC", string side = "B", decimal size = 1, decimal price = 100, bool reduceOnly = false) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"coin":"{{coin}}","side":"{{side}}","limitPx":"{{price}}","sz":"{{size}}","oid":{{number}},"timestamp":1,"origSz":"{{size}}","reduceOnly":{{(reduceOnly ? "true" : "false")}} }""");

    public void FailInfo(string type, Func<bool> fails)
    {
        var perps = type == "clearinghouseState";
        Info.Reply(type, (_, _) => Task.FromResult(fails() ? InfoStub.Json("null", HttpStatusCode.BadGateway) : InfoStub.Json(perps ? Perps : Orders)));
    }

    public void Dispose() => Venue.Dispose();

    private static long TimeOf(string fill)
    {
        using var document = JsonDocument.Parse(fill);
        return document.RootElement.GetProperty("time").GetInt64();
    }
}
