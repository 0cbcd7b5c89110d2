namespace HypeKr.Calibration.Tests;

public sealed class KellyIntervalTests
{
    private static readonly CalibratorBundle Bundle = BundleFixture.Bundle();
    private static readonly MarketQuote Quote = new(0.55m, 0.57m, 0.01m);

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.1)]
    public void Worst_end_sizes_the_end_that_is_worse_for_the_side(double raw)
    {
        var forecast = Bundle.Calibrate(new RawProbability(raw), "politics", Quote);
        var stake = KellyStake.From(forecast, Quote, KellyOptions.Full with { Interval = KellyInterval.WorstEnd });
        var trade = Assert.IsType<ForecastDecision.Trade>(stake.Decision);
        var end = raw > 0.5 ? forecast.Interval.Lower : forecast.Interval.Upper;
        var blended = (forecast.Alpha!.Value * end) + ((1 - forecast.Alpha.Value) * 0.56);
        var worth = raw > 0.5 ? blended : 1 - blended;
        Assert.Equal((worth - (double)trade.Cost) / (1 - (double)trade.Cost), (double)stake.Fraction, 1e-12);
        Assert.InRange(stake.Fraction, 0, stake.FullFraction);
    }

    [Fact]
    public void Width_takes_its_share()
    {
        var forecast = Bundle.Calibrate(new RawProbability(0.9), "politics", Quote);
        var stake = KellyStake.From(forecast, Quote, KellyOptions.Full with { Interval = KellyInterval.ShrinkByWidth, Multiplier = 0.5m });
        Assert.Equal((double)stake.FullFraction * (1 - (forecast.Alpha!.Value * forecast.Interval.Width)) / 2, (double)stake.Fraction, 1e-12);
    }

    [Fact]
    public void A_price_inside_the_interval_is_no_trade_by_its_worse_end()
    {
        // Dearer than the worse end is worth and cheaper than the blend.
        var forecast = Bundle.Calibrate(new RawProbability(0.9), "politics", Quote);
        decimal? between = null;
        for (var ask = 0.57m; ask < 0.99m && between is null; ask += 0.001m)
        {
            var quote = new MarketQuote(ask - 0.001m, ask);
            if (KellyStake.From(forecast, quote).Decision is ForecastDecision.Trade && KellyStake.From(forecast, quote, new KellyOptions { Interval = KellyInterval.WorstEnd }).Decision is ForecastDecision.Skip { Reason: SkipReason.NoEdgeAtIntervalEnd }) between = ask;
        }

        Assert.NotNull(between);
    }

    [Fact]
    public void Caps_hold_in_share_money_and_contracts()
    {
        var forecast = Bundle.Calibrate(new RawProbability(0.9), "politics", Quote);
        var options = new KellyOptions { Multiplier = 1, MaximumFraction = 0.1m, MaximumAmount = 60, MaximumContracts = 70 };
        var stake = KellyStake.From(forecast, Quote, options);
        Assert.Equal(0.1m, stake.Fraction);
        Assert.Equal((10m, 10m / 0.58m), (stake.AmountOf(100), stake.ContractsOf(100)));
        Assert.Equal((40.6m, 70m), (stake.AmountOf(500), stake.ContractsOf(500)));
        Assert.Equal(60m, KellyStake.From(forecast, Quote, options with { MaximumContracts = null }).AmountOf(10_000));
        Assert.Throws<ArgumentException>(() => KellyStake.From(forecast, Quote, new KellyOptions { MaximumAmount = 0 }));
        Assert.Throws<ArgumentException>(() => KellyStake.From(forecast, Quote, new KellyOptions { MaximumContracts = -1 }));
    }

    [Fact]
    public void Full_kelly_is_the_whole_share()
    {
        var stake = KellyStake.From(Bundle.Calibrate(new RawProbability(0.9), "politics", Quote), Quote, KellyOptions.Full);
        Assert.Equal(stake.FullFraction, stake.Fraction);
    }
}
