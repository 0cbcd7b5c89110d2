namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>Stops and take profits (wire specification 5.1, 11.3).</summary>
public sealed class TriggerTests
{
    private readonly World _world = new();
    private readonly Trader _trader;

    public TriggerTests()
    {
        _trader = _world.Trader("of triggers");
        _world.Admin.SetMark("BTC", 100_000);
    }

    [Theory]
    [InlineData(true, "sl", 101_000, 100_999)]
    [InlineData(true, "tp", 99_000, 99_001)]
    [InlineData(false, "sl", 99_000, 99_001)]
    [InlineData(false, "tp", 101_000, 100_999)]
    public void The_mark_fires_a_trigger_when_it_reaches_it_and_not_before(bool isBuy, string kind, int trigger, int before)
    {
        Book();
        var oid = _trader.Arm("BTC", isBuy, trigger, 0.1m, trigger, kind, reduceOnly: false);
        _world.Admin.SetMark("BTC", before);
        Assert.Equal("open", _trader.Status(oid));
        Assert.Equal(0, _trader.Size("BTC"));

        _world.Admin.SetMark("BTC", trigger);
        Assert.Equal("filled", _trader.Status(oid));
        Assert.Equal(isBuy ? 0.1m : -0.1m, _trader.Size("BTC"));
        Assert.Empty(_trader.OpenOrders());
        _world.AssertConserved();
    }

    [Theory]
    [InlineData(true, "sl", 99_000)]
    [InlineData(true, "tp", 101_000)]
    [InlineData(false, "sl", 100_000)]
    [InlineData(false, "tp", 100_000)]
    public void A_trigger_that_is_met_already_is_refused(bool isBuy, string kind, int trigger)
    {
        Book();
        var before = _world.Snapshot();
        var status = _trader.Group("na", Trader.OneTrigger(0, isBuy, Trader.Text((long)trigger), "0.1", Trader.Text((long)trigger), kind, reduceOnly: false)).Single();
        Assert.Equal("""{"error":"Invalid TP/SL price. asset=0"}""", status);
        Assert.Equal(before, _world.Snapshot());
        Assert.Equal("badTriggerPxRejected", _trader.History()[0].Status);
    }

    [Theory]
    [InlineData("0", "Invalid TP/SL price.")]
    [InlineData("-1", "Invalid TP/SL price.")]
    [InlineData("99000.5", "Price must be divisible by tick size.")]
    public void A_trigger_price_obeys_the_grid(string trigger, string error) =>
        Assert.Equal($$"""{"error":"{{error}} asset=0"}""", _trader.Group("na", Trader.OneTrigger(0, false, "99000", "0.1", trigger, reduceOnly: false)).Single());

    [Fact]
    public void A_market_trigger_takes_ten_per_cent_and_no_more()
    {
        _world.Admin.AddBid("BTC", 95_000, 0.02m);
        _world.Admin.AddBid("BTC", 89_100, 0.03m);
        _world.Admin.AddBid("BTC", 89_099, 0.05m);
        var oid = _trader.Arm("BTC", false, 99_000, 0.1m, 99_000, reduceOnly: false);
        _world.Admin.SetMark("BTC", 98_000);
        Assert.Equal(-0.05m, _trader.Size("BTC"));
        Assert.Equal("canceled", _trader.Status(oid));
        Assert.Equal(0.05m, _world.Depth("BTC", bid: true));
    }

    [Fact]
    public void A_market_trigger_without_anybody_to_trade_with_ends_so()
    {
        var oid = _trader.Arm("BTC", false, 99_000, 0.1m, 99_000, reduceOnly: false);
        _world.Admin.SetMark("BTC", 98_000);
        Assert.Equal("marketOrderNoLiquidityRejected", _trader.Status(oid));
    }

    [Fact]
    public void A_limit_trigger_rests_at_its_limit_behind_who_was_there()
    {
        var first = _world.Trader("there first");
        var taker = _world.Trader("trigger taker");
        var oid = _trader.Arm("BTC", true, 100_500, 0.1m, 101_000, isMarket: false, reduceOnly: false);
        first.Rest("BTC", true, 100_500, 0.1m);
        _world.Admin.SetMark("BTC", 101_000);
        Assert.Equal("triggered", _trader.Status(oid));
        Assert.Equal(0.2m, _world.Depth("BTC", bid: true));

        taker.Fill("BTC", false, 100_500, 0.15m);
        Assert.Equal((0.1m, 0.05m), (first.Size("BTC"), _trader.Size("BTC")));
        Assert.Equal("\"success\"", _trader.Cancel("BTC", oid));
        Assert.Equal("canceled", _trader.Status(oid));
    }

    [Fact]
    public void A_trigger_order_is_told_with_its_condition()
    {
        Book();
        _trader.Fill("BTC", true, 100_100, 0.1m);
        var stop = _trader.Arm("BTC", false, 95_000, 0.1m, 96_000);
        _trader.Arm("BTC", false, 110_000, 0.1m, 109_000, "tp", isMarket: false);
        var time = Trader.Text(_world.Now);
        var told = _trader.FrontendOrders();
        Assert.Equal("Take Profit Limit", told[0].GetProperty("orderType").GetString());
        Assert.Equal("Price above 109000", told[0].GetProperty("triggerCondition").GetString());
        Assert.Equal(
            $$$"""{"coin":"BTC","side":"A","limitPx":"95000.0","sz":"0.1","oid":{{{Trader.Text(stop)}}},"timestamp":{{{time}}},"triggerCondition":"Price below 96000","isTrigger":true,"triggerPx":"96000.0","children":[],"isPositionTpsl":false,"reduceOnly":true,"orderType":"Stop Market","origSz":"0.1","tif":null,"cloid":null}""",
            told[1].GetRawText());

        // Neither locks margin: there is one position and no order that opens anything.
        Assert.Equal(2, _trader.OpenOrders().Length);
    }

