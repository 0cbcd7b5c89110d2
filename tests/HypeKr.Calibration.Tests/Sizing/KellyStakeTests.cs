using FsCheck;
using FsCheck.Xunit;

namespace HypeKr.Calibration.Tests;

public sealed class KellyStakeTests
{
    private static readonly CalibratorBundle Bundle = BundleFixture.Bundle();
    private static readonly BinaryQuote Quote = new(0.55m, 0.57m, 0.01m);

    [Fact]
    public void Stakes_the_fraction_that_the_edge_deserves_after_costs()
    {
        var forecast = Bundle.Calibrate(new RawProbability(0.9), "politics", Quote);
        var stake = KellyStake.From(forecast, Quote, new KellyOptions { Multiplier = 0.5m, MaximumFraction = 1 });
        var q = (decimal)forecast.Blended!.Value.Value;
        Assert.Equal((q - 0.58m) / (1 - 0.58m), stake.FullFraction);
        Assert.Equal(stake.FullFraction / 2, stake.Fraction);
        Assert.Equal(stake.Fraction * 1000, stake.AmountOf(1000));
        Assert.Equal(stake.AmountOf(1000) / 0.58m, stake.ContractsOf(1000));
        Assert.Equal(forecast.Decision, stake.Decision);
    }

    [Fact]
    public void Never_stakes_more_than_the_maximum()
    {
        var forecast = Bundle.Calibrate(new RawProbability(0.9), "politics", Quote);
        Assert.Equal(0.05m, KellyStake.From(forecast, Quote).Fraction);
        Assert.Equal(0.01m, KellyStake.From(forecast, Quote, new KellyOptions { MaximumFraction = 0.01m }).Fraction);
    }

    [Fact]
    public void A_skip_stays_a_skip()
    {
        var forecast = Bundle.Calibrate(new RawProbability(0.5), "weather", Quote);
        var stake = KellyStake.From(forecast, Quote);
        Assert.Same(forecast.Decision, stake.Decision);
        Assert.Equal((0, 0, 0), (stake.Fraction, stake.AmountOf(1000), stake.ContractsOf(1000)));
    }

    [Theory]
    [InlineData(0.55, 0.57, 90, SkipReason.StaleQuote)]
    [InlineData(0.58, 0.57, 0, SkipReason.CrossedQuote)]
    [InlineData(0, 0.57, 0, SkipReason.OneSidedQuote)]
    [InlineData(0.95, 0.99, 0, SkipReason.NoEdgeAfterCosts)]
    public void A_newer_quote_can_take_the_trade_away(double bid, double ask, int seconds, SkipReason reason)
    {
        var forecast = Bundle.Calibrate(new RawProbability(0.9), "politics", Quote);
        Assert.IsType<ForecastDecision.Trade>(forecast.Decision);
        var stake = KellyStake.From(forecast, new BinaryQuote((decimal)bid, (decimal)ask, 0.01m, TimeSpan.FromSeconds(seconds)));
        Assert.Equal(reason, Assert.IsType<ForecastDecision.Skip>(stake.Decision).Reason);
        Assert.Equal(0, stake.Fraction);
    }

    [Fact]
    public void Buys_no_at_one_minus_the_bid()
    {
        var stake = KellyStake.From(Bundle.Calibrate(new RawProbability(0.1), "politics", Quote), Quote);
        var trade = Assert.IsType<ForecastDecision.Trade>(stake.Decision);
        Assert.Equal((ContractSide.No, 0.46m), (trade.Side, trade.Cost));
    }

    [Property]
    public void Full_kelly_grows_faster_than_its_neighbours(byte bidPercent, byte rawPercent)
    {
        var bid = (1 + (bidPercent % 96)) / 100m;
        var quote = new BinaryQuote(bid, bid + 0.02m, 0.005m);
        var forecast = Bundle.Calibrate(new RawProbability((2 + (rawPercent % 97)) / 100.0), "politics", quote);
        var stake = KellyStake.From(forecast, quote, new KellyOptions { Multiplier = 1, MaximumFraction = 1 });
        if (stake.Decision is not ForecastDecision.Trade trade) return;
        var win = trade.Side == ContractSide.Yes ? forecast.Blended!.Value.Value : 1 - forecast.Blended!.Value.Value;
        var (full, cost) = ((double)stake.FullFraction, (double)trade.Cost);
        Assert.InRange(full, 0, 1);
        Assert.True(Growth(full) >= Growth(full + 0.001) && Growth(full) >= Growth(Math.Max(full - 0.001, 0)));

        double Growth(double f) => f >= 1 ? double.NegativeInfinity : (win * Math.Log(1 - f + (f / cost))) + ((1 - win) * Math.Log(1 - f));
    }

    [Fact]
    public void Refuses_what_makes_no_sense()
    {
        var forecast = Bundle.Calibrate(new RawProbability(0.9), "politics", Quote);
        Assert.Throws<UninitializedValueException>(() => KellyStake.From(forecast, default));
        Assert.Throws<ArgumentException>(() => KellyStake.From(forecast, Quote, new KellyOptions { Multiplier = 0 }));
        Assert.Throws<ArgumentException>(() => KellyStake.From(forecast, Quote, new KellyOptions { MaximumFraction = 1.1m }));
        Assert.Throws<ArgumentOutOfRangeException>(() => KellyStake.From(forecast, Quote).AmountOf(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinaryQuote(-0.1m, 0.5m));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinaryQuote(0.1m, 1.5m));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinaryQuote(0.1m, 0.5m, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinaryQuote(0.1m, 0.5m, 0, TimeSpan.FromSeconds(-1)));
    }
}
