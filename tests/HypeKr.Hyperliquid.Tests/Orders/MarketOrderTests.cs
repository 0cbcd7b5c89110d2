namespace HypeKr.Hyperliquid.Tests;

/// <summary>Market orders against a scripted book.</summary>
public sealed class MarketOrderTests
{
    private static readonly OrderDraft Buy = OrderRequest.Buy("BTC", new OrderSize(1.5m));
    private static readonly OrderDraft Sell = OrderRequest.Sell("BTC", new OrderSize(1.5m));

    [Fact]
    public async Task A_buy_walks_the_asks_and_is_bounded_from_the_best_of_them()
    {
        using var venue = Venue();
        venue.Exchange.AnswerStatuses("""{"filled":{"totalSz":"1.5","avgPx":"60013.3","oid":1}}""");

        var prepared = await venue.Account.Orders.PrepareMarketAsync(Buy, new MarketOrderOptions { MaxSlippage = 0.01m });
        Assert.Equal((60_010m, 1.5m, (60_010m + (0.5m * 60_020m)) / 1.5m), (prepared.BestPrice.Value, prepared.ExpectedSize, prepared.ExpectedPrice));
        Assert.Equal((60_610m, TimeInForce.Ioc), (prepared.Request.Price.Value, prepared.Request.TimeInForce));
        Assert.Empty(prepared.Warnings);
        Assert.Equal(3, prepared.Book.Asks.Count);

        var result = await venue.Account.Orders.PlaceMarketAsync(Buy, new MarketOrderOptions { MaxSlippage = 0.01m });
        Assert.Equal(OrderResultStatus.Filled, result.Status);
        var order = venue.Exchange.Order;
        Assert.Equal((true, "60610", "1.5", """{"limit":{"tif":"Ioc"}}"""), (order.GetProperty("b").GetBoolean(), order.GetProperty("p").GetString(), order.GetProperty("s").GetString(), order.GetProperty("t").GetRawText()));
        Assert.Equal(2, venue.Info.Count("l2Book"));
    }

    [Fact]
    public async Task A_sell_walks_the_bids()
    {
        using var venue = Venue();

        var prepared = await venue.Account.Orders.PrepareMarketAsync(Sell.ReduceOnly(), new MarketOrderOptions { MaxSlippage = 0.01m });

        Assert.Equal((59_990m, 59_391m, 1.5m), (prepared.BestPrice.Value, prepared.Request.Price.Value, prepared.ExpectedSize));
        Assert.Equal((OrderSide.Sell, true), (prepared.Request.Side, prepared.Request.ReduceOnly));
    }

    [Fact]
    public async Task The_default_bound_is_the_named_one()
    {
        using var venue = Venue();

        var prepared = await venue.Account.Orders.PrepareMarketAsync(Buy);

        Assert.Equal(0.05m, MarketOrderOptions.DefaultMaxSlippage);
        Assert.Equal(decimal.Floor(60_010 * 1.05m), prepared.Request.Price.Value);
    }

    [Fact]
    public async Task What_the_book_lacks_within_the_bound_is_warned_of_and_not_refused()
    {
        using var venue = Venue();
        venue.Exchange.AnswerStatuses("""{"filled":{"totalSz":"2","avgPx":"60015","oid":1}}""");

        var result = await venue.Account.Orders.PlaceMarketAsync(OrderRequest.Buy("BTC", new OrderSize(9)), new MarketOrderOptions { MaxSlippage = 0.001m });

        Assert.Equal(OrderResultStatus.PartlyFilled, result.Status);
        var warning = Assert.Single(result.Warnings);
        Assert.Equal(OrderWarningKind.ThinBook, warning.Kind);
        Assert.Equal("ThinBook: the book of BTC holds 2.0 within 60070 as far as it was read, and the order is for 9", warning.ToString());
        Assert.Equal("60070", venue.Exchange.Order.GetProperty("p").GetString());
    }

    [Fact]
    public async Task No_slippage_is_the_best_price()
    {
        using var venue = Venue();

        Assert.Equal(60_010m, (await venue.Account.Orders.PrepareMarketAsync(Buy, new MarketOrderOptions { MaxSlippage = 0 })).Request.Price.Value);
        Assert.Equal(59_990m, (await venue.Account.Orders.PrepareMarketAsync(Sell, new MarketOrderOptions { MaxSlippage = 0 })).Request.Price.Value);
    }

    [Theory]
    [InlineData("0.9", "0.5", "0.999")]
    [InlineData("0.6", "0.05", "0.63")]
    [InlineData("1.0", "0.05", "1")]
    public async Task A_share_is_not_bought_for_all_that_it_can_pay(string ask, string slippage, string limit)
    {
        using var venue = new TestVenue();
        venue.Info.Answer("l2Book", $$"""{"coin":"#10","time":1,"levels":[[],[{"px":"{{ask}}","sz":"100.0","n":1}]]}""");

        var prepared = await venue.Account.Orders.PrepareMarketAsync(
            OrderRequest.Buy("#10", new OrderSize(10)), new MarketOrderOptions { MaxSlippage = decimal.Parse(slippage, System.Globalization.CultureInfo.InvariantCulture) });

        Assert.Equal(limit, prepared.Request.Price.ToString());
    }

