namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class LeverageTests
{
    private readonly World _world = new(World.Quiet with
    {
        Perps = [.. World.Quiet.Perps, new() { Name = "ODD", SizeDecimals = 0, MaxLeverage = 3, MarkPrice = 10, OnlyIsolated = true }],
    });

    [Fact]
    public void Leverage_is_set_by_coin()
    {
        var trader = _world.Trader("sets");
        Assert.Equal("""{"status":"ok","response":{"type":"default"}}""", Set(trader, 0, true, 40).GetRawText());
        _world.Admin.AddAsk("BTC", 100_000, 0.1m);
        trader.Fill("BTC", true, 100_000, 0.1m);
        Assert.Equal("""{"type":"cross","value":40}""", trader.Position("BTC")!.Value.GetProperty("leverage").GetRawText());
        Assert.Equal("250.0", trader.Position("BTC")!.Value.GetProperty("marginUsed").GetString());
    }

    [Theory]
    [InlineData(0, true, 0, "Invalid leverage value")]
    [InlineData(0, true, 41, "Invalid leverage value")]
    [InlineData(3, true, 2, "Cross margin is not allowed for this asset.")]
    [InlineData(99, true, 2, "Invalid asset.")]
    [InlineData(10_000, true, 2, "Invalid asset.")]
    public void What_a_perp_does_not_allow_is_refused(long asset, bool isCross, int leverage, string error) =>
        Assert.Equal(error, _world.Trader("not allowed").Refused(Json(asset, isCross, leverage)));

    [Fact]
    public void A_perp_that_is_isolated_only_starts_isolated()
    {
        var trader = _world.Trader("odd");
        _world.Admin.AddAsk("ODD", 10, 10);
        trader.Fill("ODD", true, 10, 10);
        Assert.Equal("""{"type":"isolated","value":3,"rawUsd":"-66.66666667"}""", trader.Position("ODD")!.Value.GetProperty("leverage").GetRawText());
    }

    [Fact]
    public void The_kind_of_margin_stays_while_a_position_is_open()
    {
        var trader = _world.Trader("switches");
        _world.Admin.AddAsk("BTC", 100_000, 0.1m);
        trader.Fill("BTC", true, 100_000, 0.1m);
        Assert.Equal("Cannot switch leverage type with open position.", trader.Refused(Json(0, false, 20)));
        _world.Admin.AddBid("BTC", 100_000, 0.1m);
        trader.Fill("BTC", false, 100_000, 0.1m);
        Set(trader, 0, false, 20);
    }

    [Fact]
    public void Leverage_goes_down_only_as_far_as_the_margin_goes()
    {
        var trader = _world.Trader("lowers", 1_000);
        _world.Admin.AddAsk("BTC", 100_000, 0.1m);
        trader.Fill("BTC", true, 100_000, 0.1m);
        Assert.Equal(
            "Cross position does not have sufficient margin available to decrease leverage. To decrease leverage, deposit more collateral.",
            trader.Refused(Json(0, true, 10)));
        Assert.Equal("20", trader.Position("BTC")!.Value.GetProperty("leverage").GetProperty("value").GetRawText());
        Set(trader, 0, true, 11);
        Set(trader, 0, true, 20);
    }

    [Fact]
    public void Isolated_leverage_goes_down_only_as_far_as_its_own_margin_goes()
    {
        var trader = _world.Trader("lowers isolated", 10_000);
        Set(trader, 0, false, 10);
        _world.Admin.AddAsk("BTC", 100_000, 0.1m);
        trader.Fill("BTC", true, 100_000, 0.1m);
        Assert.Equal(
            "Isolated position does not have sufficient margin available to decrease leverage. To decrease leverage, add margin to the position.",
            trader.Refused(Json(0, false, 9)));
        Set(trader, 0, false, 11);
    }

    private static System.Text.Json.JsonElement Set(Trader trader, long asset, bool isCross, int leverage)
    {
        var reply = trader.Send(Json(asset, isCross, leverage));
        Assert.Equal("ok", reply.GetProperty("status").GetString());
        return reply;
    }

    private static string Json(long asset, bool isCross, int leverage) =>
        $$"""{"type":"updateLeverage","asset":{{Trader.Text(asset)}},"isCross":{{(isCross ? "true" : "false")}},"leverage":{{Trader.Text((long)leverage)}}}""";
}
