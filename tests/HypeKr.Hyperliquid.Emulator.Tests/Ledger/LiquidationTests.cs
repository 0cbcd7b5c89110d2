namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class LiquidationTests
{
    private readonly World _world = new(time => new EmulatorOptions
    {
        Seed = World.Quiet with
        {
            Perps = [.. World.Quiet.Perps, new() { Name = "TIER", SizeDecimals = 0, MaxLeverage = 10, MarkPrice = 100, MarginTiers = [new(0, 10), new(10_000, 5), new(50_000, 2)] }],
        },
        TimeProvider = time,
        ChecksInvariants = true,
    });

    [Fact]
    public void Below_maintenance_positions_are_sold_to_the_book()
    {
        var (trader, maker) = (_world.Trader("liquidated", 1_000), _world.Trader("buys it", 100_000));
        _world.Admin.AddAsk("ETH", 4_000, 4);
        trader.Fill("ETH", true, 4_000, 4);
        var resting = trader.Rest("ETH", true, 3_000, 0.1m);
        maker.Rest("ETH", true, 3_800, 10);

        // 1000 - 7.2 less a loss of 760 is below a fiftieth of 15240, and above two thirds of it.
        _world.Admin.SetMark("ETH", 3_810);

        Assert.Equal(0, trader.Size("ETH"));
        Assert.Equal("liquidatedCanceled", trader.Status(resting));
        var fill = trader.Fills()[0];
        Assert.Equal(("Close Long", "4.0", "3800.0"), (fill.GetProperty("dir").GetString(), fill.GetProperty("sz").GetString(), fill.GetProperty("px").GetString()));
        var liquidation = $$"""{"liquidatedUser":"{{trader.User}}","markPx":"3810.0","method":"market"}""";
        Assert.Equal(liquidation, fill.GetProperty("liquidation").GetRawText());
        Assert.Equal(liquidation, maker.Fills()[0].GetProperty("liquidation").GetRawText());
        Assert.Equal(
            """{"type":"liquidation","liquidatedNtlPos":"15240.0","accountValue":"232.8","leverageType":"Cross","liquidatedPositions":[{"coin":"ETH","szi":"4.0"}]}""",
            trader.Ledger().Single().GetRawText());
        _world.AssertConserved();
    }

    [Fact]
    public void Above_maintenance_nothing_happens()
    {
        var trader = _world.Trader("survives", 1_000);
        _world.Admin.AddAsk("ETH", 4_000, 4);
        trader.Fill("ETH", true, 4_000, 4);
        var price = World.Number(trader.Position("ETH")!.Value.GetProperty("liquidationPx"));
        _world.Admin.SetMark("ETH", Math.Ceiling(price));
        Assert.Equal(4, trader.Size("ETH"));
        _world.Admin.SetMark("ETH", Math.Floor(price));
        Assert.True(_world.Emulator.Venue.Liquidations.IsPending(_world.Emulator.Venue.Account(trader.Address)!, _world.Emulator.Venue.Dexs[0]) || trader.Size("ETH") < 4);
        _world.AssertConserved();
    }

    [Fact]
    public void Far_below_the_liquidator_takes_positions_and_collateral()
    {
        var trader = _world.Trader("taken over", 1_000);
        _world.Admin.AddAsk("ETH", 4_000, 2);
        _world.Admin.AddAsk("BTC", 100_000, 0.05m);
        trader.Fill("ETH", true, 4_000, 2);
        trader.Fill("BTC", true, 100_000, 0.05m);
        _world.Admin.SetMark("ETH", 3_500);

        // 994.15 less 1000 is below zero.
        Assert.Equal((0, 0, 0), (trader.Size("ETH"), trader.Size("BTC"), trader.Cash()));
        var venue = _world.Emulator.Venue;
        Assert.Equal(2, venue.Liquidator.Wallet(venue.Dexs[0]).Size((TradedPerp)venue.Asset("ETH")!));
        Assert.All(trader.Fills().Take(2), f => Assert.Equal("Liquidated Cross Long", f.GetProperty("dir").GetString()));
        Assert.All(trader.Fills().Take(2), f => Assert.Equal("backstop", f.GetProperty("liquidation").GetProperty("method").GetString()));
        _world.AssertConserved();
    }

    [Fact]
    public void Large_positions_go_a_fifth_at_a_time()
    {
        var (trader, maker) = (_world.Trader("large", 30_000), _world.Trader("large maker", 10_000_000));
        _world.Admin.AddAsk("ETH", 4_000, 100);
        trader.Send("""{"type":"updateLeverage","asset":1,"isCross":true,"leverage":25}""");
        trader.Fill("ETH", true, 4_000, 100);
        maker.Rest("ETH", true, 3_770, 1_000);

        // 29820 less 22500 is below a fiftieth of 377500 = 7550.
        _world.Admin.SetMark("ETH", 3_775);
        Assert.Equal(80, trader.Size("ETH"));
        Assert.Single(trader.Ledger());

        // Less is below its maintenance now; when it is again, it has to wait for the cooldown.
        _world.Admin.SetMark("ETH", 3_760);
        Assert.Equal(80, trader.Size("ETH"));
        _world.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(64, trader.Size("ETH"));
        _world.AssertConserved();
    }

    [Fact]
    public void An_isolated_position_falls_alone_and_costs_no_more_than_its_margin()
    {
        var trader = _world.Trader("isolated falls", 10_000);
        trader.Send("""{"type":"updateLeverage","asset":1,"isCross":false,"leverage":20}""");
        _world.Admin.AddAsk("ETH", 4_000, 1);
        _world.Admin.AddAsk("BTC", 100_000, 0.1m);
        trader.Fill("ETH", true, 4_000, 1);
        trader.Fill("BTC", true, 100_000, 0.1m);
        var cash = trader.Cash();
        _world.Admin.SetMark("ETH", 3_000);

        Assert.Equal((0, 0.1m), (trader.Size("ETH"), trader.Size("BTC")));
        Assert.Equal(cash - 200, trader.Cash());
        Assert.Equal("Isolated", trader.Ledger().Single().GetProperty("leverageType").GetString());
        Assert.Equal("Liquidated Isolated Long", trader.Fills()[0].GetProperty("dir").GetString());
        _world.AssertConserved();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nobody_loses_more_than_there_is_by_a_trade_of_his_own(bool takes)
    {
        var (trader, other) = (_world.Trader("sells far below", 300), _world.Trader("buys far below", 100_000));
        _world.Admin.AddAsk("ETH", 4_000, 1);
        trader.Fill("ETH", true, 4_000, 1);
        if (takes)
        {
            other.Rest("ETH", true, 2_000, 1);
            trader.Fill("ETH", false, 2_000, 1, reduceOnly: true);
        }
        else
        {
            trader.Rest("ETH", false, 2_000, 1, reduceOnly: true);
            other.Fill("ETH", true, 2_000, 1);
        }

        Assert.Equal((0, 0), (trader.Size("ETH"), trader.Cash()));
        Assert.True(_world.Emulator.Venue.Liquidator.Wallet(_world.Emulator.Venue.Dexs[0]).Cash < -1_700);
        _world.AssertConserved();
    }

    [Fact]
    public void A_resting_order_that_would_be_a_loss_beyond_the_margin_is_cancelled_when_it_is_met()
    {
        var (trader, other) = (_world.Trader("bids far above", 1_000), _world.Trader("sells far above", 100_000));
        var far = trader.Rest("ETH", true, 7_600, 2);
        var near = trader.Rest("ETH", true, 4_010, 0.1m);
        Assert.StartsWith("Order could not immediately match", other.OrderError("ETH", false, 7_600, 2, "Ioc"), StringComparison.Ordinal);
        Assert.Equal(("marginCanceled", "open"), (trader.Status(far), trader.Status(near)));
        other.Fill("ETH", false, 4_010, 0.1m);
        Assert.Equal("filled", trader.Status(near));
        Assert.Equal(0.1m, trader.Size("ETH"));
        _world.AssertConserved();
    }

    [Theory]
    [InlineData(4_000, true)]
    [InlineData(4_120, true)]
    [InlineData(4_140, false)]
    [InlineData(7_000, false)]
    public void An_isolated_order_that_would_be_liquidated_at_once_is_refused(int price, bool isTaken)
    {
        var trader = _world.Trader("isolated far", 10_000);
        trader.Send("""{"type":"updateLeverage","asset":1,"isCross":false,"leverage":20}""");
        _world.Admin.AddAsk("ETH", price, 1);

        // The margin of a twentieth less the distance to the mark of 4000 has to be above a fiftieth.
        if (isTaken) trader.Fill("ETH", true, price, 1);
        else Assert.StartsWith("Insufficient margin to place order.", trader.OrderError("ETH", true, price, 1, "Ioc"), StringComparison.Ordinal);
        Assert.Equal(isTaken ? 1 : 0, trader.Size("ETH"));
        Assert.Equal(0, _world.Emulator.Venue.Liquidator.Wallet(_world.Emulator.Venue.Dexs[0]).Cash);
    }

    [Fact]
    public void Tiers_lower_leverage_and_raise_maintenance()
    {
        var trader = _world.Trader("tiered", 100_000);
        _world.Admin.AddAsk("TIER", 100, 10_000);
        trader.Send("""{"type":"updateLeverage","asset":3,"isCross":true,"leverage":10}""");
        trader.Fill("TIER", true, 100, 99);
        Assert.StartsWith("Order would cause position to exceed margin tier limit at current leverage", trader.OrderError("TIER", true, 100, 1), StringComparison.Ordinal);
        trader.Send("""{"type":"updateLeverage","asset":3,"isCross":true,"leverage":5}""");
        trader.Fill("TIER", true, 100, 201);
        Assert.Equal("Invalid leverage value", trader.Refused("""{"type":"updateLeverage","asset":3,"isCross":true,"leverage":6}"""));

        // 30000 × 10 % less 10000 × (10 % - 5 %).
        Assert.Equal("2500.0", trader.Perps().GetProperty("crossMaintenanceMarginUsed").GetString());
        Assert.Equal(
            """{"description":"tiered 10x","marginTiers":[{"lowerBound":"0.0","maxLeverage":10},{"lowerBound":"10000.0","maxLeverage":5},{"lowerBound":"50000.0","maxLeverage":2}]}""",
            _world.Info("""{"type":"marginTable","id":54}""").GetRawText());
    }

    [Fact]
    public void Margin_is_added_and_removed()
    {
        var trader = _world.Trader("adds margin", 10_000);
        Assert.Equal("Position is not isolated.", trader.Refused("""{"type":"updateIsolatedMargin","asset":1,"isBuy":true,"ntli":100000000}"""));
        trader.Send("""{"type":"updateLeverage","asset":1,"isCross":false,"leverage":20}""");
        _world.Admin.AddAsk("ETH", 4_000, 1);
        trader.Fill("ETH", true, 4_000, 1);
        trader.Send("""{"type":"updateIsolatedMargin","asset":1,"isBuy":true,"ntli":300000000}""");
        Assert.Equal("500.0", trader.Position("ETH")!.Value.GetProperty("marginUsed").GetString());
        Assert.Equal("Insufficient margin available to remove from isolated position.", trader.Refused("""{"type":"updateIsolatedMargin","asset":1,"isBuy":true,"ntli":-100000001}"""));
        trader.Send("""{"type":"updateIsolatedMargin","asset":1,"isBuy":true,"ntli":-100000000}""");
        trader.Send("""{"type":"topUpIsolatedOnlyMargin","asset":1,"leverage":"4"}""");
        Assert.Equal("1000.0", trader.Position("ETH")!.Value.GetProperty("marginUsed").GetString());
        Assert.Equal("Insufficient margin available to add to isolated position.", trader.Refused("""{"type":"updateIsolatedMargin","asset":1,"isBuy":true,"ntli":9000000000}"""));
    }
}
