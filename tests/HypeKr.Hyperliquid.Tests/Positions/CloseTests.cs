using System.Globalization;
using System.Net;

namespace HypeKr.Hyperliquid.Tests;

public sealed class CloseTests
{
    private const string Deserted = """{"coin":"BTC","levels":[[],[]]}""";

    [Theory]
    // Half a step under the mid, a spread of 60 %, a fall of 6 % since the mid was kept: the best bid is reached, and 5 % more.
    [InlineData("#10", "0.0045", "0.004", "0.005", "0.004")]
    [InlineData("#10", "0.9995", "0.999", "", "0.95")]
    [InlineData("PURR/USDC", "0.25", "0.1", "0.4", "0.095")]
    [InlineData("BTC", "60000.0", "56400.0", "56401.0", "53580")]
    public async Task The_best_price_of_the_book_is_reached_whatever_the_mid(string coin, string mid, string bid, string ask, string limit)
    {
        using var venue = new TestVenue();
        venue.Info.Answer("allMids", $$"""{"{{coin}}":"{{mid}}"}""");
        await venue.Client.Markets.GetMidAsync(coin);
        venue.Info.Answer("l2Book", Book(bid, ask));
        venue.HasPosition("BTC", "0.25");
        venue.HasBalance(coin == "#10" ? "+10" : "PURR", "20.0");

        var result = await venue.Account.Positions.CloseAsync(coin);

        Assert.Equal(limit, venue.Exchange.Order.GetProperty("p").GetString());
        Assert.Equal(Price.Parse(limit), result.LimitPrice);
        Assert.True(result.LimitPrice!.Value.Value <= D(bid));
        Assert.Equal(ask.Length > 0 ? (D(bid) + D(ask)) / 2 : null, result.Mid?.Price);
        Assert.Equal(1, venue.Info.Count("allMids"));
    }

    [Fact]
    public async Task Without_slippage_the_best_price_is_the_limit()
    {
        using var venue = new TestVenue();
        venue.HasPosition("BTC", "-0.25");

        var result = await venue.Account.Positions.CloseAsync("BTC", new CloseOptions { MaxSlippage = 0 });

        Assert.Equal(60_001, result.LimitPrice!.Value.Value);
    }

    [Theory]
    [InlineData("0.0005", "nothing", "0.001")]
    [InlineData("0.0015", "0.001", "0.002")]
    public async Task A_best_price_that_no_price_of_the_grid_reaches_is_refused_with_the_nearest(string bid, string below, string above)
    {
        using var venue = new TestVenue();
        venue.Info.Answer("l2Book", Book(bid, ""));
        venue.HasBalance("+10", "20.0");

        var exception = await Assert.ThrowsAsync<InvalidOrderException>(() => venue.Account.Positions.CloseAsync("#10"));

        Assert.Equal((below == "nothing" ? null : D(below), (decimal?)D(above)), (exception.NearestBelow, exception.NearestAbove));
        Assert.Empty(venue.Exchange.Requests);
    }

