using System.Text;
using System.Text.Json;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>A message finds its subscription by its channel and by what it shares with the subscription.</summary>
public sealed class FeedRouteTests
{
    private const string User = "0x00000000000000000000000000000000000000aB";
    private const string Lower = "0x00000000000000000000000000000000000000ab";

    public static TheoryData<string, string, string> Pairs() => new()
    {
        { """{"type":"allMids"}""", "allMids", """{"mids":{"BTC":"1"}}""" },
        { """{"type":"allMids","dex":"xyz"}""", "allMids", """{"mids":{"xyz:GOLD":"1"},"dex":"xyz"}""" },
        { """{"type":"l2Book","coin":"BTC","nSigFigs":5}""", "l2Book", """{"coin":"BTC","time":1,"levels":[[],[]]}""" },
        { """{"type":"bbo","coin":"BTC"}""", "bbo", """{"time":1,"bbo":[null,{"coin":"X"}],"coin":"BTC"}""" },
        { """{"type":"trades","coin":"BTC"}""", "trades", """[{"side":"B","coin":"BTC"},{"coin":"ETH"}]""" },
        { """{"type":"candle","coin":"BTC","interval":"1m"}""", "candle", """{"t":1,"T":2,"i":"1m","s":"BTC"}""" },
        { """{"type":"activeAssetCtx","coin":"BTC"}""", "activeAssetCtx", """{"coin":"BTC","ctx":{}}""" },
        { """{"type":"activeAssetCtx","coin":"@107"}""", "activeSpotAssetCtx", """{"coin":"@107","ctx":{"coin":"X"}}""" },
        { $$"""{"type":"activeAssetData","user":"{{User}}","coin":"BTC"}""", "activeAssetData", $$"""{"user":"{{Lower}}","coin":"BTC"}""" },
        { """{"type":"assetCtxs"}""", "assetCtxs", """{"dex":"","ctxs":[]}""" },
        { """{"type":"assetCtxs","dex":"xyz"}""", "assetCtxs", """{"dex":"xyz","ctxs":[]}""" },
        { """{"type":"allDexsAssetCtxs"}""", "allDexsAssetCtxs", """{"ctxs":[]}""" },
        { """{"type":"spotAssetCtxs"}""", "spotAssetCtxs", "[]" },
        { """{"type":"fastAssetCtxs"}""", "fastAssetCtxs", "\"q1YqSy1KTi0GAA==\"" },
        { """{"type":"outcomeMetaUpdates"}""", "outcomeMetaUpdates", """{"updates":[]}""" },
        { $$"""{"type":"notification","user":"{{User}}"}""", "notification", """{"notification":"x"}""" },
        { $$"""{"type":"orderUpdates","user":"{{User}}"}""", "orderUpdates", "[]" },
        { $$"""{"type":"userEvents","user":"{{User}}"}""", "user", """{"fills":[]}""" },
        { $$"""{"type":"userFills","user":"{{User}}","aggregateByTime":true}""", "userFills", $$"""{"user":"{{Lower}}","fills":[]}""" },
        { $$"""{"type":"userFundings","user":"{{User}}"}""", "userFundings", $$"""{"isSnapshot":true,"fundings":[],"user":"{{Lower}}"}""" },
        { $$"""{"type":"userNonFundingLedgerUpdates","user":"{{User}}"}""", "userNonFundingLedgerUpdates", $$"""{"user":"{{Lower}}"}""" },
        { $$"""{"type":"userHistoricalOrders","user":"{{User}}"}""", "userHistoricalOrders", $$"""{"user":"{{Lower}}"}""" },
        { $$"""{"type":"userTwapSliceFills","user":"{{User}}"}""", "userTwapSliceFills", $$"""{"user":"{{Lower}}"}""" },
        { $$"""{"type":"userTwapHistory","user":"{{User}}"}""", "userTwapHistory", $$"""{"user":"{{Lower}}"}""" },
        { $$"""{"type":"openOrders","user":"{{User}}"}""", "openOrders", $$"""{"dex":"","user":"{{Lower}}","orders":[]}""" },
        { $$"""{"type":"clearinghouseState","user":"{{User}}","dex":"xyz"}""", "clearinghouseState", $$"""{"dex":"xyz","user":"{{Lower}}"}""" },
        { $$"""{"type":"allDexsClearinghouseState","user":"{{User}}"}""", "allDexsClearinghouseState", $$"""{"user":"{{Lower}}"}""" },
        { $$"""{"type":"spotState","user":"{{User}}"}""", "spotState", $$"""{"user":"{{Lower}}"}""" },
        { $$"""{"type":"twapStates","user":"{{User}}"}""", "twapStates", $$"""{"dex":"","user":"{{Lower}}"}""" },
        { $$"""{"type":"webData3","user":"{{User}}"}""", "webData3", $$$"""{"perpDexStates":[{"user":"x"}],"userState":{"agentAddress":null,"user":"{{{Lower}}}"}}""" },
        { $$"""{"type":"webData2","user":"{{User}}"}""", "webData2", $$"""{"clearinghouseState":{"user":"x"},"user":"{{Lower}}"}""" },
        { """{"type":"explorerBlock"}""", "explorerBlock", "[]" },
        { """{"type":"explorerTxs"}""", "explorerTxs", "[]" },
        { """{"type":"addedTomorrow","coin":"BTC"}""", "addedTomorrow", """{"anything":1}""" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_message_finds_its_subscription(string subscription, string channel, string data) =>
        Assert.Equal(Request(subscription).RouteKey, FeedRoute.KeyOf(channel, Encoding.UTF8.GetBytes(data)).Key);

    [Fact]
    public void No_message_finds_another_subscription()
    {
        var pairs = Pairs().Select(p => (Request: Request((string)p[0]), Key: FeedRoute.KeyOf((string)p[1], Encoding.UTF8.GetBytes((string)p[2])).Key)).ToArray();

        foreach (var (request, key) in pairs) Assert.Single(pairs, p => p.Key == request.RouteKey);
    }

    [Fact]
    public void Every_type_of_the_checklist_has_a_route()
    {
        Assert.Equal(30, FeedRoute.Types.Count());
        Assert.Equal(FeedRoute.Types.Order(), Pairs().Select(p => Request((string)p[0]).Type).Where(t => t != "addedTomorrow").Distinct().Order());
    }

    [Theory]
    [InlineData("trades", "[]")]
    [InlineData("trades", "null")]
    [InlineData("l2Book", "null")]
    [InlineData("webData3", """{"other":1}""")]
    public void A_message_that_names_nothing_finds_nothing(string channel, string data) => Assert.Null(FeedRoute.KeyOf(channel, Encoding.UTF8.GetBytes(data)).Key);

    [Fact]
    public void All_dexs_get_the_messages_of_each()
    {
        var all = Request($$"""{"type":"openOrders","user":"{{User}}","dex":"ALL_DEXS"}""");
        var (key, allKey) = FeedRoute.KeyOf("openOrders", Encoding.UTF8.GetBytes($$"""{"dex":"xyz","user":"{{Lower}}","orders":[]}"""));

        Assert.Equal(Request($$"""{"type":"openOrders","user":"{{Lower}}","dex":"xyz"}""").RouteKey, key);
        Assert.Equal(all.RouteKey, allKey);
    }

    [Fact]
    public void Equal_subscriptions_are_one_whatever_their_order()
    {
        Assert.Equal(Request($$"""{"type":"userFills","user":"{{User}}"}""").Identity, Request($$"""{"user":"{{Lower}}","aggregateByTime":null,"type":"userFills"}""").Identity);
        Assert.NotEqual(Request($$"""{"type":"userFills","user":"{{User}}"}""").Identity, Request($$"""{"type":"userFills","user":"{{User}}","aggregateByTime":true}""").Identity);
        Assert.Equal(Request("""{"type":"l2Book","coin":"BTC"}""").RouteKey, Request("""{"type":"l2Book","coin":"BTC","nSigFigs":4}""").RouteKey);
    }

    [Theory]
    [InlineData("""{"coin":"BTC","type":"l2Book","nSigFigs":null,"mantissa":null}""", true)]
    [InlineData("""{"type":"l2Book","coin":"BTC"}""", true)]
    [InlineData("""{"type":"l2Book","coin":"ETH"}""", false)]
    [InlineData("""{"type":"bbo","coin":"BTC"}""", false)]
    [InlineData("""{"type":"l2Book"}""", false)]
    [InlineData("null", false)]
    public void An_echo_is_recognised_by_what_was_sent(string echo, bool isEchoed)
    {
        using var document = JsonDocument.Parse(echo);
        Assert.Equal(isEchoed, Request("""{"type":"l2Book","coin":"BTC","mantissa":null}""").IsEchoedBy(document.RootElement));
    }

    private static SubscriptionRequest Request(string json)
    {
        using var document = JsonDocument.Parse(json);
        return SubscriptionRequest.Parse(document.RootElement, document.RootElement.GetProperty("type").GetString()!);
    }
}
