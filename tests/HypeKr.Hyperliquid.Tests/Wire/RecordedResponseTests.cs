using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Recorded answers of the venue are read without loss, and the members that the wire documents are read into properties.</summary>
[Trait("Category", "Vectors")]
public sealed class RecordedResponseTests(ITestOutputHelper output)
{
    private static readonly HyperliquidJsonContext Json = HyperliquidJsonContext.Default;

    [SharedFact("hyperliquid/recorded/info-meta.json")]
    public void Meta() => Check("info-meta", Json.PerpMeta);

    [SharedFact("hyperliquid/recorded/info-spotMeta.json")]
    public void SpotMeta() => Check("info-spotMeta", Json.SpotMeta);

    [SharedFact("hyperliquid/recorded/info-metaAndAssetCtxs.json")]
    public void PerpMarkets() => Check("info-metaAndAssetCtxs", Json.PerpMarkets);

    [SharedFact("hyperliquid/recorded/info-spotMetaAndAssetCtxs.json")]
    public void SpotMarkets() => Check("info-spotMetaAndAssetCtxs", Json.SpotMarkets);

    [SharedFact("hyperliquid/recorded/info-tokenDetails.json")]
    public void TokenDetails() => Check("info-tokenDetails", Json.TokenDetails);

    [SharedFact("hyperliquid/recorded/info-candleSnapshot.json")]
    public void Candles() => Check("info-candleSnapshot", Json.IReadOnlyListCandle);

    [SharedFact("hyperliquid/recorded/info-fundingHistory.json")]
    public void FundingHistory() => Check("info-fundingHistory", Json.IReadOnlyListFundingRate);

    [SharedFact("hyperliquid/recorded/info-perpsAtOpenInterestCap.json")]
    public void PerpsAtOpenInterestCap() => Check("info-perpsAtOpenInterestCap", Json.IReadOnlyListString);

    [SharedFact("hyperliquid/recorded/info-portfolio.json")]
    public void Portfolio() => Check("info-portfolio", Json.IReadOnlyListPortfolioEntry);

    [SharedFact("hyperliquid/recorded/info-allMids.json")]
    public void AllMids() => Check("info-allMids", Json.DictionaryStringDecimal);

    [SharedFact("hyperliquid/recorded/info-l2Book.json")]
    public void L2Book() => Check("info-l2Book", Json.OrderBook);

    [SharedFact("hyperliquid/recorded/info-clearinghouseState.json")]
    public void ClearinghouseState() => Check("info-clearinghouseState", Json.PerpState, "maxTradeSzs");

    [SharedFact("hyperliquid/recorded/info-spotClearinghouseState.json")]
    public void SpotClearinghouseState() => Check("info-spotClearinghouseState", Json.SpotState);

    [SharedFact("hyperliquid/recorded/info-openOrders.json")]
    public void OpenOrders() => Check("info-openOrders", Json.OpenOrderArray);

    [SharedFact("hyperliquid/recorded/info-userFills.json")]
    public void UserFills() => Check("info-userFills", Json.FillArray);

    [SharedFact("hyperliquid/recorded/info-userRole.json")]
    public void UserRole() => Check("info-userRole", Json.UserRole);

    // The rows of these two have the shapes of orderStatus and userFills.
    [SharedFact("hyperliquid/recorded/info-historicalOrders.json")]
    public void OrdersWithStatus() => VectorFile.OpenShared("hyperliquid/recorded/info-historicalOrders.json").Run(output, @case =>
    {
        foreach (var row in @case.GetProperty("response").EnumerateArray())
        {
            using var answer = JsonDocument.Parse($$"""{"status":"order","order":{{row.GetRawText()}}}""");
            var lookup = Lossless.Check(answer.RootElement, Json.OrderLookup);
            Assert.Empty(Lossless.UnmappedNames(lookup));
            Assert.True(lookup.IsFound);
            Assert.True(lookup.Order!.Status.IsTerminal || lookup.Order.Status == OrderStatus.Open || lookup.Order.Status == OrderStatus.Triggered);
        }
    });

    [SharedFact("hyperliquid/recorded/info-userFillsByTime.json")]
    public void UserFillsByTime() => Check("info-userFillsByTime", Json.FillArray);

    [SharedFact("hyperliquid/recorded/exchange-order.json")]
    public async Task PlaceOrder()
    {
        var answer = Assert.Single(VectorFile.OpenShared("hyperliquid/recorded/exchange-order.json").Root.GetProperty("cases").EnumerateArray()).GetProperty("response");
        using var venue = new TestVenue();
        venue.Exchange.Answer(answer.GetRawText());

        var result = await venue.Account.Orders.PlaceAsync(new() { Coin = "BTC", Side = OrderSide.Buy, Price = new(59000), Size = new(0.001m) });

        Assert.Equal(OrderResultStatus.Resting, result.Status);
        Assert.Equal(77738308, result.OrderId);
    }

    [SharedFact("hyperliquid/recorded/exchange-updateLeverage.json")]
    public async Task UpdateLeverage()
    {
        var answer = Assert.Single(VectorFile.OpenShared("hyperliquid/recorded/exchange-updateLeverage.json").Root.GetProperty("cases").EnumerateArray()).GetProperty("response");
        using var venue = new TestVenue();
        venue.Exchange.Answer(answer.GetRawText());

        await venue.Account.Positions.UpdateLeverageAsync("BTC", 3);

        Assert.Equal("""{"type":"updateLeverage","asset":0,"isCross":true,"leverage":3}""", venue.Exchange.Action.GetRawText());
    }

    private void Check<T>(string file, JsonTypeInfo<T> type, params string[] unmapped) => VectorFile.OpenShared($"hyperliquid/recorded/{file}.json").Run(output, @case =>
    {
        var model = Lossless.Check(@case.GetProperty("response"), type);
        Assert.Subset(unmapped.ToHashSet(), Lossless.UnmappedNames(model).ToHashSet());
    });
}
