namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>An order with its take profit and stop: <c>normalTpsl</c> (wire specification 11.3).</summary>
public sealed class BracketTests
{
    private readonly World _world = new();
    private readonly Trader _trader;

    public BracketTests()
    {
        _trader = _world.Trader("of brackets");
        _world.Admin.SetMark("BTC", 100_000);
        _world.Admin.AddBid("BTC", 96_000, 1);
        _world.Admin.AddBid("BTC", 90_000, 10);
    }

    private static string TakeProfit { get; } = Trader.OneTrigger(0, false, "101000", "0.1", "101000", "tp", isMarket: false);

    private static string Stop { get; } = Trader.OneTrigger(0, false, "95000", "0.1", "97000");

    [Fact]
    public void Children_wait_for_their_parent_and_are_told_with_it()
    {
        var parent = Resting();
        var told = _trader.FrontendOrders();
        Assert.Equal([true, true, false], told.Select(o => o.GetProperty("isTrigger").GetBoolean()));
        Assert.Equal(parent, told[2].GetProperty("oid").GetInt64());
        Assert.Equal(["Take Profit Limit", "Stop Market"], told[2].GetProperty("children").EnumerateArray().Select(c => c.GetProperty("orderType").GetString()));

        // The mark passes the stop, and nothing happens: nothing was bought.
        _world.Admin.SetMark("BTC", 96_500);
        Assert.Equal(3, _trader.OpenOrders().Length);
    }

    [Fact]
    public void A_filled_parent_arms_its_children_and_one_ends_the_other()
    {
        Resting();
        _world.Admin.AddAsk("BTC", 99_000, 0.1m);
        Assert.Equal(0.1m, _trader.Size("BTC"));
        Assert.Equal(2, _trader.OpenOrders().Length);
        Assert.Empty(_trader.FrontendOrders()[0].GetProperty("children").EnumerateArray());

        _world.Admin.SetMark("BTC", 97_000);
        Assert.Equal(0, _trader.Size("BTC"));
        Assert.Equal(["filled", "siblingFilledCanceled", "filled"], _trader.History().OrderBy(h => h.Oid).Select(h => h.Status));
        _world.AssertConserved();
    }

    [Fact]
    public void A_limit_child_that_rests_leaves_the_other_until_it_is_filled()
    {
        Resting();
        _world.Admin.AddAsk("BTC", 99_000, 0.1m);
        _world.Admin.SetMark("BTC", 101_000);
        Assert.Equal(["filled", "triggered", "open"], _trader.History().OrderBy(h => h.Oid).Select(h => h.Status));
        _world.Admin.AddBid("BTC", 101_000, 0.1m);
        Assert.Equal(["filled", "filled", "siblingFilledCanceled"], _trader.History().OrderBy(h => h.Oid).Select(h => h.Status));
        Assert.Equal(0, _trader.Size("BTC"));
    }

    [Fact]
    public void A_parent_that_trades_at_once_has_its_children_armed_at_once()
    {
        _world.Admin.AddAsk("BTC", 99_000, 0.1m);
        var statuses = _trader.Group("normalTpsl", Trader.OneOrder(0, true, "99000", "0.1"), TakeProfit, Stop);
        Assert.Contains("\"filled\"", statuses[0], StringComparison.Ordinal);
        Assert.Equal(["waitingForTrigger", "waitingForTrigger"], statuses[1..]);
        _world.Admin.SetMark("BTC", 97_000);
        Assert.Equal(0, _trader.Size("BTC"));
    }

