namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class FundingTests
{
    private readonly World _world = new(time => new EmulatorOptions { Seed = World.Quiet, TimeProvider = time, ChecksInvariants = true });

    [Theory]
    [InlineData("0", "0.0000125")]
    [InlineData("0.0004", "0.0000125")]
    [InlineData("0.002", "0.0001875")]
    [InlineData("-0.002", "-0.0001875")]
    [InlineData("0.5", "0.04")]
    [InlineData("-0.5", "-0.04")]
    public void The_rate_follows_the_premium(string premium, string rate) =>
        Assert.Equal(decimal.Parse(rate, System.Globalization.CultureInfo.InvariantCulture), Funding.Rate(decimal.Parse(premium, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Longs_pay_shorts_each_hour()
    {
        var (longer, shorter) = (_world.Trader("long", 10_000), _world.Trader("short", 10_000));
        shorter.Rest("ETH", false, 4_000, 1);
        longer.Fill("ETH", true, 4_000, 1);
        var (before, other) = (longer.Cash(), shorter.Cash());
        _world.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(before, longer.Cash());
        _world.Time.Advance(TimeSpan.FromMinutes(1));

        // An empty book has no premium: an eighth of 0.0001, on 4000.
        Assert.Equal((before - 0.05m, other + 0.05m), (longer.Cash(), shorter.Cash()));
        Assert.Equal("""{"allTime":"0.05","sinceOpen":"0.05","sinceChange":"0.05"}""", longer.Position("ETH")!.Value.GetProperty("cumFunding").GetRawText());
        var row = _world.Info($$"""{"type":"userFunding","user":"{{longer.User}}","startTime":0}""").EnumerateArray().Single();
        Assert.Equal(
            """{"type":"funding","coin":"ETH","usdc":"-0.05","szi":"1.0","fundingRate":"0.0000125","nSamples":null}""",
            row.GetProperty("delta").GetRawText());
        var history = _world.Info("""{"type":"fundingHistory","coin":"ETH","startTime":0}""").EnumerateArray().Single();
        Assert.Equal("0.0000125", history.GetProperty("fundingRate").GetString());

        // Hours that pass at once are paid one by one.
        _world.Time.Advance(TimeSpan.FromHours(10));
        Assert.Equal(before - 0.55m, longer.Cash());
        _world.AssertConserved();
    }

    [Fact]
    public void The_premium_is_the_average_of_its_samples()
    {
        var (longer, shorter) = (_world.Trader("premium long", 10_000), _world.Trader("premium short", 10_000));
        shorter.Rest("ETH", false, 4_000, 1);
        longer.Fill("ETH", true, 4_000, 1);

        // Half an hour without depth, and half with the impact bid 1 % above the oracle.
        _world.Time.Advance(TimeSpan.FromMinutes(30));
        _world.Admin.AddBid("ETH", 4_040, 10);
        _world.Admin.AddAsk("ETH", 4_080, 10);
        _world.Time.Advance(TimeSpan.FromMinutes(30));

        var row = _world.Info("""{"type":"fundingHistory","coin":"ETH","startTime":0}""").EnumerateArray().Single();
        Assert.Equal(("0.005", "0.0005625"), (row.GetProperty("premium").GetString(), row.GetProperty("fundingRate").GetString()));
        _world.AssertConserved();
    }

    [Fact]
    public void An_isolated_position_pays_from_its_margin()
    {
        var trader = _world.Trader("isolated pays", 10_000);
        trader.Send("""{"type":"updateLeverage","asset":1,"isCross":false,"leverage":20}""");
        _world.Admin.AddAsk("ETH", 4_000, 1);
        trader.Fill("ETH", true, 4_000, 1);
        _world.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("199.95", trader.Position("ETH")!.Value.GetProperty("marginUsed").GetString());
        _world.AssertConserved();
    }
}