    [Theory]
    // A sell no lower than 5 % under the best bid: 60000 · 0.95 = 57000. A buy no higher than 5 % over the best ask: 60001 · 1.05 = 63001.05.
    [InlineData("BTC", "0.25", false, "57000", "0.25")]
    [InlineData("BTC", "-0.25", true, "63001", "0.25")]
    // 0.12345 · 0.95 = 0.1172775, 0.12346 · 1.05 = 0.129633.
    [InlineData("DOGE", "7.0", false, "0.11728", "7")]
    [InlineData("DOGE", "-7.0", true, "0.12963", "7")]
    // 3021 · 0.95 = 2869.95, 3022 · 1.05 = 3173.1.
    [InlineData("xyz:GOLD", "1.5", false, "2870", "1.5")]
    [InlineData("xyz:GOLD", "-1.5", true, "3173.1", "1.5")]
    public async Task A_position_is_closed_by_one_reduce_only_order_on_the_other_side(string coin, string signed, bool buys, string limit, string size)
    {
        using var venue = new TestVenue();
        venue.HasPosition(coin, signed);
        venue.Exchange.AnswerStatuses($$$"""{"filled":{"totalSz":"{{{size}}}","avgPx":"{{{limit}}}","oid":9}}""");

        var result = await venue.Account.Positions.CloseAsync(coin);

        var order = venue.Exchange.Order;
        Assert.Equal((buys, limit, size, true), (order.GetProperty("b").GetBoolean(), order.GetProperty("p").GetString(), order.GetProperty("s").GetString(), order.GetProperty("r").GetBoolean()));
        Assert.Equal("""{"limit":{"tif":"Ioc"}}""", order.GetProperty("t").GetRawText());
        Assert.Equal((CloseStatus.Closed, D(size), D(size), 0m), (result.Status, result.InitialSize, result.ClosedSize, result.RemainingSize));
        Assert.Equal((Price.Parse(limit), D(limit)), (result.LimitPrice, result.AveragePrice));
        Assert.Equal(coin == "xyz:GOLD" ? "xyz" : "", TestVenue.Dex(venue.Info.Requests.Single(r => r.GetProperty("type").GetString() == "clearinghouseState")));
    }

    [Theory]
    [InlineData("BTC", "0.0")]
    [InlineData("BTC", "0")]
    [InlineData("BTC", "-0.0")]
    [InlineData("xyz:GOLD", "0.00")]
    public async Task A_size_of_zero_is_no_position(string coin, string size)
    {
        using var venue = new TestVenue();
        venue.HasPosition(coin, size);

        await NoPosition(venue, coin);
    }

    [Theory]
    [InlineData("ETH")]
    [InlineData("xyz:GOLD")]
    public async Task A_coin_that_the_state_lacks_is_no_position(string coin)
    {
        using var venue = new TestVenue();
        venue.HasPosition("BTC", "1.0");

        await NoPosition(venue, coin);
    }

    [Theory]
    [InlineData("#10", "+11", "5.0")]
    [InlineData("#10", "+10", "0.0")]
    [InlineData("#10", "o1", "5.0")]
    [InlineData("@107", "PURR", "5.0")]
    public async Task Another_balance_is_no_position(string coin, string balance, string total)
    {
        using var venue = new TestVenue();
        venue.HasBalance(balance, total);

        await NoPosition(venue, coin);
    }

    [Theory]
    // 0.619 · 0.95 = 0.58805; 0.379 · 0.95 = 0.36005; 21.828 · 0.95 = 20.7366; 0.2499 · 0.95 = 0.237405.
    [InlineData("#10", "+10", "20.0", "0.0", "0.589", "20", "0")]
    [InlineData("#11", "+11", "20.0", "5.0", "0.361", "15", "5")]
    [InlineData("@107", "HYPE", "1.25", "0.0", "20.737", "1.25", "0")]
    [InlineData("HYPE/USDC", "HYPE", "1.25", "0.25", "20.737", "1", "0.25")]
    [InlineData("PURR/USDC", "PURR", "100.75", "0.0", "0.23741", "100", "0.75")]
    public async Task A_balance_is_sold_without_reduce_only_as_far_as_it_is_free(string coin, string balance, string total, string hold, string limit, string size, string remaining)
    {
        using var venue = new TestVenue();
        venue.HasBalance(balance, total, hold);
        venue.Exchange.AnswerStatuses($$$"""{"filled":{"totalSz":"{{{size}}}","avgPx":"{{{limit}}}","oid":9}}""");

        var result = await venue.Account.Positions.CloseAsync(coin);

        var order = venue.Exchange.Order;
        Assert.Equal((false, limit, size, false), (order.GetProperty("b").GetBoolean(), order.GetProperty("p").GetString(), order.GetProperty("s").GetString(), order.GetProperty("r").GetBoolean()));
        Assert.Equal((D(total), D(size), D(remaining), D(hold)), (result.InitialSize, result.ClosedSize, result.RemainingSize, result.HeldSize));
        Assert.Equal(D(remaining) > 0 ? CloseStatus.PartlyClosed : CloseStatus.Closed, result.Status);
    }

