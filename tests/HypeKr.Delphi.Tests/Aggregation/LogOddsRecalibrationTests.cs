namespace HypeKr.Delphi.Tests;

public sealed class LogOddsRecalibrationTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(1.0)]
    [InlineData(1.8)]
    public void A_planted_exponent_is_found(double exponent)
    {
        var (p, outcomes) = Draw(20_000, exponent, 0);
        var fit = LogOddsRecalibration.Fit(p, outcomes);
        Assert.Equal(exponent, fit.Slope, 0.06);
        Assert.Equal(0, fit.Intercept);
        Assert.Equal(20_000, fit.Outcomes);
        if (exponent != 1) Assert.True(fit.Helps);
    }

    [Fact]
    public void A_planted_bias_is_found_with_the_intercept_and_only_then()
    {
        var (p, outcomes) = Draw(20_000, 1.3, -0.7);
        var affine = LogOddsRecalibration.Fit(p, outcomes, fitIntercept: true);
        Assert.Equal(1.3, affine.Slope, 0.06);
        Assert.Equal(-0.7, affine.Intercept, 0.06);
        Assert.True(affine.CrossValidatedBrier < LogOddsRecalibration.Fit(p, outcomes).CrossValidatedBrier);
        Assert.Equal(affine.Apply(0.5), 1 / (1 + Math.Exp(0.7)), 0.02);
    }

    [Fact]
    public void The_fit_is_where_the_gradient_vanishes()
    {
        var (p, outcomes) = Draw(300, 1.5, 0.2);
        var fit = LogOddsRecalibration.Fit(p, outcomes, fitIntercept: true);
        var yes = outcomes.Count(outcome => outcome);
        var (high, low) = ((yes + 1.0) / (yes + 2.0), 1.0 / (outcomes.Length - yes + 2.0));
        var (slope, intercept) = (0.0, 0.0);
        for (var i = 0; i < p.Length; i++)
        {
            var error = fit.Apply(p[i]) - (outcomes[i] ? high : low);
            var cut = Math.Clamp(p[i], 0.01, 0.99);
            slope += error * Math.Log(cut / (1 - cut));
            intercept += error;
        }

        Assert.Equal(0, slope / p.Length, 1e-9);
        Assert.Equal(0, intercept / p.Length, 1e-9);
    }

    [Fact]
    public void A_separable_record_gives_a_finite_slope()
    {
        double[] p = [.. Enumerable.Range(0, 60).Select(i => i < 30 ? 0.3 : 0.7)];
        bool[] outcomes = [.. Enumerable.Range(0, 60).Select(i => i >= 30)];
        var fit = LogOddsRecalibration.Fit(p, outcomes);
        Assert.InRange(fit.Slope, 1, 100);
    }

    [Fact]
    public void Too_few_outcomes_are_refused()
    {
        var (p, outcomes) = Draw(49, 1, 0);
        Assert.Contains("There are 49 outcomes; at least 50", Assert.Throws<RecalibrationRefusedException>(() => LogOddsRecalibration.Fit(p, outcomes)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => LogOddsRecalibration.Fit(p, outcomes, minimumOutcomes: 9));
    }

    [Fact]
    public void One_kind_of_outcome_is_refused()
    {
        var (p, _) = Draw(60, 1, 0);
        bool[] outcomes = [.. Enumerable.Range(0, 60).Select(i => i < 4)];
        Assert.Contains("4 of 60 outcomes are yes", Assert.Throws<RecalibrationRefusedException>(() => LogOddsRecalibration.Fit(p, outcomes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Forecasts_that_point_the_wrong_way_are_refused()
    {
        var (p, outcomes) = Draw(500, 1.5, 0);
        double[] upsideDown = [.. p.Select(x => 1 - x)];
        Assert.Contains("slope is -", Assert.Throws<RecalibrationRefusedException>(() => LogOddsRecalibration.Fit(upsideDown, outcomes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lengths_and_values_are_checked()
    {
        var (p, outcomes) = Draw(60, 1, 0);
        Assert.Throws<ArgumentException>(() => LogOddsRecalibration.Fit(p.AsSpan(1), outcomes));
        p[3] = double.NaN;
        Assert.Throws<ArgumentException>(() => LogOddsRecalibration.Fit(p, outcomes));
    }

    [Fact]
    public void Calibrated_forecasts_are_as_a_rule_not_helped()
    {
        // The cross-validated score says so: on small records of calibrated forecasts a fit helps less often than it harms.
        var helped = 0;
        for (ulong seed = 1; seed <= 200; seed++)
        {
            var (p, outcomes) = Draw(60, 1, 0, seed);
            if (outcomes.Count(o => o) is < 5 or > 55) continue;
            if (LogOddsRecalibration.Fit(p, outcomes).Helps) helped++;
        }

        Assert.InRange(helped, 1, 99);
    }

    private static (double[] P, bool[] Outcomes) Draw(int n, double slope, double intercept, ulong seed = 7)
    {
        var random = new StableRandom(seed);
        var p = new double[n];
        var outcomes = new bool[n];
        for (var i = 0; i < n; i++)
        {
            var logit = 1.2 * random.NextNormal();
            p[i] = 1 / (1 + Math.Exp(-logit));
            outcomes[i] = random.NextDouble() < 1 / (1 + Math.Exp(-(intercept + (slope * logit))));
        }

        return (p, outcomes);
    }
}
