namespace HypeKr.Hyperliquid.Tests;

public sealed class ModifyTests
{
    private static readonly Cloid Old = Cloid.Parse("0x000000000000000000000000000000ab");
    private static readonly Cloid New = Cloid.Parse("0x000000000000000000000000000000cd");
    private static readonly OrderRequest Order = OrderRequest.Buy("BTC", new OrderSize(0.01m)).WithCloid(New).PostOnly(new Price(59_000));

    [Fact]
    public async Task One_order_is_replaced_by_either_id_and_only_taken()
    {
        using var venue = new TestVenue();

        var byId = await venue.Account.Orders.ModifyAsync(77738308, Order);
        var byCloid = await venue.Account.Orders.ModifyAsync(Old, Order, alwaysPlace: true);

        Assert.Equal((OrderResultStatus.Accepted, OrderResultStatus.Accepted), (byId.Status, byCloid.Status));
        Assert.Equal((true, true, null, null), (byId.IsKnown, byId.IsAccepted, byId.OrderId, byId.FilledSize));
        Assert.Equal(New, byId.EnsureAccepted().Request.Cloid);
        const string Terms = """{"a":0,"b":true,"p":"59000","s":"0.01","r":false,"t":{"limit":{"tif":"Alo"}},"c":"0x000000000000000000000000000000cd"}""";
        Assert.Equal($$"""{"type":"modify","oid":77738308,"order":{{Terms}}}""", venue.Exchange.Requests[0].GetProperty("action").GetRawText());
        Assert.Equal($$"""{"type":"modify","oid":"0x000000000000000000000000000000ab","order":{{Terms}},"a":true}""", venue.Exchange.Requests[1].GetProperty("action").GetRawText());
    }

    [Fact]
    public async Task A_batch_has_a_result_for_each()
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerStatuses("""{"resting":{"oid":9}}""", """{"error":"Order was never placed, already canceled, or filled. asset=1"}""");

        var results = await venue.Account.Orders.ModifyAsync([new(5, Order), new(Old, Order with { Coin = "ETH", Price = new(2_500.5m), Cloid = null })]);