    [Theory]
    [InlineData("PURR/USDC", "PURR", "0.75", "0.0", "1")]
    [InlineData("@107", "HYPE", "3.009", "3.0", "0.01")]
    [InlineData("#10", "+10", "5.0", "5.0", null)]
    public async Task Less_than_a_lot_remains_and_nothing_is_sent(string coin, string balance, string total, string hold, string? lot)
    {
        using var venue = new TestVenue();
        venue.HasBalance(balance, total, hold);

        var result = await venue.Account.Positions.CloseAsync(coin);

        Assert.Equal((CloseStatus.NotClosed, 0m, D(total), D(hold)), (result.Status, result.ClosedSize, result.RemainingSize, result.HeldSize));
        if (lot is not null) Assert.Equal(D(lot), result.LotSize);
        Assert.Null(result.Order);
        Assert.Null(result.LimitPrice);
        Assert.Empty(venue.Exchange.Requests);
    }

    [Fact]
    public async Task What_did_not_fill_remains()
    {
        using var venue = new TestVenue();
        venue.HasPosition("BTC", "-0.25");
        venue.Exchange.AnswerStatuses("""{"filled":{"totalSz":"0.1","avgPx":"60100.0","oid":9}}""");

        var result = await venue.Account.Positions.CloseAsync("BTC");

        Assert.Equal((CloseStatus.PartlyClosed, 0.1m, 0.15m, 60100m), (result.Status, result.ClosedSize, result.RemainingSize, result.AveragePrice));
        Assert.Equal(OrderResultStatus.PartlyFilled, result.Order!.Status);
        Assert.Equal("BTC: PartlyClosed, closed 0.1, remaining 0.15", result.ToString());
    }

    [Fact]
    public async Task An_empty_book_closes_nothing_and_says_why()
    {
        using var venue = new TestVenue();
        venue.HasPosition("BTC", "0.25");
        venue.Exchange.AnswerStatuses("""{"error":"Order could not immediately match against any resting orders. asset=0"}""");

        var result = await venue.Account.Positions.CloseAsync("BTC");

        Assert.Equal((CloseStatus.NotClosed, 0m, 0.25m), (result.Status, result.ClosedSize, result.RemainingSize));
        Assert.Equal(RejectionKind.IocCancel, result.Order!.Rejection!.Kind);
        Assert.Equal(Price.Parse("57000"), result.LimitPrice);
        Assert.Null(result.AveragePrice);
        Assert.Contains("could not immediately match", result.ToString());
    }

    [Theory]
    [InlineData(HttpStatusCode.BadGateway, "<html>")]
    [InlineData(HttpStatusCode.OK, "<html>")]
    [InlineData(HttpStatusCode.OK, """{"status":"ok","response":{"type":"order","data":{"statuses":[{"resting":{"oid":3}}]}}}""")]
    public async Task A_lost_answer_closes_an_unknown_size(HttpStatusCode status, string body)
    {
        using var venue = new TestVenue();
        venue.HasPosition("BTC", "0.25");
        venue.Exchange.Answer(body, status);

        var result = await venue.Account.Positions.CloseAsync("BTC");

        Assert.Equal((CloseStatus.Unknown, 0.25m, null, null), (result.Status, result.InitialSize, result.ClosedSize, result.RemainingSize));
        Assert.Equal(venue.Exchange.Order.GetProperty("c").GetString(), result.Order!.Request.Cloid!.Value.ToString());
    }

