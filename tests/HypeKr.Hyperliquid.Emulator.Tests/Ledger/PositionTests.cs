namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class PositionTests
{
    private readonly World _world = new();

    [Fact]
    public void A_position_is_told_as_the_venue_tells_it()
    {
        var trader = _world.Trader("told", 10_000);
        _world.Admin.AddAsk("BTC", 100_000, 0.5m);
        trader.Fill("BTC", true, 100_000, 0.5m);
        _world.Admin.SetMark("BTC", 101_000);

        var state = trader.Perps();
        Assert.Equal(
            """{"coin":"BTC","szi":"0.5","leverage":{"type":"cross","value":20},"entryPx":"100000.0","positionValue":"50500.0","unrealizedPnl":"500.0","returnOnEquity":"0.2","liquidationPx":"81058.2278481013","marginUsed":"2525.0","maxLeverage":40,"cumFunding":{"allTime":"0.0","sinceOpen":"0.0","sinceChange":"0.0"}}""",
            trader.Position("BTC")!.Value.GetRawText());

        // 10000 - 50000 × 0.00045 + 500 at a notional of 50500; the maintenance margin is 1/80 of it.
        Assert.Equal(
            """{"accountValue":"10477.5","totalNtlPos":"50500.0","totalRawUsd":"-40022.5","totalMarginUsed":"2525.0"}""",
            state.GetProperty("marginSummary").GetRawText());
        Assert.Equal("631.25", state.GetProperty("crossMaintenanceMarginUsed").GetString());
        Assert.Equal("5427.5", state.GetProperty("withdrawable").GetString());
    }

    [Fact]
    public void Adding_and_reducing_keep_the_entry_and_move_the_profit()
    {
        var trader = _world.Trader("profit", 10_000);
        _world.Admin.AddAsk("SOL", 200, 10);
        trader.Fill("SOL", true, 200, 10);
        _world.Admin.AddAsk("SOL", 206, 20);
        trader.Fill("SOL", true, 206, 20);
        Assert.Equal("204.0", trader.Position("SOL")!.Value.GetProperty("entryPx").GetString());

        _world.Admin.ClearBook("SOL");
        _world.Admin.AddBid("SOL", 210, 12);
        trader.Fill("SOL", false, 210, 12);
        Assert.Equal("204.0", trader.Position("SOL")!.Value.GetProperty("entryPx").GetString());
        Assert.Equal("72.0", trader.Fills()[0].GetProperty("closedPnl").GetString());
        Assert.Equal("Close Long", trader.Fills()[0].GetProperty("dir").GetString());

        // Through zero: 18 closed, 2 opened.
        _world.Admin.AddBid("SOL", 203, 20);
        trader.Fill("SOL", false, 203, 20);
        var fill = trader.Fills()[0];
        Assert.Equal("Long > Short", fill.GetProperty("dir").GetString());
        Assert.Equal("18.0", fill.GetProperty("startPosition").GetString());
        Assert.Equal("-18.0", fill.GetProperty("closedPnl").GetString());
        Assert.Equal("203.0", trader.Position("SOL")!.Value.GetProperty("entryPx").GetString());
        Assert.Equal(-2, trader.Size("SOL"));
        _world.AssertConserved();
    }

    [Fact]
    public void An_entry_price_without_an_exact_decimal_loses_nothing()
    {
        var trader = _world.Trader("thirds", 10_000);
        _world.Admin.AddAsk("SOL", 200, 1);
        _world.Admin.AddAsk("SOL", 200.01m, 2);
        trader.Fill("SOL", true, 200.01m, 3);
        Assert.Equal("200.00666667", trader.Position("SOL")!.Value.GetProperty("entryPx").GetString());
        _world.Admin.AddBid("SOL", 199.99m, 1);
        trader.Fill("SOL", false, 199.99m, 1);
        _world.Admin.AddBid("SOL", 199.97m, 2);
        trader.Fill("SOL", false, 199.97m, 2);

        // 600.02 paid, 599.93 received, and the fees.
        Assert.Equal(10_000 - 0.09m - (600.02m + 599.93m) * 0.00045m, World.Number(trader.Perps().GetProperty("withdrawable")), 8);
        Assert.Equal(-0.09m, trader.Fills().Sum(f => World.Number(f.GetProperty("closedPnl"))));
        _world.AssertConserved();
    }

    [Fact]
    public void Fees_go_to_the_fee_account()
    {
        var (maker, taker) = (_world.Trader("fee maker"), _world.Trader("fee taker"));
        maker.Rest("BTC", false, 100_000, 0.1m);
        taker.Fill("BTC", true, 100_000, 0.1m);
        Assert.Equal("1.5", maker.Fills()[0].GetProperty("fee").GetString());
        Assert.Equal("4.5", taker.Fills()[0].GetProperty("fee").GetString());
        Assert.Equal("USDC", taker.Fills()[0].GetProperty("feeToken").GetString());
        Assert.Equal(6, _world.Emulator.Venue.Fees.Wallet(_world.Emulator.Venue.Dexs[0]).Cash);
    }

    [Fact]
    public void A_spot_buy_pays_its_fee_in_the_base_and_a_sell_in_the_quote()
    {
        var trader = _world.Trader("spot", 1_000);
        _world.Admin.AddAsk("PURR/USDC", 0.2m, 1_000);
        trader.Fill("PURR/USDC", true, 0.2m, 1_000);
        Assert.Equal((999.3m, 0), trader.Balance("PURR"));
        Assert.Equal((800, 0), trader.Balance("USDC"));
        Assert.Equal("PURR", trader.Fills()[0].GetProperty("feeToken").GetString());
        Assert.Equal("0.7", trader.Fills()[0].GetProperty("fee").GetString());

        _world.Admin.AddBid("PURR/USDC", 0.3m, 999);
        trader.Fill("PURR/USDC", false, 0.3m, 999);
        Assert.Equal((0.3m, 0), trader.Balance("PURR"));
        Assert.Equal((800 + 999 * 0.3m * (1 - 0.0007m), 0), trader.Balance("USDC"));
        Assert.Equal("USDC", trader.Fills()[0].GetProperty("feeToken").GetString());
        Assert.Equal(999 * 0.3m - 200 * 999 / 999.3m, World.Number(trader.Fills()[0].GetProperty("closedPnl")), 7);
        _world.AssertConserved();
    }

    [Fact]
    public void Spot_orders_lock_what_they_may_cost()
    {
        var trader = _world.Trader("locks", 100);
        trader.Rest("PURR/USDC", true, 0.2m, 400);
        Assert.Equal((100, 80), trader.Balance("USDC"));
        Assert.Equal("Insufficient spot balance asset=10000", trader.OrderError("PURR/USDC", true, 0.2m, 101));
        Assert.Equal("Insufficient spot balance asset=10000", trader.OrderError("PURR/USDC", false, 0.3m, 100));
        Assert.Equal("Order must have minimum value of 10 USDC. asset=10000", trader.OrderError("PURR/USDC", true, 0.2m, 49));
    }

    [Fact]
    public void A_builder_dex_has_its_own_money_positions_and_orders()
    {
        var trader = _world.Trader("builder");
        Assert.Equal("Insufficient margin to place order. asset=110000", trader.OrderError("xyz:GOLD", true, 4_000, 1));
        _world.Admin.Fund(trader.Address, 1_000, "xyz");
        _world.Admin.AddAsk("xyz:GOLD", 4_000, 1);
        trader.Fill("xyz:GOLD", true, 4_000, 1);
        trader.Rest("xyz:GOLD", true, 3_900, 0.5m);

        Assert.Equal(1, trader.Size("xyz:GOLD", "xyz"));
        Assert.Empty(trader.Perps().GetProperty("assetPositions").EnumerateArray());
        Assert.Empty(trader.OpenOrders(""));
        Assert.Single(trader.OpenOrders("xyz"));
        Assert.Equal("998.2", trader.Perps("xyz").GetProperty("marginSummary").GetProperty("accountValue").GetString());
        _world.AssertConserved();
    }

    [Fact]
    public void Isolated_margin_is_set_aside_and_freed_with_the_position()
    {
        var trader = _world.Trader("isolated", 1_000);
        trader.Send("""{"type":"updateLeverage","asset":0,"isCross":false,"leverage":10}""");
        _world.Admin.AddAsk("BTC", 100_000, 0.05m);
        trader.Fill("BTC", true, 100_000, 0.05m);
        _world.Admin.SetMark("BTC", 102_000);

        var position = trader.Position("BTC")!.Value;
        Assert.Equal("""{"type":"isolated","value":10,"rawUsd":"-4500.0"}""", position.GetProperty("leverage").GetRawText());
        Assert.Equal("600.0", position.GetProperty("marginUsed").GetString());
        Assert.Equal("1097.75", trader.Perps().GetProperty("marginSummary").GetProperty("accountValue").GetString());
        Assert.Equal("497.75", trader.Perps().GetProperty("crossMarginSummary").GetProperty("accountValue").GetString());

        // The profit of the isolated position carries nothing else: 497.75 at 20 times.
        Assert.Equal("Insufficient margin to place order. asset=1", trader.OrderError("ETH", true, 4_000, 2.5m));
        trader.Rest("ETH", true, 4_000, 2.4m);

        _world.Admin.AddBid("BTC", 102_000, 0.05m);
        trader.Fill("BTC", false, 102_000, 0.02m);
        Assert.Equal("-2700.0", trader.Position("BTC")!.Value.GetProperty("leverage").GetProperty("rawUsd").GetString());
        trader.Fill("BTC", false, 102_000, 0.03m, reduceOnly: true);
        Assert.Equal(1_100 - (5_000 + 5_100) * 0.00045m, World.Number(trader.Perps().GetProperty("crossMarginSummary").GetProperty("accountValue")));
        _world.AssertConserved();
    }
}