    [Fact]
    public void A_child_whose_price_is_met_when_its_parent_is_filled_fires_then()
    {
        Resting();
        _world.Admin.SetMark("BTC", 96_500);
        _world.Admin.AddAsk("BTC", 99_000, 0.1m);
        Assert.Equal(["filled", "siblingFilledCanceled", "filled"], _trader.History().OrderBy(h => h.Oid).Select(h => h.Status));
        Assert.Equal(0, _trader.Size("BTC"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.04)]
    public void Children_go_with_a_parent_that_its_owner_cancels(double filled)
    {
        var parent = Resting();
        if (filled > 0) _world.Admin.AddAsk("BTC", 99_000, (decimal)filled);
        _trader.Cancel("BTC", parent);
        Assert.Empty(_trader.OpenOrders());
        Assert.Equal(["canceled", "canceled", "canceled"], _trader.History().Select(h => h.Status));
        Assert.Equal((decimal)filled, _trader.Size("BTC"));
    }

    [Fact]
    public void A_parent_without_margin_for_the_rest_leaves_its_children_in_full()
    {
        var poor = _world.Trader("poor bracket", 1_000);
        poor.Group("normalTpsl", Trader.OneOrder(0, true, "99000", "0.1"), TakeProfit, Trader.OneTrigger(0, false, "45000", "0.1", "50000"));
        _world.Admin.AddAsk("BTC", 99_000, 0.04m);

        // What it holds is under water now, and the rest cannot be carried when it is met.
        _world.Admin.SetMark("BTC", 80_000);
        _world.Trader("meets the poor").OrderError("BTC", false, 99_000, 0.05m, "Ioc");
        var history = poor.History().OrderBy(h => h.Oid).Select(h => h.Status).ToArray();
        Assert.Equal(["marginCanceled", "open", "open"], history);
        Assert.Equal(["0.1", "0.1"], poor.OpenOrders().Select(o => o.GetProperty("sz").GetString()));
    }

    [Fact]
    public void A_child_can_be_cancelled_while_it_waits()
    {
        Resting();
        var child = _trader.FrontendOrders()[0].GetProperty("oid").GetInt64();
        Assert.Equal("\"success\"", _trader.Cancel("BTC", child));
        Assert.Equal(2, _trader.OpenOrders().Length);
        _world.Admin.AddAsk("BTC", 99_000, 0.1m);
        Assert.Single(_trader.OpenOrders());
    }

    [Fact]
    public void A_modified_parent_keeps_its_children()
    {
        var parent = Resting();
        var changed = _trader.Send($$"""{"type":"modify","oid":{{Trader.Text(parent)}},"order":{{Trader.OneOrder(0, true, "98500", "0.1")}}}""");
        Assert.Equal("default", changed.GetProperty("response").GetProperty("type").GetString());
        var told = _trader.FrontendOrders();
        Assert.Equal(3, told.Length);
        Assert.Equal(2, told[0].GetProperty("children").GetArrayLength());
        _world.Admin.AddAsk("BTC", 98_500, 0.1m);
        _world.Admin.SetMark("BTC", 97_000);
        Assert.Equal(0, _trader.Size("BTC"));
        Assert.Empty(_trader.OpenOrders());
    }

    [Theory]
    [InlineData("Unexpected number of trigger orders", 0)]
    [InlineData("Unexpected number of trigger orders", 1)]
    [InlineData("TP/SL orders must be reduce only. asset=0", 2)]
    [InlineData("TP/SL orders must close the same position. asset=0", 3)]
    [InlineData("TP/SL orders must close the same position. asset=1", 4)]
    [InlineData("Invalid TP/SL price. asset=0", 5)]
    [InlineData("Price must be divisible by tick size. asset=0", 6)]
    [InlineData("Order has invalid asset. asset=99", 7)]
    public void A_group_that_is_none_is_refused_as_a_whole(string error, int what)
    {
        var parent = Trader.OneOrder(0, true, "99000", "0.1");
        string[] orders = what switch
        {
            0 => [parent],
            1 => [parent, Stop, Stop],
            2 => [parent, Trader.OneTrigger(0, false, "95000", "0.1", "97000", reduceOnly: false)],
            3 => [parent, Trader.OneTrigger(0, true, "105000", "0.1", "104000")],
            4 => [parent, Trader.OneTrigger(1, false, "95000", "0.1", "97000")],
            5 => [parent, Trader.OneTrigger(0, false, "95000", "0.1", "99500")],
            6 => [parent, Trader.OneTrigger(0, false, "95000", "0.1", "97000.5")],
            _ => [Trader.OneOrder(99, true, "99000", "0.1"), Trader.OneTrigger(99, false, "95000", "0.1", "97000")],
        };
        var before = _world.Snapshot();
        Assert.Equal(orders.Select(_ => $$"""{"error":"{{error}}"}"""), _trader.Group("normalTpsl", orders));
        Assert.Equal(before, _world.Snapshot());
    }

    [Fact]
    public void A_refused_parent_takes_its_children_along()
    {
        var before = _world.Snapshot();
        var statuses = _trader.Group("normalTpsl", Trader.OneOrder(0, true, "99000", "90"), TakeProfit, Stop);
        Assert.All(statuses, s => Assert.Equal("""{"error":"Insufficient margin to place order. asset=0"}""", s));
        Assert.Equal(before, _world.Snapshot());
    }

    private long Resting()
    {
        var statuses = _trader.Group("normalTpsl", Trader.OneOrder(0, true, "99000", "0.1"), TakeProfit, Stop);
        Assert.Contains("\"resting\"", statuses[0], StringComparison.Ordinal);
        Assert.Equal(["waitingForFill", "waitingForFill"], statuses[1..]);
        return _trader.FrontendOrders()[^1].GetProperty("oid").GetInt64();
    }
}