    [Fact]
    public async Task A_close_may_expire()
    {
        using var venue = new TestVenue();
        venue.HasPosition("BTC", "0.25");

        await venue.Account.Positions.CloseAsync("BTC", new CloseOptions { ExpiresAfter = TestVenue.Start.AddSeconds(5) });
        await venue.Account.Positions.CloseAsync("BTC");

        Assert.Equal(TestVenue.Start.AddSeconds(5).ToUnixTimeMilliseconds(), venue.Exchange.Requests[0].GetProperty("expiresAfter").GetInt64());
        Assert.False(venue.Exchange.Requests[1].TryGetProperty("expiresAfter", out _));
    }

    [Fact]
    public async Task A_second_close_finds_no_position()
    {
        using var venue = new TestVenue();
        venue.HasPosition("BTC", "0.25");
        venue.Exchange.Reply = (_, _) =>
        {
            venue.HasPosition("BTC", "0.0");
            return Task.FromResult(InfoStub.Json("""{"status":"ok","response":{"type":"order","data":{"statuses":[{"filled":{"totalSz":"0.25","avgPx":"60000.0","oid":9}}]}}}"""));
        };

        var first = await venue.Account.Positions.CloseAsync("BTC");
        var second = await venue.Account.Positions.CloseAsync("BTC");

        Assert.Equal((CloseStatus.Closed, CloseStatus.NoPosition), (first.Status, second.Status));
        Assert.Single(venue.Exchange.Requests);
    }

    [Theory]
    [InlineData("0.1", "0.25", "54000")]
    [InlineData("0.001", "0.25", "59940")]
    [InlineData("0.99", "0.25", "600")]
    public async Task The_limit_never_passes_the_bound(string slippage, string size, string limit)
    {
        using var venue = new TestVenue();
        venue.HasPosition("BTC", size);
        venue.Exchange.AnswerStatuses("""{"error":"Order could not immediately match against any resting orders."}""");

        var cloid = Cloid.Parse("0x000000000000000000000000000000ab");
        var result = await venue.Account.Positions.CloseAsync("BTC", new CloseOptions { MaxSlippage = D(slippage), Cloid = cloid });

        Assert.Equal(Price.Parse(limit), result.LimitPrice);
        Assert.True(result.LimitPrice!.Value.Value >= 60_000 * (1 - D(slippage)));
        Assert.Equal(60_000.5m, result.Mid!.Value.Price);
        Assert.Equal(cloid.ToString(), venue.Exchange.Order.GetProperty("c").GetString());
    }

    [Theory]
    // The grid near 60000.5 is whole dollars: none lies between the mid and a bound of less than half a dollar from it.
    [InlineData("0.25", "0")]
    [InlineData("-0.25", "0")]
    [InlineData("0.25", "0.000008")]
    [InlineData("-0.25", "0.000008")]
    public async Task Where_nobody_is_on_the_other_side_a_bound_without_a_price_between_it_and_the_mid_is_refused(string size, string slippage)
    {
        using var venue = new TestVenue();
        venue.Info.Answer("l2Book", Deserted);
        venue.HasPosition("BTC", size);

        var exception = await Assert.ThrowsAsync<InvalidOrderException>(() => venue.Account.Positions.CloseAsync("BTC", new CloseOptions { MaxSlippage = D(slippage) }));

        Assert.Contains("allow more slippage", exception.Message);
        Assert.Empty(venue.Exchange.Requests);
    }

    [Theory]
    [InlineData("0.25")]
    [InlineData("-0.25")]
    public async Task A_mid_on_the_grid_may_itself_be_the_limit(string size)
    {
        using var venue = new TestVenue();
        venue.HasPosition("BTC", size);
        venue.Info.Answer("l2Book", Deserted);
        venue.Info.Answer("allMids", """{"BTC":"60000.0"}""");

        var result = await venue.Account.Positions.CloseAsync("BTC", new CloseOptions { MaxSlippage = 0 });

        Assert.Equal(60000, result.LimitPrice!.Value.Value);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("1.5")]
    [InlineData("-0.01")]
    public async Task A_bound_that_is_none_is_refused(string slippage)
    {
        using var venue = new TestVenue();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => venue.Account.Positions.CloseAsync("BTC", new CloseOptions { MaxSlippage = D(slippage) }));

