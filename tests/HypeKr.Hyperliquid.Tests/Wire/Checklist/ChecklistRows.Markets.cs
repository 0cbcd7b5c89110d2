using static HypeKr.Hyperliquid.Tests.ChecklistRow;

namespace HypeKr.Hyperliquid.Tests;

internal static partial class ChecklistRows
{
    private static readonly DateTimeOffset From = DateTimeOffset.FromUnixTimeMilliseconds(1_681_923_833_000);
    private static readonly DateTimeOffset To = DateTimeOffset.FromUnixTimeMilliseconds(1_684_811_870_000);

    public static ChecklistRow[] Markets =>
    [
        new("info meta",
            Call("{}", v => v.Client.Markets.GetPerpMetaAsync()),
            Call("""{"dex":"xyz"}""", v => v.Client.Markets.GetPerpMetaAsync("xyz"))),
        new("info metaAndAssetCtxs",
            Call("{}", v => v.Client.Markets.GetPerpMarketsAsync()),
            Call("""{"dex":"xyz"}""", v => v.Client.Markets.GetPerpMarketsAsync("xyz"))),
        new("info allPerpMetas", Call("{}", v => v.Client.Markets.GetAllPerpMetasAsync())),
        new("info allMids",
            Call("{}", v => v.Client.Markets.GetMidsAsync()),
            Call("""{"dex":"xyz"}""", v => v.Client.Markets.GetMidsAsync("xyz"))),
        new("info l2Book",
            Call("""{"coin":"BTC"}""", v => v.Client.Markets.GetBookAsync("BTC")),
            Call("""{"coin":"@107","nSigFigs":5,"mantissa":2}""", v => v.Client.Markets.GetBookAsync("@107", 5, 2))),
        new("info recentTrades", Call("""{"coin":"xyz:GOLD"}""", v => v.Client.Markets.GetRecentTradesAsync("xyz:GOLD"))),
        new("info candleSnapshot",
            Call("""{"req":{"coin":"BTC","interval":"1M","startTime":1681923833000}}""", v => v.Client.Markets.GetCandlesAsync("BTC", CandleInterval.OneMonth, From)),
            Call("""{"req":{"coin":"#10","interval":"1m","startTime":1681923833000,"endTime":1684811870000}}""", v => v.Client.Markets.GetCandlesAsync("#10", CandleInterval.OneMinute, From, To))),
        new("info fundingHistory",
            Call("""{"coin":"BTC","startTime":1681923833000}""", v => v.Client.Markets.GetFundingHistoryAsync("BTC", From)),
            Call("""{"coin":"BTC","startTime":1681923833000,"endTime":1684811870000}""", v => v.Client.Markets.GetFundingHistoryAsync("BTC", From, To))),
        new("info predictedFundings", Call("{}", v => v.Client.Markets.GetPredictedFundingsAsync())),
        new("info perpsAtOpenInterestCap",
            Call("{}", v => v.Client.Markets.GetPerpsAtOpenInterestCapAsync()),
            Call("""{"dex":"xyz"}""", v => v.Client.Markets.GetPerpsAtOpenInterestCapAsync("xyz"))),
        new("info marginTable",
            Call("""{"id":50}""", v => v.Client.Markets.GetMarginTableAsync(50)),
            Call("""{"id":51,"dex":"xyz"}""", v => v.Client.Markets.GetMarginTableAsync(51, "xyz"))),
        new("info maxMarketOrderNtls", Call("{}", v => v.Client.Markets.GetMarketOrderCapsAsync())),
        new("info liquidatable", Call("{}", v => v.Client.Markets.GetLiquidatablePositionsAsync())),
        new("info exchangeStatus", Call("{}", v => v.Client.Markets.GetExchangeStatusAsync())),
        new("info usdcRouting", Call("{}", v => v.Client.Markets.GetUsdcRoutingAsync())),
        new("info batchClearinghouseStates", Call(
            $$"""{"users":["{{User}}","0x00000000000000000000000000000000000000aa"]}""",
            v => v.Client.GetPerpStatesAsync([TestVenue.UserAddress, Vault]))),
    ];

    public static ChecklistRow[] SpotMarkets =>
    [
        new("info spotMeta", Call("{}", v => v.Client.Markets.GetSpotMetaAsync())),
        new("info spotMetaAndAssetCtxs", Call("{}", v => v.Client.Markets.GetSpotMarketsAsync())),
        new("info tokenDetails", Call(
            """{"tokenId":"0xc1fb593aeffbeb02f85e0308e9956a90"}""", v => v.Client.Markets.GetTokenDetailsAsync("0xc1fb593aeffbeb02f85e0308e9956a90"))),
        new("info alignedQuoteTokenInfo", Call("""{"token":150}""", v => v.Client.Markets.GetAlignedQuoteTokenAsync(150))),
        new("info tokenAnnotation", Call("""{"token":150}""", v => v.Client.Markets.GetTokenAnnotationAsync(150))),
        new("info tokenConciseAnnotations", Call("{}", v => v.Client.Markets.GetTokenAnnotationsAsync())),
    ];

    public static ChecklistRow[] BuilderDexs =>
    [
        new("info perpDexs", Call("{}", v => v.Client.Markets.GetPerpDexsAsync())),
        new("info perpDexLimits", Call("""{"dex":"xyz"}""", v => v.Client.Markets.GetPerpDexLimitsAsync("xyz"))),
        new("info perpDexStatus", Call("""{"dex":"xyz"}""", v => v.Client.Markets.GetPerpDexStatusAsync("xyz"))),
        new("info perpAnnotation", Call("""{"coin":"xyz:GOLD"}""", v => v.Client.Markets.GetPerpAnnotationAsync("xyz:GOLD"))),
        new("info perpCategories", Call("{}", v => v.Client.Markets.GetPerpCategoriesAsync())),
        new("info perpConciseAnnotations", Call("{}", v => v.Client.Markets.GetPerpAnnotationsAsync())),
    ];
}
