using System.Text.Json;

namespace HypeKr.Hyperliquid.Tests;

public sealed class UserViewTests
{
    private static readonly string User = TestVenue.UserAddress.ToLowerHex();

    [Fact]
    public async Task Every_read_names_the_address_in_lower_case()
    {
        using var venue = new TestVenue();
        venue.Info.Answer("clearinghouseState", """{"assetPositions":[],"time":1754467216357}""");
        venue.Info.Answer("spotClearinghouseState", """{"balances":[]}""");
        venue.Info.Answer("openOrders", "[]");
        venue.Info.Answer("orderStatus", """{"status":"unknownOid"}""");
        venue.Info.Answer("userFills", "[]");
        venue.Info.Answer("userRole", """{"role":"user"}""");
        var user = venue.Client.ForUser(TestVenue.UserAddress);

        await user.GetPerpStateAsync();
        await user.GetPerpStateAsync("xyz");
        await user.GetSpotStateAsync();
        await user.GetOpenOrdersAsync();
        await user.GetOpenOrdersAsync("xyz");
        await user.GetOrderAsync(77738308);
        await user.GetOrderAsync(Cloid.Parse("0x000000000000000000000000000000AB"), "xyz");
        await user.GetFillsAsync();
        await user.GetFillsAsync(aggregateByTime: true);
        await user.GetRoleAsync();

        Assert.Equal(
            [
                $$"""{"type":"clearinghouseState","user":"{{User}}"}""",
                $$"""{"type":"clearinghouseState","user":"{{User}}","dex":"xyz"}""",
                $$"""{"type":"spotClearinghouseState","user":"{{User}}"}""",
                $$"""{"type":"openOrders","user":"{{User}}"}""",
                $$"""{"type":"openOrders","user":"{{User}}","dex":"xyz"}""",
                $$"""{"type":"orderStatus","user":"{{User}}","oid":77738308}""",
                $$"""{"type":"orderStatus","user":"{{User}}","dex":"xyz","oid":"0x000000000000000000000000000000ab"}""",
                $$"""{"type":"userFills","user":"{{User}}"}""",
                $$"""{"type":"userFills","user":"{{User}}","aggregateByTime":true}""",
                $$"""{"type":"userRole","user":"{{User}}"}""",
            ],
            venue.Info.Requests.Select(r => r.GetRawText()));
        Assert.Equal(TestVenue.UserAddress.Fingerprint, user.ToString());
        await Assert.ThrowsAsync<ArgumentException>(() => user.GetOpenOrdersAsync("no dex"));
    }

    [Fact]
    public async Task Words_and_members_that_are_new_are_kept()
    {
        using var venue = new TestVenue();
        venue.Info.Answer("orderStatus", """
            {"status":"order","order":{"order":{"coin":"BTC","side":"C","limitPx":"1.5","sz":"0.0","oid":9007199254740993,"timestamp":1,"origSz":"2.0","tif":"Later","orderType":"Odd","children":[],"extra":{"a":1}},
             "status":"moonCanceled","statusTimestamp":2},"more":true}
            """);

        var lookup = await venue.Account.User.GetOrderAsync(1);

        Assert.True(lookup.IsFound);
        Assert.Equal("moonCanceled", lookup.Order!.Status.Value);
        Assert.True(lookup.Order.Status.IsTerminal);
        Assert.Equal(new BookSide("C"), lookup.Order.Order!.Side);
        Assert.Null(lookup.Order.Order.Side.OrderSide);
        Assert.Equal(9007199254740993, lookup.Order.Order.OrderId);
        Assert.Equal("Later", lookup.Order.Order.TimeInForce?.Value);
        Assert.Equal("Odd", lookup.Order.Order.OrderType?.Value);
        Assert.Equal("""{"a":1}""", lookup.Order.Order.OtherMembers!["extra"].GetRawText());
        Assert.True(lookup.OtherMembers!["more"].GetBoolean());
    }

    [Theory]
    [InlineData("""{"role":"missing"}""")]
    [InlineData("""{"role":"agent","data":{"user":"0x00000000000000000000000000000000000000aa"}}""")]
    [InlineData("""{"role":"subAccount","data":{"master":"0x00000000000000000000000000000000000000aa"}}""")]
    [InlineData("""{"role":"oracle","data":{"feeds":[1]}}""")]
    [InlineData("""{"role":"agent","data":{"user":"0x.."}}""")]
    public void A_role_is_read_without_loss(string json)
    {
        using var document = JsonDocument.Parse(json);

        Lossless.Check(document.RootElement, HyperliquidJsonContext.Default.UserRole);
    }

    [Fact]
    public void Every_terminal_status_is_known_as_one()
    {
        string[] words =
        [
            "filled", "canceled", "rejected", "marginCanceled", "vaultWithdrawalCanceled", "openInterestCapCanceled", "selfTradeCanceled", "reduceOnlyCanceled",
            "siblingFilledCanceled", "delistedCanceled", "liquidatedCanceled", "outcomeSettledCanceled", "scheduledCancel", "internalCancel", "tickRejected", "minTradeNtlRejected",
            "perpMarginRejected", "reduceOnlyRejected", "badAloPxRejected", "iocCancelRejected", "badTriggerPxRejected", "marketOrderNoLiquidityRejected",
            "positionIncreaseAtOpenInterestCapRejected", "positionFlipAtOpenInterestCapRejected", "tooAggressiveAtOpenInterestCapRejected", "openInterestIncreaseRejected",
            "insufficientSpotBalanceRejected", "oracleRejected", "perpMaxPositionRejected", "tooManyOpenOrdersRejected",
        ];

        Assert.All([.. words, "somethingNew"], word => Assert.True(new OrderStatus(word).IsTerminal, word));
        Assert.All((string[])["open", "triggered", ""], word => Assert.False(new OrderStatus(word).IsTerminal, word));
        Assert.Equal(30, words.Count(word => typeof(OrderStatus).GetProperties().Any(p => p.PropertyType == typeof(OrderStatus) && p.GetValue(null)!.ToString() == word)));
    }
}