        Assert.Equal([OrderResultStatus.Resting, OrderResultStatus.Rejected], results.Select(r => r.Status));
        Assert.Equal(((long?)9, RejectionKind.MissingOrder, (AssetId?)new AssetId(1)), (results[0].OrderId, results[1].Rejection!.Kind, results[1].Rejection!.Asset));
        var action = venue.Exchange.Action;
        Assert.Equal("batchModify", action.GetProperty("type").GetString());
        Assert.Equal(["5", "\"0x000000000000000000000000000000ab\""], action.GetProperty("modifies").EnumerateArray().Select(m => m.GetProperty("oid").GetRawText()));
        Assert.Equal(Old, results[1].Request.Cloid);
        Assert.Equal(results.Select(r => r.Request.Cloid.ToString()), action.GetProperty("modifies").EnumerateArray().Select(m => m.GetProperty("order").GetProperty("c").GetString()));
        Assert.False(action.TryGetProperty("a", out _));
        Assert.Throws<ActionRejectedException>(() => results.EnsureAccepted());
    }

    [Theory]
    [InlineData("""{"status":"err","response":"Order was never placed, already canceled, or filled."}""", OrderResultStatus.Rejected)]
    [InlineData("""{"status":"err","response":"Invalid nonce: duplicate nonce 5"}""", OrderResultStatus.Unknown)]
    [InlineData("""{"status":"ok","response":{"type":"order","data":{"statuses":[{"resting":{"oid":9}}]}}}""", OrderResultStatus.Resting)]
    [InlineData("""{"status":"ok","response":{"type":"surprise"}}""", OrderResultStatus.Unknown)]
    [InlineData("<html>", OrderResultStatus.Unknown)]
    public async Task Other_answers_to_a_modify_are_facts_or_unknown(string answer, OrderResultStatus status)
    {
        using var venue = new TestVenue();
        venue.Exchange.Answer(answer);

        Assert.Equal(status, (await venue.Account.Orders.ModifyAsync(5, Order)).Status);
    }

    [Fact]
    public async Task Default_is_an_answer_to_modify_alone()
    {
        using var venue = new TestVenue();

        Assert.Equal(OrderResultStatus.Unknown, Assert.Single(await venue.Account.Orders.ModifyAsync([new(5, Order)])).Status);
        Assert.Equal(OrderResultStatus.Unknown, (await venue.Account.Orders.PlaceAsync(Order)).Status);
    }

    [Fact]
    public async Task The_clients_id_of_the_target_is_kept_and_the_venues_tells_of_none()
    {
        using var venue = new TestVenue();
        var bare = Order with { Cloid = null };

        Assert.Equal(Old, (await venue.Account.Orders.ModifyAsync(Old, bare)).Request.Cloid);
        Assert.Equal(New, (await venue.Account.Orders.ModifyAsync(Old, Order)).Request.Cloid);
        Assert.NotNull((await venue.Account.Orders.ModifyAsync(5, bare)).Request.Cloid);
        Assert.Equal(Old.ToString(), venue.Exchange.Requests[0].GetProperty("action").GetProperty("order").GetProperty("c").GetString());
    }

    [Fact]
    public async Task A_whole_position_is_no_size_of_an_order_that_stands_alone()
    {
        using var venue = new TestVenue();
        var whole = OrderRequest.Sell("BTC", OrderSize.WholePosition).ReduceOnly().StopMarket(new Price(55_000));
        var terms = whole.ToTerms(await venue.Client.Markets.GetAssetAsync("BTC"));

        await Assert.ThrowsAsync<InvalidOrderException>(() => venue.Account.Orders.ModifyAsync(5, whole));
        await Assert.ThrowsAsync<InvalidOrderException>(() => venue.Account.Orders.ModifyAsync([new(5, Order), new(6, whole)]));
        Assert.Throws<InvalidOrderException>(() => new ModifyAction(5, terms));
        Assert.Throws<InvalidOrderException>(() => new BatchModifyAction([new(5, terms)]));
        Assert.Throws<InvalidOrderException>(() => new OrderAction([terms]));
        Assert.Throws<InvalidOrderException>(() => new OrderAction([terms], OrderGrouping.NormalTpsl));
        Assert.Single(new OrderAction([terms], OrderGrouping.PositionTpsl).Orders);
        Assert.Empty(venue.Exchange.Requests);
    }

    [Fact]
    public async Task Orders_off_the_grid_are_refused_before_signing()
    {
        using var venue = new TestVenue();

        await Assert.ThrowsAsync<InvalidOrderException>(() => venue.Account.Orders.ModifyAsync(5, Order with { Price = new(59_000.5m) }));
        await Assert.ThrowsAsync<InvalidOrderException>(() => venue.Account.Orders.ModifyAsync([new(5, Order), new(6, Order with { Size = default })]));
        await Assert.ThrowsAsync<ArgumentException>(() => venue.Account.Orders.ModifyAsync([]));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => venue.Account.Orders.ModifyAsync(-1, Order));
        Assert.Empty(venue.Exchange.Requests);
    }

    [Fact]
    public void A_target_is_one_id_or_the_other()
    {
        OrderTarget byId = 5;
        OrderTarget byCloid = Old;
        Assert.Equal(((long?)5, null, "5"), (byId.OrderId, byId.Cloid, byId.ToString()));
        Assert.Equal((null, (Cloid?)Old, Old.ToString()), (byCloid.OrderId, byCloid.Cloid, byCloid.ToString()));
        Assert.Equal(byId, OrderTarget.FromInt64(5));
        Assert.Equal(byCloid, OrderTarget.FromCloid(Old));
        Assert.NotEqual(byId, byCloid);
    }
}