    [Fact]
    public void A_reduce_only_trigger_needs_a_position_and_ends_with_it()
    {
        Book();
        var error = _trader.Group("na", Trader.OneTrigger(0, false, "95000", "0.1", "96000")).Single();
        Assert.Equal("""{"error":"Reduce only order would increase position. asset=0"}""", error);

        _trader.Fill("BTC", true, 100_100, 0.1m);
        var stop = _trader.Arm("BTC", false, 95_000, 0.1m, 96_000);
        _trader.Fill("BTC", false, 99_900, 0.04m);
        Assert.Equal("open", _trader.Status(stop));
        Assert.Equal("0.1", _trader.OpenOrders().Single().GetProperty("sz").GetString());
        _trader.Fill("BTC", false, 99_900, 0.06m);
        Assert.Equal("reduceOnlyCanceled", _trader.Status(stop));
    }

    [Fact]
    public void A_reduce_only_trigger_is_cut_to_the_position_when_it_fires()
    {
        Book();
        _trader.Fill("BTC", true, 100_100, 0.1m);
        var stop = _trader.Arm("BTC", false, 95_000, 0.1m, 96_000);
        _trader.Fill("BTC", false, 99_900, 0.04m);
        _world.Admin.SetMark("BTC", 96_000);
        Assert.Equal(0, _trader.Size("BTC"));
        Assert.Equal("filled", _trader.Status(stop));
    }

    [Fact]
    public void Triggers_of_a_position_close_what_it_has_become_and_each_other()
    {
        Book();
        _trader.Fill("BTC", true, 100_100, 0.1m);
        Assert.Equal(["waitingForTrigger", "waitingForTrigger"], _trader.Group(
            "positionTpsl", Trader.OneTrigger(0, false, "110000", "0", "109000", "tp"), Trader.OneTrigger(0, false, "95000", "0", "96000")));
        var told = _trader.FrontendOrders();
        Assert.All(told, o => Assert.True(o.GetProperty("isPositionTpsl").GetBoolean()));
        Assert.All(told, o => Assert.Equal("0.0", o.GetProperty("origSz").GetString()));
        _trader.Fill("BTC", true, 100_100, 0.25m);

        _world.Admin.SetMark("BTC", 95_500);
        Assert.Equal(0, _trader.Size("BTC"));
        Assert.Empty(_trader.OpenOrders());
        Assert.Equal(["siblingFilledCanceled", "filled"], _trader.History()[..2].OrderBy(h => h.Oid).Select(h => h.Status));
        _world.AssertConserved();
    }

    [Fact]
    public void A_single_reduce_only_trigger_of_size_zero_closes_the_position()
    {
        Book();
        _trader.Fill("BTC", true, 100_100, 0.1m);
        Assert.Contains("resting", _trader.Group("na", Trader.OneTrigger(0, false, "95000", "0", "96000")).Single(), StringComparison.Ordinal);
        _world.Admin.SetMark("BTC", 96_000);
        Assert.Equal(0, _trader.Size("BTC"));
    }

    [Fact]
    public void A_trigger_without_the_margin_for_it_ends_when_it_fires()
    {
        var poor = _world.Trader("poor trigger", 100);
        Book();
        var oid = poor.Arm("BTC", true, 101_000, 0.5m, 101_000, reduceOnly: false);
        _world.Admin.SetMark("BTC", 101_000);
        Assert.Equal("perpMarginRejected", poor.Status(oid));
        Assert.Equal(0, poor.Size("BTC"));
    }

    [Fact]
    public void Marks_of_an_outcome_fire_triggers_of_both_sides()
    {
        _world.Admin.SetMark("#10", 0.5m);
        _world.Admin.AddAsk("#11", 0.62m, 100);
        var oid = _trader.Arm("#11", true, 0.65m, 100, 0.6m, reduceOnly: false);
        _world.Admin.SetMark("#10", 0.4m);
        Assert.Equal("filled", _trader.Status(oid));
        Assert.Equal((100, 0), _trader.Balance("+11"));
    }

    [Fact]
    public void Settlement_ends_the_triggers_of_an_outcome()
    {
        _world.Admin.SetMark("#10", 0.5m);
        var oid = _trader.Arm("#11", true, 0.65m, 100, 0.6m, reduceOnly: false);
        _world.Admin.SettleOutcome(1, 0);
        Assert.Equal("outcomeSettledCanceled", _trader.Status(oid));
    }

    [Fact]
    public void A_fast_cancel_does_not_reach_triggers()
    {
        var oid = _trader.Arm("BTC", true, 101_000, 0.1m, 101_000, reduceOnly: false);
        var status = Trader.Statuses(_trader.Send($$"""{"type":"cancel","cancels":[{"a":0,"o":{{Trader.Text(oid)}}}],"f":true}""")).Single();
        Assert.Equal("Fast cancel is not available for trigger orders. asset=0", status.GetProperty("error").GetString());
        Assert.Equal("open", _trader.Status(oid));
    }

    private void Book()
    {
        _world.Admin.AddBid("BTC", 99_900, 1);
        _world.Admin.AddBid("BTC", 95_000, 1);
        _world.Admin.AddAsk("BTC", 100_100, 1);
    }
}
