namespace HypeKr.Hyperliquid.Tests;

/// <summary>What became of an order whose answer was lost.</summary>
public sealed class FindTests
{
    [Theory]
    [InlineData("BTC", "")]
    [InlineData("#10", "")]
    [InlineData("xyz:GOLD", "xyz")]
    public async Task An_order_is_looked_up_on_the_dex_of_its_coin(string coin, string dex)
    {
        using var venue = new TestVenue();
        venue.Exchange.Answer("<html>");
        venue.Info.Answer("orderStatus", request => TestVenue.Dex(request) == dex
            ? $$$"""{"status":"order","order":{"order":{"coin":"{{{coin}}}","side":"B","limitPx":"0.5","sz":"0.0","oid":7,"timestamp":1,"cloid":{{{request.GetProperty("oid").GetRawText()}}}},"status":"filled","statusTimestamp":2}}"""
            : """{"status":"unknownOid"}""");

        var result = await venue.Account.Orders.PlaceAsync(OrderRequest.Buy(coin, new OrderSize(100)).Limit(new Price(0.5m)));
        var found = await venue.Account.Orders.FindAsync(result);

        Assert.Equal(OrderResultStatus.Unknown, result.Status);
        Assert.Equal((true, OrderStatus.Filled, result.Request.Cloid), (found.IsFound, found.Order!.Status, found.Order.Order!.Cloid));
    }

    [Fact]
    public async Task Not_found_is_an_answer()
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerStatuses("""{"resting":{"oid":1}}""");
        venue.Info.Answer("orderStatus", """{"status":"unknownOid"}""");

        var result = await venue.Account.Orders.PlaceAsync(OrderRequest.Buy("BTC", new OrderSize(1)).Limit(new Price(59_000)));

        Assert.False((await venue.Account.Orders.FindAsync(result)).IsFound);
    }
}