        Assert.Empty(venue.Info.Requests);
    }

    [Theory]
    [InlineData("0.99", "0.05")]
    [InlineData("0.999", "0.05")]
    [InlineData("0.9999", "0.05")]
    [InlineData("0.001", "0.05")]
    [InlineData("0.5", "0.99")]
    public async Task The_price_of_an_outcome_stays_between_0_and_1(string mid, string slippage)
    {
        using var venue = new TestVenue();
        venue.Info.Answer("l2Book", Deserted);
        venue.Info.Answer("allMids", $$"""{"#10":"{{mid}}"}""");
        venue.HasBalance("+10", "20.0");
        venue.Exchange.AnswerStatuses("""{"error":"Order could not immediately match against any resting orders."}""");

        var result = await venue.Account.Positions.CloseAsync("#10", new CloseOptions { MaxSlippage = D(slippage) });

        Assert.InRange(result.LimitPrice!.Value.Value, Math.Max(D(mid) * (1 - D(slippage)), 0.0000001m), Math.Min(D(mid), 0.9999999m));
    }

    [Theory]
    [InlineData("0.9999999", "0")]
    [InlineData("0.0005", "0.05")]
    public async Task An_outcome_without_a_price_between_the_mid_and_the_bound_is_not_sold_at_another(string mid, string slippage)
    {
        using var venue = new TestVenue();
        venue.Info.Answer("l2Book", Deserted);
        venue.Info.Answer("allMids", $$"""{"#10":"{{mid}}"}""");
        venue.HasBalance("+10", "20.0");

        await Assert.ThrowsAsync<InvalidOrderException>(() => venue.Account.Positions.CloseAsync("#10", new CloseOptions { MaxSlippage = D(slippage) }));

        Assert.Empty(venue.Exchange.Requests);
    }

    [Fact]
    public async Task Without_a_mid_nothing_is_sent()
    {
        using var venue = new TestVenue();
        venue.HasPosition("BTC", "0.25");
        venue.Info.Answer("allMids", "{}");
        venue.Info.Answer("l2Book", Deserted);

        await Assert.ThrowsAsync<NoMidException>(() => venue.Account.Positions.CloseAsync("BTC"));

        Assert.Empty(venue.Exchange.Requests);
    }

    [Fact]
    public async Task A_read_that_fails_is_not_taken_for_no_position()
    {
        using var venue = new TestVenue();
        venue.Info.Reply("clearinghouseState", (_, _) => Task.FromResult(InfoStub.Json("null", HttpStatusCode.InternalServerError)));
        venue.Info.Answer("spotClearinghouseState", "null");

        await Assert.ThrowsAsync<TransportException>(() => venue.Account.Positions.CloseAsync("BTC"));
        await Assert.ThrowsAsync<ResponseFormatException>(() => venue.Account.Positions.CloseAsync("#10"));

        Assert.Empty(venue.Exchange.Requests);
    }

    private static async Task NoPosition(TestVenue venue, string coin)
    {
        var result = await venue.Account.Positions.CloseAsync(coin);

        Assert.Equal((CloseStatus.NoPosition, 0m, 0m, 0m), (result.Status, result.InitialSize, result.ClosedSize, result.RemainingSize));
        Assert.Empty(venue.Exchange.Requests);
        Assert.Equal(0, venue.Info.Count("allMids") + venue.Info.Count("l2Book"));
    }

    private static string Book(string bid, string ask)
    {
        return $$"""{"coin":"BTC","time":1772366400000,"levels":[{{Side(bid)}},{{Side(ask)}}]}""";

        static string Side(string price) => price.Length == 0 ? "[]" : $$"""[{"px":"{{price}}","sz":"1000.0","n":1}]""";
    }

    private static decimal D(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