    [Theory]
    [InlineData("0.9995", "0.05", OrderSide.Buy, "0.999", "1")]
    [InlineData("0.0005", "0.05", OrderSide.Sell, null, "0.001")]
    [InlineData("0.0005", "0.05", OrderSide.Buy, null, "0.001")]
    [InlineData("0.0015", "0.05", OrderSide.Sell, "0.001", "0.002")]
    public async Task A_best_price_that_the_grid_does_not_reach_is_refused_with_the_nearest(string best, string slippage, OrderSide side, string? below, string above)
    {
        using var venue = new TestVenue();
        venue.Info.Answer("l2Book", $$"""{"coin":"#10","time":1,"levels":[[{"px":"{{best}}","sz":"100.0","n":1}],[{"px":"{{best}}","sz":"100.0","n":1}]]}""");
        var options = new MarketOrderOptions { MaxSlippage = D(slippage) };

        var exception = await Assert.ThrowsAsync<InvalidOrderException>(() => venue.Account.Orders.PlaceMarketAsync(new OrderDraft("#10", side, new OrderSize(10)), options));

        Assert.Equal((D(best), below is null ? null : D(below), (decimal?)D(above)), (exception.Value, exception.NearestBelow, exception.NearestAbove));
        Assert.Contains(above, exception.Message);
        Assert.Empty(venue.Exchange.Requests);
    }

    [Fact]
    public async Task A_best_price_off_the_grid_is_reached_from_the_next_one_within_the_bound()
    {
        using var venue = new TestVenue();
        venue.Info.Answer("l2Book", """{"coin":"#10","time":1,"levels":[[{"px":"0.0015","sz":"100.0","n":1}],[]]}""");

        var prepared = await venue.Account.Orders.PrepareMarketAsync(OrderRequest.Sell("#10", new OrderSize(10)), new MarketOrderOptions { MaxSlippage = 0.5m });

        Assert.Equal((0.001m, 0.0015m, 0.0015m), (prepared.Request.Price.Value, prepared.BestPrice.Value, prepared.ExpectedPrice));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("""{"coin":"BTC","levels":[]}""")]
    [InlineData("""{"coin":"BTC","levels":[[{"px":"59990.0","sz":"1.0"}],[]]}""")]
    [InlineData("""{"coin":"BTC","levels":[[],[{"px":"60010.0","sz":"0.0"}]]}""")]
    public async Task Where_nobody_sells_nothing_is_sent(string book)
    {
        using var venue = new TestVenue();
        venue.Info.Answer("l2Book", book);

        var exception = await Assert.ThrowsAsync<EmptyBookException>(() => venue.Account.Orders.PlaceMarketAsync(Buy));

        Assert.Equal(("BTC", true, false), (exception.Coin, exception.IsTransient, exception.MayHaveExecuted));
        Assert.Empty(venue.Exchange.Requests);
    }

    [Fact]
    public async Task Bad_sizes_and_bounds_are_refused_before_signing()
    {
        using var venue = Venue();

        await Assert.ThrowsAsync<InvalidOrderException>(() => venue.Account.Orders.PlaceMarketAsync(OrderRequest.Buy("BTC", new OrderSize(0.000001m))));
        await Assert.ThrowsAsync<InvalidOrderException>(() => venue.Account.Orders.PlaceMarketAsync(OrderRequest.Buy("BTC", default)));
        await Assert.ThrowsAsync<InvalidOrderException>(() => venue.Account.Orders.PlaceMarketAsync(OrderRequest.Sell("BTC", OrderSize.WholePosition).ReduceOnly()));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => venue.Account.Orders.PlaceMarketAsync(Buy, new MarketOrderOptions { MaxSlippage = -0.1m }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => venue.Account.Orders.PlaceMarketAsync(Buy, new MarketOrderOptions { MaxSlippage = 1 }));
        Assert.Empty(venue.Exchange.Requests);
    }

    private static decimal D(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static TestVenue Venue()
    {
        var venue = new TestVenue();
        venue.Info.Answer("l2Book", """
            {"coin":"BTC","time":1772366400000,"levels":[
              [{"px":"59990.0","sz":"1.0","n":1},{"px":"59980.0","sz":"1.0","n":1},{"px":"50000.0","sz":"10.0","n":1}],
              [{"px":"60010.0","sz":"1.0","n":1},{"px":"60020.0","sz":"1.0","n":1},{"px":"70000.0","sz":"10.0","n":1}]]}
            """);
        return venue;
    }
}
