namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>Caps of open interest, and prices far from the reference.</summary>
public sealed class OpenInterestTests
{
    private const string Capped = "Order would increase open interest while open interest is capped asset=0";

    private readonly World _world = new();
    private readonly Trader _long;
    private readonly Trader _short;

    public OpenInterestTests()
    {
        (_long, _short) = (_world.Trader("capped long"), _world.Trader("capped short"));
        _world.Admin.SetMark("BTC", 100_000);
        _short.Rest("BTC", false, 100_000, 0.1m);
        _long.Fill("BTC", true, 100_000, 0.1m);
    }

    [Fact]
    public void At_the_cap_positions_shrink_and_do_not_grow()
    {
        _world.Admin.SetOpenInterestCap("BTC", 10_000);
        Assert.Equal(Capped, _long.OrderError("BTC", true, 99_000, 0.01m));
        Assert.Equal("positionIncreaseAtOpenInterestCapRejected", _long.History()[0].Status);
        Assert.Equal(Capped, _long.OrderError("BTC", false, 101_000, 0.11m));
        Assert.Equal("positionFlipAtOpenInterestCapRejected", _long.History()[0].Status);
        Assert.Equal(Capped, _world.Trader("newcomer").OrderError("BTC", false, 101_000, 0.01m));
        _long.Rest("BTC", false, 100_500, 0.04m);
        _short.Fill("BTC", true, 100_500, 0.04m);
        Assert.Equal(0.06m, _world.Emulator.Venue.Dexs[0].Universe[0].OpenInterest);

        // Below the cap again.
        _long.Rest("BTC", true, 99_000, 0.01m);
    }

    [Fact]
    public void A_resting_order_that_would_grow_a_position_is_cancelled_when_it_is_met()
    {
        var bid = _world.Trader("met at the cap").Rest("BTC", true, 99_000, 0.01m);
        _world.Admin.SetOpenInterestCap("BTC", 10_000);
        Assert.Equal("Order could not immediately match against any resting orders. asset=0", _long.OrderError("BTC", false, 99_000, 0.01m, "Ioc"));
        Assert.Equal("openInterestCapCanceled", _world.Stranger("met at the cap").Status(bid));
        _world.Admin.SetOpenInterestCap("BTC", null);
        _long.Rest("BTC", true, 99_000, 0.01m);
    }

    [Fact]
    public void A_cap_is_of_a_perp_and_not_negative()
    {
        Assert.Throws<EmulatorAdminException>(() => _world.Admin.SetOpenInterestCap("#10", 1));
        Assert.Throws<EmulatorAdminException>(() => _world.Admin.SetOpenInterestCap("BTC", -1));
    }

    [Theory]
    [InlineData(false, 4_999)]
    [InlineData(true, 195_001)]
    public void A_price_far_from_the_oracle_is_refused(bool isBuy, int price)
    {
        Assert.Equal("Order price cannot be more than 95% away from the reference price asset=0", _long.OrderError("BTC", isBuy, price, 0.01m));
        Assert.Equal("oracleRejected", _long.History()[0].Status);
    }
}
