using System.Net;
using System.Text;
using FsCheck.Xunit;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Whatever comes back, a read gives a value or an exception of this package, and an action that was sent never throws anything else.</summary>
[Properties(MaxTest = 100)]
public sealed class HostileAnswerTests
{
    private static readonly OrderRequest Buy = new() { Coin = "BTC", Side = OrderSide.Buy, Price = new(59000), Size = new(0.001m) };

    private static readonly (string Type, string Answer)[] Reads =
    [
        ("meta", """{"universe":[{"name":"BTC","szDecimals":5,"maxLeverage":50,"onlyIsolated":true}],"collateralToken":0}"""),
        ("spotMeta", """{"universe":[{"tokens":[1,0],"name":"PURR/USDC","index":0}],"tokens":[{"name":"USDC","szDecimals":8,"weiDecimals":8,"index":0},{"name":"PURR","szDecimals":0,"weiDecimals":5,"index":1}]}"""),
        ("perpDexs", """[null,{"name":"xyz","fullName":"XYZ"}]"""),
        ("outcomeMeta", """{"outcomes":[{"outcome":1,"name":"Rain","sideSpecs":[{"name":"Yes"},{"name":"No"}],"quoteToken":"USDC"}],"questions":[]}"""),
        ("allMids", """{"BTC":"60000.5","#10":"0.62"}"""),
        ("l2Book", """{"coin":"#11","time":1737442821369,"levels":[[{"px":"0.3","sz":"65.9","n":1}],[{"px":"0.4","sz":"10.0","n":2}]]}"""),
        ("clearinghouseState", """{"assetPositions":[{"type":"oneWay","position":{"coin":"BTC","szi":"-0.5","leverage":{"type":"cross","value":20},"entryPx":"1.0"}}],"time":1754467216357}"""),
        ("spotClearinghouseState", """{"balances":[{"coin":"USDC","token":0,"total":"2.7","hold":"0.0"},{"coin":"+10","total":"5.0","hold":"1.0"}]}"""),
        ("openOrders", """[{"coin":"BTC","side":"B","limitPx":"29792.0","sz":"0.1","oid":91490942,"timestamp":1681247412573,"cloid":"0x000000000000000000000000000000ab"}]"""),
        ("userFills", """[{"coin":"BTC","px":"18.4","sz":"93.5","side":"B","time":1681222254710,"oid":90542681,"liquidation":{"liquidatedUser":"0x00000000000000000000000000000000000000aa"}}]"""),
        ("orderStatus", """{"status":"order","order":{"order":{"coin":"BTC","side":"A","limitPx":"1.0","sz":"0.0","oid":1,"children":[]},"status":"filled","statusTimestamp":2}}"""),
        ("userRole", """{"role":"agent","data":{"user":"0x00000000000000000000000000000000000000aa"}}"""),
        ("exchangeStatus", """{"time":1737442821369,"specialStatuses":null}"""),
    ];

    private static readonly string[] Actions =
    [
        """{"status":"ok","response":{"type":"order","data":{"statuses":[{"filled":{"totalSz":"0.001","avgPx":"59000.0","oid":77747314}}]}}}""",
        """{"status":"ok","response":{"type":"order","data":{"statuses":[{"resting":{"oid":77738308}}]}}}""",
        """{"status":"ok","response":{"type":"order","data":{"statuses":[{"error":"Price must be divisible by tick size. \ud83d\ude00"}]}}}""",
        """{"status":"ok","response":{"type":"cancel","data":{"statuses":["success"]}}}""",
        """{"status":"err","response":"User or API Wallet 0x00000000000000000000000000000000000000aa does not exist."}""",
    ];

