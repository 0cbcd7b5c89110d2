namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class EmulatorTotalsTests
{
    [Fact]
    public void A_lost_digit_is_seen()
    {
        Assert.True(Totals(100).IsConserved);
        Assert.False(Totals(100.000000000001m).IsConserved);
        Assert.False(Totals(100, size: 0.00001m).IsConserved);
        Assert.False(Totals(100, no: 4).IsConserved);
        Assert.False(Totals(100, escrow: 5.1m).IsConserved);
    }

    private static EmulatorTotals Totals(decimal held, decimal size = 0, decimal no = 5, decimal escrow = 5) => new()
    {
        Deposited = new Dictionary<string, decimal> { ["USDC"] = 100 },
        Held = new Dictionary<string, decimal> { ["USDC"] = held },
        NetPerpSizes = new Dictionary<string, decimal> { ["BTC"] = size },
        Outcomes = new Dictionary<int, OutcomeSupply> { [1] = new(5, no, escrow) },
    };
}
