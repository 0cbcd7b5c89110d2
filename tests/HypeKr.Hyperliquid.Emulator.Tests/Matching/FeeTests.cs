namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>Who pays what for a fill (wire specification 11.7).</summary>
public sealed class FeeTests
{
    private readonly World _world = new();

    [Theory]
    [InlineData(0, 0.00045, 0.00015, 0.0007, 0.0004)]
    [InlineData(5_000_000, 0.00045, 0.00015, 0.0007, 0.0004)]
    [InlineData(5_000_001, 0.00040, 0.00012, 0.0006, 0.0003)]
    [InlineData(25_000_001, 0.00035, 0.00008, 0.0005, 0.0002)]
    [InlineData(100_000_001, 0.00030, 0.00004, 0.0004, 0.0001)]
    [InlineData(500_000_001, 0.00028, 0, 0.00035, 0)]
    [InlineData(2_000_000_001, 0.00026, 0, 0.0003, 0)]
    [InlineData(7_000_000_001, 0.00024, 0, 0.00025, 0)]
    public void The_tiers_are_those_of_the_venue(long volume, double perpTaker, double perpMaker, double spotTaker, double spotMaker)
    {
        var schedule = new FeeSchedule(new EmulatorFees());
        Assert.Equal(new FeeRates((decimal)perpTaker, (decimal)perpMaker), schedule.Perp(volume));
        Assert.Equal(new FeeRates((decimal)spotTaker, (decimal)spotMaker), schedule.Spot(volume));
        Assert.Equal(new FeeRates(0, 0), new FeeSchedule(new EmulatorFees { PerpTaker = 0, PerpMaker = 0 }).Perp(volume));
    }

    [Fact]
    public void Volume_counts_from_the_day_after_and_for_fourteen_days()
    {
        var trader = _world.Trader("of volume", 1_000_000_000);
        _world.Admin.AddAsk("BTC", 100_000, 1_000);
        trader.Fill("BTC", true, 100_000, 60);
        Assert.Equal(60 * 100_000 * 0.00045m, Fee());
        trader.Fill("BTC", true, 100_000, 1);
        Assert.Equal(100_000 * 0.00045m, Fee());
        _world.Admin.Advance(TimeSpan.FromDays(1));
        trader.Fill("BTC", true, 100_000, 1);
        Assert.Equal(100_000 * 0.00040m, Fee());
        _world.Admin.Advance(TimeSpan.FromDays(13));
        trader.Fill("BTC", true, 100_000, 1);
        Assert.Equal(100_000 * 0.00040m, Fee());
        _world.Admin.Advance(TimeSpan.FromDays(1));
        trader.Fill("BTC", true, 100_000, 1);
        Assert.Equal(100_000 * 0.00045m, Fee());
        _world.AssertConserved();

        decimal Fee() => World.Number(trader.Fills()[0].GetProperty("fee"));
    }

    [Fact]
    public void Spot_counts_twice()
    {
        var volume = new TradedVolume();
        volume.Add(0, 100, isSpot: true, crossed: true);
        volume.Add(1, 10, isSpot: false, crossed: false);
        Assert.Equal(0, volume.Weighted(0));
        Assert.Equal(210, volume.Weighted(86_400_000));
        Assert.Equal(110, volume.Total);
        Assert.Equal((100, 10), (volume.Days[0].SpotTaker, volume.Days[0].PerpMaker));
    }
}
