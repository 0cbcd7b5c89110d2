namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class LendingTests
{
    private readonly World _world = new();

    [Fact]
    public void All_that_there_is_can_be_lent_after_a_trade_whose_fee_was_finer_than_a_transfer()
    {
        var trader = _world.Trader("lends all");
        _world.Admin.FundSpot(trader.Address, "HYPE", 10);
        _world.Admin.AddBid("@107", 40.001m, 10);
        trader.Fill("@107", false, 40.001m, 1.01m);
        var before = trader.Balance("USDC").Total;
        Assert.NotEqual(before, Math.Round(before, 8));

        Assert.Equal("ok", trader.Send("""{"type":"borrowLend","operation":"supply","token":0,"amount":null}""").GetProperty("status").GetString());
        Assert.InRange(trader.Balance("USDC").Total, 0, 0.00000001m);
        _world.AssertConserved();
        Assert.Equal("ok", trader.Send("""{"type":"borrowLend","operation":"withdraw","token":0,"amount":null}""").GetProperty("status").GetString());
        Assert.Equal(before, trader.Balance("USDC").Total);
        _world.AssertConserved();
    }
}