    [Property]
    public void A_read_gives_a_value_or_the_documented_exception(int seed)
    {
        using var venue = new TestVenue();
        var random = new Random(seed);
        foreach (var (type, answer) in Reads)
        {
            var bytes = Mutate(answer, random);
            venue.Info.Reply(type, (_, _) => Task.FromResult(Answer(bytes)));
        }

        var user = venue.Account.User;
        Func<Task>[] calls =
        [
            () => venue.Client.Markets.GetUniverseAsync(),
            () => venue.Client.Markets.GetMidAsync("BTC"),
            () => venue.Client.Markets.GetMidAsync("#11"),
            () => venue.Client.Markets.GetMidAsync("xyz:GOLD"),
            () => venue.Client.Markets.GetBookAsync("PURR/USDC"),
            () => venue.Client.Markets.GetExchangeStatusAsync(),
            () => user.GetOpenOrdersAsync(),
            () => user.GetFillsAsync(),
            () => user.GetOrderAsync(1),
            () => user.GetRoleAsync(),
            () => venue.Account.VerifySignerAsync(),
            () => venue.Account.Positions.CloseAsync("BTC"),
            () => venue.Account.Positions.CloseAsync("#10"),
        ];
        foreach (var call in calls) Tolerate(call);
    }

    [Property]
    public void An_order_that_was_sent_has_a_result(int seed)
    {
        using var venue = new TestVenue();
        var random = new Random(seed);
        var bytes = Mutate(Actions[random.Next(Actions.Length)], random);
        venue.Exchange.Reply = (_, _) => Task.FromResult(Answer(bytes));

        var placed = venue.Account.Orders.PlaceAsync(Buy).GetAwaiter().GetResult();
        var batch = venue.Account.Orders.PlaceAsync([Buy, Buy]).GetAwaiter().GetResult();
        var cancelled = venue.Account.Orders.CancelAsync("BTC", 1).GetAwaiter().GetResult();

        Assert.False(string.IsNullOrEmpty(placed.ToString()));
        Assert.Equal(2, batch.Count);
        Assert.False(string.IsNullOrEmpty(cancelled.ToString()));
        Tolerate(() => venue.Account.SubmitAsync(new NoopAction()));
    }

    [Theory]
    [InlineData("""{"status":"err","response":"\ud83d"}""")]
    [InlineData("""{"status":"ok","response":{"type":"\ud83d","data":{"statuses":[{"error":"\ud83d"}]}}}""")]
    [InlineData("""{"status":"\ud83d","response":{}}""")]
    public async Task Half_a_surrogate_pair_is_borne(string answer)
    {
        using var venue = new TestVenue();
        venue.Exchange.Answer(answer);

        Assert.False(string.IsNullOrEmpty((await venue.Account.Orders.PlaceAsync(Buy)).ToString()));
        Assert.False(string.IsNullOrEmpty((await venue.Account.Orders.CancelAsync("BTC", 1)).ToString()));
    }

    private static void Tolerate(Func<Task> call)
    {
        try
        {
            call().GetAwaiter().GetResult();
        }
        catch (HyperliquidException e)
        {
            Assert.False(string.IsNullOrEmpty(e.Message));
        }
    }

    private static HttpResponseMessage Answer(byte[] bytes) => new(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) };

    private static byte[] Mutate(string answer, Random random)
    {
        const string Interesting = "\"{}[]:,0-.eE\\tnf\u00e4";
        var bytes = Encoding.UTF8.GetBytes(answer).ToList();
        for (var edits = random.Next(0, 4); edits > 0 && bytes.Count > 0; edits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] = (byte)Interesting[random.Next(Interesting.Length)];
                    break;
                case 2:
                    bytes.RemoveRange(at, random.Next(bytes.Count - at) + 1);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(40), bytes.Count - at)));
                    break;
                default:
                    ReplaceValue(bytes, at, random);
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Puts another JSON value where one begins, so that the shape stays JSON more often than chance would have it.</summary>
    private static void ReplaceValue(List<byte> bytes, int from, Random random)
    {
        string[] values = ["null", "true", "-1", "1e400", "9223372036854775808", "\"\"", "\"x\"", "\"-0.0\"", "\"99999999999999999999999999999999999\"", "[]", "{}", "[null]", "{\"\":null}"];
        var start = bytes.FindIndex(from, b => b is (byte)':' or (byte)'[');
        if (start < 0) return;
        var end = bytes.FindIndex(start + 1, b => b is (byte)',' or (byte)'}' or (byte)']');
        if (end < 0) return;
        bytes.RemoveRange(start + 1, end - start - 1);
        bytes.InsertRange(start + 1, Encoding.UTF8.GetBytes(values[random.Next(values.Length)]));
    }
}
