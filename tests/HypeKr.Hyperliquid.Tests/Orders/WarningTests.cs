namespace HypeKr.Hyperliquid.Tests;

/// <summary>What is only warned of: the order is sent all the same.</summary>
public sealed class WarningTests
{
    [Theory]
    [InlineData("BTC", "59000", "0.00016", true)]
    [InlineData("BTC", "59000", "0.00017", false)]
    [InlineData("#10", "0.5", "19", true)]
    [InlineData("#10", "0.5", "20", false)]
    public async Task A_small_order_is_sent_with_a_warning(string coin, string price, string size, bool warned)
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerStatuses("""{"resting":{"oid":1}}""");

        var result = await venue.Account.Orders.PlaceAsync(OrderRequest.Buy(coin, OrderSize.Parse(size)).Limit(Price.Parse(price)));

        Assert.Equal(OrderResultStatus.Resting, result.Status);
        Assert.Equal(warned ? [OrderWarningKind.MinNotional] : [], result.Warnings.Select(w => w.Kind));
        Assert.Single(venue.Exchange.Requests);
    }

    [Fact]
    public async Task What_reduces_is_not_measured()
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerStatuses("""{"filled":{"totalSz":"0.00001","avgPx":"60000","oid":1}}""");

        Assert.Empty((await venue.Account.Orders.PlaceAsync(OrderRequest.Sell("BTC", new(0.00001m)).ReduceOnly().ImmediateOrCancel(new(59_000)))).Warnings);
    }

    [Theory]
    [InlineData(OrderSide.Buy, "65000", "55000", "")]
    [InlineData(OrderSide.Buy, "59000", "55000", "tp")]
    [InlineData(OrderSide.Buy, "65000", "59000", "sl")]
    [InlineData(OrderSide.Buy, "55000", "65000", "tp sl")]
    [InlineData(OrderSide.Sell, "55000", "65000", "")]
    [InlineData(OrderSide.Sell, "65000", "55000", "tp sl")]
    public async Task An_exit_on_the_wrong_side_of_its_entry_is_warned_of(OrderSide side, string takeProfit, string stopLoss, string warned)
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerStatuses("""{"resting":{"oid":1}}""", "\"waitingForFill\"", "\"waitingForFill\"");
        var size = new OrderSize(0.01m);
        var entry = (side == OrderSide.Buy ? OrderRequest.Buy("BTC", size) : OrderRequest.Sell("BTC", size)).Limit(new(59_000));

        var results = await venue.Account.Orders.PlaceAsync(OrderBatch.WithTpsl(entry, Price.Parse(takeProfit), Price.Parse(stopLoss)));

        Assert.Equal(
            [false, warned.Contains("tp", StringComparison.Ordinal), warned.Contains("sl", StringComparison.Ordinal)],
            results.Select(r => r.Warnings.Any(w => w.Kind == OrderWarningKind.TriggerSide)));
    }

    [Theory]
    [InlineData(OrderSide.Sell, TriggerKind.TakeProfit, "60000", true)]
    [InlineData(OrderSide.Sell, TriggerKind.TakeProfit, "60001", false)]
    [InlineData(OrderSide.Sell, TriggerKind.StopLoss, "59999", false)]
    [InlineData(OrderSide.Sell, TriggerKind.StopLoss, "60000", true)]
    [InlineData(OrderSide.Buy, TriggerKind.TakeProfit, "59999", false)]
    [InlineData(OrderSide.Buy, TriggerKind.TakeProfit, "61000", true)]
    [InlineData(OrderSide.Buy, TriggerKind.StopLoss, "60001", false)]
    [InlineData(OrderSide.Buy, TriggerKind.StopLoss, "1000", true)]
    public async Task A_trigger_that_the_mark_has_passed_is_warned_of(OrderSide side, TriggerKind kind, string trigger, bool warned)
    {
        using var venue = new TestVenue();
        venue.Info.Answer("activeAssetData", """{"coin":"BTC","maxTradeSzs":["0.5","0.7"],"markPx":"60000.0"}""");

        var warnings = await venue.Account.Orders.CheckAsync(new()
        {
            Coin = "BTC",
            Side = side,
            Price = Price.Parse(trigger),
            Size = new(0.01m),
            ReduceOnly = true,
            Trigger = new() { TriggerPrice = Price.Parse(trigger), Kind = kind, IsMarket = true },
        });

        Assert.Equal(warned ? [OrderWarningKind.TriggerSide] : [], warnings.Select(w => w.Kind));
    }

    [Fact]
    public async Task Warnings_go_with_their_order_and_with_modified_ones()
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerStatuses("""{"resting":{"oid":1}}""", """{"resting":{"oid":2}}""");
        var (large, small) = (OrderRequest.Buy("BTC", new(0.01m)).Limit(new(59_000)), OrderRequest.Buy("BTC", new(0.0001m)).Limit(new(59_000)));

        Assert.Equal([0, 1], (await venue.Account.Orders.PlaceAsync([large, small])).Select(r => r.Warnings.Count));
        Assert.Equal([1, 0], (await venue.Account.Orders.ModifyAsync([new(1, small), new(2, large)])).Select(r => r.Warnings.Count));
        venue.Exchange.Answer("""{"status":"ok","response":{"type":"default"}}""");
        var warning = Assert.Single((await venue.Account.Orders.ModifyAsync(1, small)).Warnings);
        Assert.Equal("MinNotional: 0.0001 BTC at 59000 is worth 5.9, below the venue's minimum of 10", warning.ToString());
    }

    [Theory]
    [InlineData(OrderSide.Buy, "59000", "0.5", "")]
    [InlineData(OrderSide.Buy, "59000", "0.51", "Margin")]
    [InlineData(OrderSide.Sell, "61000", "0.7", "")]
    [InlineData(OrderSide.Sell, "61000", "0.71", "Margin")]
    [InlineData(OrderSide.Buy, "10000", "0.1", "OracleBand")]
    [InlineData(OrderSide.Sell, "110000", "0.1", "OracleBand")]
    [InlineData(OrderSide.Buy, "10000", "0.0001", "MinNotional OracleBand")]
    public async Task A_perp_order_is_held_against_margin_and_mark(OrderSide side, string price, string size, string kinds)
    {
        using var venue = new TestVenue();
        venue.Info.Answer("activeAssetData", request =>
        {
            Assert.Equal((TestVenue.UserAddress.ToLowerHex(), "BTC"), (request.GetProperty("user").GetString(), request.GetProperty("coin").GetString()));
            return """{"coin":"BTC","leverage":{"type":"cross","value":20},"maxTradeSzs":["0.5","0.7"],"availableToTrade":["1500.0","2100.0"],"markPx":"60000.0"}""";
        });
        var draft = side == OrderSide.Buy ? OrderRequest.Buy("BTC", OrderSize.Parse(size)) : OrderRequest.Sell("BTC", OrderSize.Parse(size));

        var warnings = await venue.Account.Orders.CheckAsync(draft.Limit(Price.Parse(price)));

        Assert.Equal(kinds, string.Join(' ', warnings.Select(w => w.Kind)));
        Assert.Empty(venue.Exchange.Requests);
    }

    [Fact]
    public async Task A_close_needs_no_margin_and_a_trigger_may_be_far_away()
    {
        using var venue = new TestVenue();
        venue.Info.Answer("activeAssetData", """{"coin":"BTC","maxTradeSzs":["0.0","0.0"],"markPx":"60000.0"}""");

        Assert.Empty(await venue.Account.Orders.CheckAsync(OrderRequest.Sell("BTC", new(5)).ReduceOnly().StopMarket(new(1_000))));
    }

    [Theory]
    [InlineData("""{"coin":"BTC"}""")]
    [InlineData("""{"coin":"BTC","markPx":null,"maxTradeSzs":null}""")]
    [InlineData("""{"coin":"BTC","markPx":"0.0","maxTradeSzs":[]}""")]
    public async Task What_the_venue_does_not_say_is_not_warned_of(string answer)
    {
        using var venue = new TestVenue();
        venue.Info.Answer("activeAssetData", answer);

        Assert.Empty(await venue.Account.Orders.CheckAsync(OrderRequest.Buy("BTC", new(5)).Limit(new(1_000))));
    }

    [Theory]
    [InlineData(OrderSide.Sell, "20", "7", "")]
    [InlineData(OrderSide.Sell, "20", "7.5", "Margin")]
    [InlineData(OrderSide.Buy, "20", "5", "")]
    [InlineData(OrderSide.Buy, "20", "5.01", "Margin")]
    [InlineData(OrderSide.Buy, "4", "5", "OracleBand")]
    public async Task A_spot_order_is_held_against_balance_and_mid(OrderSide side, string price, string size, string kinds)
    {
        using var venue = new TestVenue();
        venue.HasBalance("HYPE", "10.0", hold: "3.0"); // and 100 USDC
        var draft = side == OrderSide.Buy ? OrderRequest.Buy("HYPE/USDC", OrderSize.Parse(size)) : OrderRequest.Sell("@107", OrderSize.Parse(size));

        var warnings = await venue.Account.Orders.CheckAsync(draft.Limit(Price.Parse(price)));

        Assert.Equal(kinds, string.Join(' ', warnings.Select(w => w.Kind)));
    }

    [Fact]
    public async Task An_order_off_the_grid_is_no_matter_for_warnings()
    {
        using var venue = new TestVenue();

        await Assert.ThrowsAsync<InvalidOrderException>(() => venue.Account.Orders.CheckAsync(OrderRequest.Buy("BTC", new(5)).Limit(new(1_000.05m))));
    }
}
