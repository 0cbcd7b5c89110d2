namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class OrderRulesTests
{
    private const string Cloid = "0x000000000000000000000000000000ff";

    private readonly World _world = new();

    [Fact]
    public void A_good_till_cancelled_order_rests_at_its_price()
    {
        var trader = _world.Trader("rests");
        var status = trader.Order("BTC", true, 99_000, 0.01m, cloid: Cloid);
        Assert.Equal($$$"""{"resting":{"oid":{{{trader.OpenOrders().Single().GetProperty("oid")}}},"cloid":"{{{Cloid}}}"}}""", status.GetRawText());
        Assert.Equal("""[[{"px":"99000.0","sz":"0.01","n":1}],[]]""", _world.Info("""{"type":"l2Book","coin":"BTC"}""").GetProperty("levels").GetRawText());
    }

    [Fact]
    public void What_crosses_trades_at_the_resting_price_and_the_rest_rests()
    {
        var (maker, taker) = (_world.Trader("maker"), _world.Trader("taker"));
        maker.Rest("BTC", false, 100_000, 0.01m);
        maker.Rest("BTC", false, 100_010, 0.01m);
        var oid = taker.Rest("BTC", true, 100_005, 0.03m);

        Assert.Equal(0.01m, taker.Size("BTC"));
        Assert.Equal(-0.01m, maker.Size("BTC"));
        Assert.Equal("open", taker.Status(oid));
        Assert.Equal("0.02", taker.OpenOrders().Single().GetProperty("sz").GetString());
        Assert.Equal("0.03", taker.OpenOrders().Single().GetProperty("origSz").GetString());
    }

    [Fact]
    public void The_best_price_comes_first_and_the_oldest_at_a_price()
    {
        var makers = Enumerable.Range(0, 3).Select(i => _world.Trader($"queue {i}")).ToArray();
        makers[0].Rest("BTC", false, 100_010, 0.01m);
        makers[1].Rest("BTC", false, 100_000, 0.01m);
        makers[2].Rest("BTC", false, 100_000, 0.01m);

        var taker = _world.Trader("queue taker");
        Assert.Equal((0.015m, 100_000m), taker.Fill("BTC", true, 100_020, 0.015m));
        Assert.Equal([0m, -0.01m, -0.005m], makers.Select(m => m.Size("BTC")));

        // 0.005 at 100000 and 0.01 at 100010.
        Assert.Equal((0.015m, 100_006.66666667m), taker.Fill("BTC", true, 100_020, 0.015m));
    }

    [Fact]
    public void An_immediate_order_takes_what_there_is_and_never_rests()
    {
        var (maker, taker) = (_world.Trader("ioc maker"), _world.Trader("ioc taker"));
        maker.Rest("BTC", false, 100_000, 0.01m);
        foreach (var tif in (string[])["Ioc", "FrontendMarket"])
        {
            Assert.Equal(
                "Order could not immediately match against any resting orders. asset=0",
                taker.OrderError("BTC", true, 99_999, 0.01m, tif));
        }

        Assert.Equal((0.01m, 100_000m), taker.Fill("BTC", true, 100_000, 0.03m, "FrontendMarket"));
        Assert.Empty(taker.OpenOrders());
        Assert.Equal("canceled", taker.Status(taker.Fills()[0].GetProperty("oid").GetInt64()));
    }

    [Fact]
    public void A_post_only_order_never_takes()
    {
        var (maker, poster) = (_world.Trader("alo maker"), _world.Trader("alo poster"));
        maker.Rest("BTC", false, 100_000, 0.01m);
        Assert.Equal("Post only order would have immediately matched, bbo was 0@100000. asset=0", poster.OrderError("BTC", true, 100_000, 0.01m, "Alo"));
        maker.Rest("BTC", true, 99_990, 0.01m);
        Assert.Equal("Post only order would have immediately matched, bbo was 99990@100000. asset=0", poster.OrderError("BTC", true, 100_000, 0.01m, "Alo"));
        Assert.Equal("open", poster.Status(poster.Rest("BTC", true, 99_999, 0.01m, "Alo")));
    }

    [Fact]
    public void The_best_prices_are_told_in_the_terms_of_the_order()
    {
        var (maker, poster) = (_world.Trader("alo no maker"), _world.Trader("alo no poster"));
        maker.Rest("#10", true, 0.3m, 100);
        maker.Rest("#10", true, 0.2m, 100);
        Assert.Equal("Post only order would have immediately matched, bbo was 0@0.7. asset=100000011", poster.OrderError("#11", true, 0.7m, 100, "Alo"));
    }

    [Fact]
    public void Nobody_trades_with_himself()
    {
        var (self, other) = (_world.Trader("self"), _world.Trader("other"));
        var own = self.Rest("BTC", false, 100_000, 0.01m);
        other.Rest("BTC", false, 100_005, 0.01m);

        Assert.Equal((0.01m, 100_005m), self.Fill("BTC", true, 100_010, 0.02m));
        Assert.Equal("selfTradeCanceled", self.Status(own));

        var last = self.Rest("BTC", false, 100_000, 0.01m);
        Assert.Equal("Order could not immediately match against any resting orders. asset=0", self.OrderError("BTC", true, 100_010, 0.01m, "Ioc"));
        Assert.Equal("selfTradeCanceled", self.Status(last));
    }

    [Theory]
    [InlineData("0", "1", "Order has invalid price.")]
    [InlineData("-1", "1", "Order has invalid price.")]
    [InlineData("2000000000000", "1", "Order has invalid price.")]
    [InlineData("100000", "0", "Order has zero size.")]
    [InlineData("100000", "-0", "Order has zero size.")]
    [InlineData("100000", "-1", "Order has invalid size.")]
    [InlineData("100000", "0.000001", "Order has invalid size.")]
    [InlineData("100000", "2000000000000", "Order has invalid size.")]
    [InlineData("43250.5", "1", "Price must be divisible by tick size.")]
    [InlineData("0.12", "1000", "Price must be divisible by tick size.")]
    [InlineData("99999", "0.0001", "Order must have minimum value of $10.")]
    [InlineData("100000", "1000", "Insufficient margin to place order.")]
    public void A_wrong_order_gets_the_venues_text_and_changes_nothing(string price, string size, string error)
    {
        var trader = _world.Trader("wrong");
        var before = _world.Snapshot();

        // What is signed has to be normal; minus zero never is.
        var status = size == "-0"
            ? Trader.Statuses(World.Parse(_world.Post("/exchange", trader.Sign(Trader.OrderJson(0, true, price, "0")).Replace("\"s\":\"0\",\"r\"", "\"s\":\"-0\",\"r\"", StringComparison.Ordinal)))).Single()
            : Trader.Statuses(trader.Send(Trader.OrderJson(0, true, price, size))).Single();
        Assert.Equal($"{error} asset=0", status.GetProperty("error").GetString());
        Assert.Equal(before, _world.Snapshot());
    }

    [Theory]
    [InlineData("BTC", "123456", true)]
    [InlineData("BTC", "43250.5", false)]
    [InlineData("BTC", "4325.1", true)]
    [InlineData("BTC", "0.1", true)]
    [InlineData("BTC", "0.12", false)]
    [InlineData("SOL", "0.0012", true)]
    [InlineData("SOL", "0.00123", false)]
    [InlineData("SOL", "100.05", true)]
    [InlineData("SOL", "100.005", false)]
    [InlineData("PURR/USDC", "0.00012345", true)]
    [InlineData("PURR/USDC", "0.000123456", false)]
    [InlineData("xyz:GOLD", "0.123", true)]
    [InlineData("xyz:GOLD", "0.1234", false)]
    public void Prices_have_five_figures_and_the_decimals_of_their_asset(string coin, string price, bool fits)
    {
        WireDecimal.TryParse(price, out var value);
        Assert.Equal(fits, _world.Emulator.Venue.Asset(coin)!.IsOnTick(value.Value));
    }

    [Fact]
    public void Margin_is_checked_for_orders_and_positions_together()
    {
        // 1000 at 20 times carry 20000.
        var trader = _world.Trader("margin", 1_000);
        trader.Rest("BTC", true, 100_000, 0.1m);
        trader.Rest("ETH", true, 4_000, 2.4m);
        Assert.Equal("Insufficient margin to place order. asset=1", trader.OrderError("ETH", true, 4_000, 0.2m));

        // The other side of a book needs nothing more until it is the larger one.
        trader.Rest("BTC", false, 101_000, 0.09m);
        Assert.Equal("Insufficient margin to place order. asset=0", trader.OrderError("BTC", false, 101_000, 0.02m));
    }

    [Fact]
    public void An_immediate_order_needs_margin_for_what_it_takes_alone()
    {
        var trader = _world.Trader("takes little", 1_000);
        _world.Admin.AddAsk("BTC", 100_000, 0.1m);
        Assert.Equal((0.1m, 100_000m), trader.Fill("BTC", true, 100_000, 10));
    }

    [Fact]
    public void A_loss_at_the_moment_of_trading_counts()
    {
        // 19000 at 20 times need 950 of 1000; bought 5 % above the mark they lose 950 at once.
        var trader = _world.Trader("overpays", 1_000);
        _world.Admin.AddAsk("BTC", 105_000, 0.19m);
        Assert.Equal("Insufficient margin to place order. asset=0", trader.OrderError("BTC", true, 105_000, 0.19m, "Ioc"));
        trader.Fill("BTC", true, 105_000, 0.09m);
    }

    [Fact]
    public void Whoever_reduces_is_let_through_however_little_is_left()
    {
        var (trader, maker) = (_world.Trader("poor", 1_000), _world.Trader("rich"));
        maker.Rest("BTC", false, 100_000, 0.19m);
        trader.Fill("BTC", true, 100_000, 0.19m);
        _world.Admin.SetMark("BTC", 96_500);
        Assert.Equal("Insufficient margin to place order. asset=0", trader.OrderError("BTC", true, 96_500, 0.001m));
        maker.Rest("BTC", true, 96_500, 0.19m);
        Assert.Equal((0.19m, 96_500m), trader.Fill("BTC", false, 96_500, 0.19m));
        _world.AssertConserved();
    }

    [Fact]
    public void A_resting_order_that_can_no_longer_be_carried_is_cancelled_when_it_is_met()
    {
        var (poor, taker) = (_world.Trader("poor maker", 1_000), _world.Trader("meets"));
        _world.Admin.AddAsk("ETH", 4_000, 2.4m);
        poor.Fill("ETH", true, 4_000, 2.4m);
        var oid = poor.Rest("BTC", true, 99_000, 0.1m);
        _world.Admin.SetMark("ETH", 3_700);

        Assert.Equal("Order could not immediately match against any resting orders. asset=0", taker.OrderError("BTC", false, 99_000, 0.05m, "Ioc"));
        Assert.Equal("marginCanceled", poor.Status(oid));
    }

    [Fact]
    public void A_reduce_only_order_needs_a_position_on_the_other_side()
    {
        var (trader, maker) = (_world.Trader("reducer"), _world.Trader("reducer's maker"));
        maker.Rest("BTC", true, 100_000, 1);
        Assert.Equal("Reduce only order would increase position. asset=0", trader.OrderError("BTC", false, 100_000, 0.1m, "Ioc", reduceOnly: true));
        trader.Fill("BTC", false, 100_000, 0.1m);
        Assert.Equal("Reduce only order would increase position. asset=0", trader.OrderError("BTC", false, 100_000, 0.1m, "Ioc", reduceOnly: true));
        Assert.Equal("Reduce only order would increase position. asset=10000", trader.OrderError("PURR/USDC", true, 0.2m, 100, reduceOnly: true));
    }

    [Fact]
    public void A_reduce_only_order_is_cut_to_the_position()
    {
        var (trader, maker) = (_world.Trader("cut"), _world.Trader("cut's maker"));
        maker.Rest("BTC", true, 100_000, 0.1m);
        trader.Fill("BTC", false, 100_000, 0.1m);
        maker.Rest("BTC", false, 100_010, 1);
        Assert.Equal((0.1m, 100_010m), trader.Fill("BTC", true, 100_010, 0.5m, reduceOnly: true));
        Assert.Null(trader.Position("BTC"));
    }

    [Fact]
    public void Resting_reduce_only_orders_shrink_and_go_with_the_position()
    {
        var (trader, maker) = (_world.Trader("shrinks"), _world.Trader("shrinks' maker"));
        maker.Rest("BTC", true, 100_000, 0.1m);
        trader.Fill("BTC", false, 100_000, 0.1m);
        var (first, second) = (trader.Rest("BTC", true, 99_000, 0.1m, reduceOnly: true), trader.Rest("BTC", true, 98_000, 0.08m, reduceOnly: true));

        // As a taker: 0.1 short becomes 0.06.
        maker.Rest("BTC", false, 100_010, 0.04m);
        trader.Fill("BTC", true, 100_010, 0.04m);
        Assert.Equal([0.06m, 0.06m], trader.OpenOrders().Select(o => World.Number(o.GetProperty("sz"))));

        // As a maker: the better order is filled, the other one has nothing left to reduce.
        maker.Fill("BTC", false, 99_000, 0.06m);
        Assert.Equal("filled", trader.Status(first));
        Assert.Equal("reduceOnlyCanceled", trader.Status(second));
        Assert.Null(trader.Position("BTC"));
        _world.AssertConserved();
    }

    [Fact]
    public void A_turned_position_takes_its_reduce_only_orders_along()
    {
        var (trader, maker) = (_world.Trader("turns"), _world.Trader("turns' maker"));
        maker.Rest("BTC", true, 100_000, 0.1m);
        trader.Fill("BTC", false, 100_000, 0.1m);
        var oid = trader.Rest("BTC", true, 99_000, 0.1m, reduceOnly: true);
        maker.Rest("BTC", false, 100_010, 0.3m);
        trader.Fill("BTC", true, 100_010, 0.3m);
        Assert.Equal("reduceOnlyCanceled", trader.Status(oid));
        Assert.Equal("Short > Long", trader.Fills()[0].GetProperty("dir").GetString());
    }

    [Fact]
    public void A_reduce_only_order_that_closes_everything_may_be_small()
    {
        var (trader, maker) = (_world.Trader("small closer"), _world.Trader("small closer's maker"));
        maker.Rest("BTC", false, 100_000, 0.0002m);
        trader.Fill("BTC", true, 100_000, 0.0002m);
        maker.Rest("BTC", true, 40_000, 1);
        Assert.Equal("Order must have minimum value of $10. asset=0", trader.OrderError("BTC", false, 40_000, 0.0002m, "Ioc"));
        Assert.Equal("Order must have minimum value of $10. asset=0", trader.OrderError("BTC", false, 40_000, 0.0001m, "Ioc", reduceOnly: true));
        Assert.Equal((0.0002m, 40_000m), trader.Fill("BTC", false, 40_000, 0.0002m, reduceOnly: true));
    }

    [Fact]
    public void Priority_without_stake_is_refused()
    {
        var trader = _world.Trader("priority");
        var status = Trader.Statuses(trader.Send($$$"""{"type":"order","orders":[{{{Trader.OneOrder(0, true, "99000", "0.01", "Alo")}}}],"grouping":{"p":1}}""")).Single();
        Assert.Equal("Insufficient delegatable balance for priority order", status.GetProperty("error").GetString());
        Assert.Empty(trader.OpenOrders());
    }

    [Fact]
    public void Each_order_of_a_batch_has_its_own_status()
    {
        var trader = _world.Trader("batch");
        var statuses = Trader.Statuses(trader.Send(
            $$"""{"type":"order","orders":[{{Trader.OneOrder(0, true, "99000", "0.01")}},{{Trader.OneOrder(77, true, "1", "1")}},{{Trader.OneOrder(1, true, "3900", "0.1")}}],"grouping":"na"}"""));
        Assert.Equal(["resting", "error", "resting"], statuses.Select(s => s.EnumerateObject().Single().Name));
        Assert.Equal("Order has invalid asset. asset=77", statuses[1].GetProperty("error").GetString());
        Assert.Equal("Order batch is empty.", Trader.Statuses(trader.Send("""{"type":"order","orders":[],"grouping":"na"}""")).Single().GetProperty("error").GetString());
    }

    [Fact]
    public void Orders_are_cancelled_by_number_and_by_cloid()
    {
        var (trader, other) = (_world.Trader("cancels"), _world.Trader("cancels not"));
        var first = trader.Rest("BTC", true, 99_000, 0.01m);
        var second = trader.Rest("BTC", true, 98_000, 0.01m, cloid: Cloid);

        const string Missing = """{"error":"Order was never placed, already canceled, or filled. asset=""";
        Assert.Equal($$"""{{Missing}}0"}""", Cancel(other, 0, first));
        Assert.Equal($$"""{{Missing}}1"}""", Cancel(trader, 1, first));
        Assert.Equal($$"""{{Missing}}0"}""", Cancel(trader, 0, 999));
        Assert.Equal("\"success\"", Cancel(trader, 0, first));
        Assert.Equal($$"""{{Missing}}0"}""", Cancel(trader, 0, first));
        Assert.Equal("canceled", trader.Status(first));

        Assert.Equal($$"""{{Missing}}0"}""", CancelByCloid("0x00000000000000000000000000000001"));
        Assert.Equal("\"success\"", CancelByCloid(Cloid));
        Assert.Equal($$"""{{Missing}}0"}""", CancelByCloid(Cloid));
        Assert.Equal("canceled", trader.Status(second));
        Assert.Equal(0, _world.Depth("BTC", bid: true));

        static string Cancel(Trader who, int asset, long oid)
        {
            var reply = who.Send($$"""{"type":"cancel","cancels":[{"a":{{Trader.Text((long)asset)}},"o":{{Trader.Text(oid)}}}]}""");
            Assert.Equal("cancel", reply.GetProperty("response").GetProperty("type").GetString());
            return Trader.Statuses(reply).Single().GetRawText();
        }

        string CancelByCloid(string cloid) =>
            Trader.Statuses(trader.Send($$"""{"type":"cancelByCloid","cancels":[{"asset":0,"cloid":"{{cloid}}"}]}""")).Single().GetRawText();
    }

    [Fact]
    public void A_cloid_belongs_to_one_open_order_at_a_time()
    {
        var trader = _world.Trader("cloid");
        trader.Rest("BTC", true, 99_000, 0.01m, cloid: Cloid);
        Assert.Equal("Order has a cloid of an open order. asset=0", trader.OrderError("BTC", true, 98_000, 0.01m, cloid: Cloid));
        trader.Send($$"""{"type":"cancelByCloid","cancels":[{"asset":0,"cloid":"{{Cloid}}"}]}""");
        trader.Rest("BTC", true, 98_000, 0.01m, cloid: Cloid);
    }

    [Fact]
    public void Refusals_are_kept_by_their_cloid()
    {
        var trader = _world.Trader("kept");
        trader.OrderError("BTC", true, 99_000, 0.01m, "Ioc", cloid: Cloid);
        var status = _world.Info($$"""{"type":"orderStatus","user":"{{trader.User}}","oid":"{{Cloid}}"}""");
        Assert.Equal("iocCancelRejected", status.GetProperty("order").GetProperty("status").GetString());
        Assert.Equal("0.01", status.GetProperty("order").GetProperty("order").GetProperty("sz").GetString());
    }

    [Fact]
    public void Halted_and_delisted_perps_do_not_trade()
    {
        var world = new World(new EmulatorSeed
        {
            Perps = [new() { Name = "NEW", SizeDecimals = 0 }, new() { Name = "OLD", SizeDecimals = 0, MarkPrice = 5, IsDelisted = true }],
        });
        var trader = world.Trader("halted");
        Assert.Equal("Trading is halted. asset=0", trader.OrderError("NEW", true, 5, 10));
        Assert.Equal("Trading is halted. asset=1", trader.OrderError("OLD", true, 5, 10));
        world.Admin.SetMark("NEW", 5);
        trader.Rest("NEW", true, 5, 10);
    }
}
