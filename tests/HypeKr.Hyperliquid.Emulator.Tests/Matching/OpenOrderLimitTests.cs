namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>How many orders may be open (wire specification 9).</summary>
public sealed class OpenOrderLimitTests
{
    private const string Error = "Too many open orders. asset=0";

    private readonly World _world = new();

    [Fact]
    public void The_thousand_and_first_order_is_refused_and_one_that_does_not_rest_is_not()
    {
        var trader = Full();
        Assert.Equal(Error, trader.OrderError("BTC", true, 90_000, 0.01m));
        Assert.Equal("tooManyOpenOrdersRejected", trader.History()[0].Status);
        _world.Admin.AddAsk("BTC", 100_000, 1);
        Assert.Equal((0.01m, 100_000m), trader.Fill("BTC", true, 100_000, 0.01m));
        Assert.Equal(Error, trader.OrderError("BTC", false, 90_000, 0.01m, "Ioc", reduceOnly: true));
        trader.Cancel("BTC", trader.OpenOrders()[0].GetProperty("oid").GetInt64());
        trader.Rest("BTC", true, 90_000, 0.01m);
    }

    [Fact]
    public void Volume_allows_more_but_neither_reduce_only_nor_triggers()
    {
        var trader = Full();
        _world.Admin.AddAsk("BTC", 100_000, 60);
        trader.Fill("BTC", true, 100_000, 50);
        trader.Rest("BTC", true, 90_000, 0.01m);
        Assert.Equal(Error, trader.OrderError("BTC", true, 90_000, 0.01m));
        Assert.Contains(Error, trader.Group("na", Trader.OneTrigger(0, false, "80000", "0.01", "80000")).Single(), StringComparison.Ordinal);
    }

    private Trader Full()
    {
        var trader = _world.Trader("busy", 100_000_000);
        var account = _world.Emulator.Venue.Account(trader.Address)!;
        var asset = _world.Emulator.Venue.Asset("BTC")!;
        for (var i = 0; i < 1_000; i++) Assert.IsType<OrderReply.Resting>(_world.Emulator.Venue.Engine.Place(account, asset, MatchingModelTests.Wire(asset, true, 50_000 + i, 0.001m, "Gtc"), default));
        return trader;
    }
}
