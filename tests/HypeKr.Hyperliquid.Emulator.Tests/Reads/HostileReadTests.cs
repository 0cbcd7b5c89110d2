using System.Text;
using System.Text.Json.Nodes;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>Whatever a read or a subscription names, it is answered: with data, or with what is wrong.</summary>
public sealed class HostileReadTests
{
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1.5", "1e400", "9223372036854775807", "18446744073709551615", "18446744073709551616", "-9223372036854775808", "2147483648", "\"\"", "\"NaN\"", "\"#\"", "\"#9999999999\"",
        "\"#99999999999999999999\"", "\"@\"", "\"@-1\"", "\"@99999999999999999999\"", "\"xyz:\"", "\"ALL_DEXS\"", "\"0x0000000000000000000000000000000000000000\"", "\"\\u0000\"", "[]", "{}", "[null]", "[[]]",
    ];

    private readonly World _world = new(EmulatorSeed.Default);

    [Fact]
    public void Every_read_answers_every_value_of_every_member()
    {
        var trader = Busy();
        var count = 0;
        foreach (var read in Reads(trader.User))
        {
            foreach (var body in Mutants(read))
            {
                count++;
                var reply = _world.Post("/info", body);
                Assert.True(reply.StatusCode is 200 or 422 or 500, $"{body}: {reply.StatusCode}");

                // 500 is the venue's answer to what it does not know, and has null for a body.
                if (reply.StatusCode == 500) Assert.Equal("null", Encoding.UTF8.GetString(reply.Body.Span));
            }
        }

        Assert.True(count > 3_000, $"{count} bodies");
        _world.AssertConserved();
    }

    [Fact]
    public void Every_subscription_answers_every_value_of_every_member()
    {
        var trader = Busy();
        foreach (var subscription in Subscriptions(trader.User))
        {
            using var ear = _world.Listen();
            foreach (var body in Mutants(subscription))
            {
                ear.Subscribe(body);
                Assert.NotEmpty(ear.All());
                ear.Say($$"""{"method":"unsubscribe","subscription":{{body}}}""");
                ear.All();
            }
        }
    }

    private Trader Busy()
    {
        var trader = _world.Trader("is read about");
        trader.Fill("BTC", true, 100_010, 0.01m);
        trader.Rest("@107", true, 30, 1, cloid: "0x000000000000000000000000000000ab");
        trader.Fill("#10", true, 0.6m, 20);
        return trader;
    }

    private static IEnumerable<string> Mutants(string json)
    {
        yield return json;
        foreach (var path in Paths(JsonNode.Parse(json)!, []).ToArray())
        {
            foreach (var value in Values.Append(null))
            {
                var root = JsonNode.Parse(json)!.AsObject();
                var parent = path[..^1].Aggregate(root, (node, step) => node[step]!.AsObject());
                if (value is null) parent.Remove(path[^1]);
                else parent[path[^1]] = JsonNode.Parse(value);
                yield return root.ToJsonString();
            }
        }
    }

    private static IEnumerable<string[]> Paths(JsonNode? node, string[] path) => node is JsonObject o
        ? o.Where(m => m.Key != "type").SelectMany(m => (IEnumerable<string[]>)[[.. path, m.Key], .. Paths(m.Value, [.. path, m.Key])])
        : [];

    private static IEnumerable<string> Reads(string user)
    {
        foreach (var type in (string[])
        [
            "meta", "allMids", "metaAndAssetCtxs", "perpsAtOpenInterestCap", "perpDexStatus", "perpDexLimits", "perpCategories",
        ])
        {
            yield return $$"""{"type":"{{type}}","dex":"xyz"}""";
        }

        foreach (var type in (string[])
        [
            "clearinghouseState", "spotClearinghouseState", "userRole", "extraAgents", "openOrders", "frontendOpenOrders", "historicalOrders", "userFills", "userTwapSliceFills", "twapHistory", "userFees", "userRateLimit",
            "subAccounts", "subAccounts2", "userAbstraction", "userDexAbstraction", "approvedBuilders", "userToMultiSigSigners", "portfolio", "legalCheck", "isVip", "referral", "webData2", "spotDeployState",
            "leadingVaults", "userVaultEquities", "delegations", "delegatorSummary", "delegatorHistory", "delegatorRewards", "borrowLendUserState",
        ])
        {
            yield return $$"""{"type":"{{type}}","user":"{{user}}","dex":""}""";
        }

        foreach (var type in (string[])["userFillsByTime", "userTwapSliceFillsByTime", "userFunding", "userNonFundingLedgerUpdates", "userBorrowLendInterest"])
        {
            yield return $$"""{"type":"{{type}}","user":"{{user}}","startTime":0,"endTime":9999999999999,"aggregateByTime":true,"reversed":true}""";
        }

        yield return """{"type":"l2Book","coin":"#10","nSigFigs":5,"mantissa":2}""";
        yield return """{"type":"l2Book","coin":"BTC","nSigFigs":2}""";
        yield return """{"type":"recentTrades","coin":"#10"}""";
        yield return """{"type":"candleSnapshot","req":{"coin":"#10","interval":"1M","startTime":0,"endTime":9999999999999}}""";
        yield return """{"type":"candleSnapshot","req":{"coin":"BTC","interval":"1m","startTime":0,"endTime":9223372036854775807}}""";
        yield return """{"type":"fundingHistory","coin":"BTC","startTime":0,"endTime":9999999999999}""";
        yield return """{"type":"settledOutcome","outcome":1}""";
        yield return """{"type":"marginTable","id":50}""";
        yield return """{"type":"tokenDetails","tokenId":"0x6d1e7cde53ba9467b783cb7c530ce054"}""";
        yield return """{"type":"vaultDetails","vaultAddress":"0x0000000000000000000000000000000000000000","user":null}""";
        yield return """{"type":"borrowLendReserveState","token":0}""";
        yield return $$"""{"type":"orderStatus","user":"{{user}}","oid":1}""";
        yield return $$"""{"type":"activeAssetData","user":"{{user}}","coin":"BTC"}""";
        yield return $$"""{"type":"maxBuilderFee","user":"{{user}}","builder":"{{user}}"}""";
        yield return $$"""{"type":"preTransferCheck","user":"{{user}}","source":"{{user}}"}""";
        yield return $$"""{"type":"batchClearinghouseStates","users":["{{user}}"],"dex":""}""";
        yield return $$"""{"type":"maxMarketOrderNtls"}""";
    }

    private static IEnumerable<string> Subscriptions(string user)
    {
        yield return """{"type":"allMids","dex":""}""";
        yield return """{"type":"l2Book","coin":"#10","nSigFigs":5,"mantissa":2}""";
        yield return """{"type":"trades","coin":"#10"}""";
        yield return """{"type":"bbo","coin":"#10"}""";
        yield return """{"type":"candle","coin":"BTC","interval":"1M"}""";
        yield return """{"type":"activeAssetCtx","coin":"@107"}""";
        yield return $$"""{"type":"activeAssetData","user":"{{user}}","coin":"BTC"}""";
        foreach (var type in (string[])["orderUpdates", "userEvents", "userFills", "userFundings", "userNonFundingLedgerUpdates", "userTwapSliceFills", "userTwapHistory", "webData2", "webData3", "notification", "clearinghouseState", "openOrders", "spotState", "twapStates"])
        {
            yield return $$"""{"type":"{{type}}","user":"{{user}}","dex":"","aggregateByTime":true}""";
        }
    }
}
