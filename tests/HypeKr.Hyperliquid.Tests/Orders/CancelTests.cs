namespace HypeKr.Hyperliquid.Tests;

public sealed class CancelTests
{
    [Fact]
    public async Task By_the_ids_of_venue_and_client()
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerStatuses("\"success\"");

        var byId = await venue.Account.Orders.CancelAsync("xyz:GOLD", 77738308);
        var byCloid = await venue.Account.Orders.CancelAsync("#10", Cloid.Parse("0x000000000000000000000000000000AB"));

        Assert.Equal((CancelResultStatus.Canceled, CancelResultStatus.Canceled), (byId.Status, byCloid.Status));
        Assert.Equal("""{"type":"cancel","cancels":[{"a":110000,"o":77738308}]}""", venue.Exchange.Requests[0].GetProperty("action").GetRawText());
        Assert.Equal("""{"type":"cancelByCloid","cancels":[{"asset":100000010,"cloid":"0x000000000000000000000000000000ab"}]}""", venue.Exchange.Requests[1].GetProperty("action").GetRawText());
    }

    [Fact]
    public async Task Open_orders_each_have_a_result()
    {
        using var venue = new TestVenue();
        venue.Info.Answer("openOrders", """
            [{"coin":"BTC","side":"B","limitPx":"59000.0","sz":"0.001","oid":5,"timestamp":1},{"coin":"@107","side":"A","limitPx":"30.0","sz":"1.0","oid":6,"timestamp":2}]
            """);
        venue.Exchange.AnswerStatuses("\"success\"", """{"error":"Order was never placed, already canceled, or filled. asset=10107"}""");

        var results = await venue.Account.Orders.CancelAsync(await venue.Account.User.GetOpenOrdersAsync());

        Assert.Equal([CancelResultStatus.Canceled, CancelResultStatus.Rejected], results.Select(r => r.Status));
        Assert.Equal(RejectionKind.MissingOrder, results[1].Rejection!.Kind);
        Assert.Equal("""{"type":"cancel","cancels":[{"a":0,"o":5},{"a":10107,"o":6}]}""", venue.Exchange.Action.GetRawText());
    }

    [Theory]
    [InlineData("\"later\"")]
    [InlineData("{}")]
    [InlineData("7")]
    public async Task What_cannot_be_read_is_unknown(string entry)
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerStatuses(entry);

        Assert.Equal(CancelResultStatus.Unknown, (await venue.Account.Orders.CancelAsync("BTC", 1)).Status);
    }

    [Fact]
    public async Task A_refusal_as_a_whole_counts_for_every_order()
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerError("Unable to recover signer.");

        var result = await venue.Account.Orders.CancelAsync("BTC", 1);

        Assert.Equal((CancelResultStatus.Rejected, RejectionKind.BadSignature), (result.Status, result.Rejection!.Kind));
    }

    [Fact]
    public async Task Nothing_to_cancel_is_an_error()
    {
        using var venue = new TestVenue();

        await Assert.ThrowsAsync<ArgumentException>(() => venue.Account.Orders.CancelAsync([]));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => venue.Account.Orders.CancelAsync("BTC", -1));

        Assert.Empty(venue.Exchange.Requests);
    }
}
