using FsCheck.Xunit;

namespace HypeKr.Calibration.Tests;

/// <summary>Log odds and moments: what differs from the linear blend with a fixed strength.</summary>
[Properties(Arbitrary = [typeof(Arbitraries)], MaxTest = 100)]
public sealed class ShrinkageOptionsTests
{
    [Property]
    public void Alpha_in_log_odds_has_the_least_loss_of_a_grid(MarketBag bag)
    {
        var table = PairedScoreTable.FromRows(bag.Scores, bag.Markets, bag.Labels);
        if (MarketShrinkage.BestAlpha(table, BlendScale.LogOdds) is not { } alpha) return;
        var best = MarketShrinkage.LogLoss(table, alpha, BlendScale.LogOdds);
        for (var i = 0; i <= 100; i++) Assert.True(MarketShrinkage.LogLoss(table, i / 100.0, BlendScale.LogOdds) >= best - 1e-13);
    }

    [Property]
    public void Blend_in_log_odds_is_the_weighted_geometric_mean_of_odds(byte a, byte b, byte c)
    {
        var (alpha, forecast, market) = (a / 255.0, (b + 0.5) / 256, (c + 0.5) / 256);
        var odds = Math.Pow(forecast / (1 - forecast), alpha) * Math.Pow(market / (1 - market), 1 - alpha);
        Assert.Equal(odds / (1 + odds), MarketShrinkage.Blend(alpha, forecast, market, BlendScale.LogOdds), 1e-13);
    }

    [Fact]
    public void Certain_values_win_in_log_odds_and_contradicting_ones_are_refused()
    {
        Assert.Equal(1, MarketShrinkage.Blend(0.5, 1, 0.4, BlendScale.LogOdds));
        Assert.Equal(0, MarketShrinkage.Blend(0.5, 0.4, 0, BlendScale.LogOdds));
        Assert.Equal(0.4, MarketShrinkage.Blend(0, 1, 0.4, BlendScale.LogOdds));
        Assert.Equal(0.4, MarketShrinkage.Blend(1, 0.4, 0, BlendScale.LogOdds));
        Assert.Throws<InvalidCalibrationDataException>(() => MarketShrinkage.Blend(0.5, 1, 0, BlendScale.LogOdds));
        Assert.Equal(1, Assert.Throws<InvalidCalibrationDataException>(() => MarketShrinkage.BestAlpha(PairedScoreTable.FromRows([0.1, 0.5], [0.2, 1], [true, true]), BlendScale.LogOdds)).Row);
    }

    [Fact]
    public void Moments_follow_DerSimonian_and_Laird()
    {
        // Three categories whose best alphas are inside (0, 1) and differ.
        var rows = new List<(string Category, double Forecast, double Market, bool Label)>();
        foreach (var (category, right) in (((string, int)[])[("a", 62), ("b", 75), ("c", 84)]))
        {
            for (var i = 0; i < 200; i++) rows.Add((category, i % 2 == 0 ? 0.9 : 0.1, 0.5, i % 2 == 0 == (i % 100 < right)));
        }

        var fitted = Fit(rows);
        var raws = fitted.Categories.Values.Select(c => c.RawAlpha!.Value).ToArray();
        Assert.All(raws, r => Assert.InRange(r, 0.01, 0.99));

        // The curvature by differences of the mean log loss.
        double[] precisions = [.. fitted.Categories.Select(c =>
        {
            var table = Table(rows.Where(r => r.Category == c.Key));
            const double H = 1e-4;
            double Loss(double alpha) => MarketShrinkage.LogLoss(table, alpha) * table.TotalCount;
            return (Loss(c.Value.RawAlpha!.Value + H) - (2 * Loss(c.Value.RawAlpha.Value)) + Loss(c.Value.RawAlpha.Value - H)) / H / H;
        })];
        var mean = raws.Zip(precisions).Sum(r => r.First * r.Second) / precisions.Sum();
        var q = raws.Zip(precisions).Sum(r => (r.First - mean) * (r.First - mean) * r.Second);
        var tau = Math.Max(0, (q - 2) / (precisions.Sum() - (precisions.Sum(p => p * p) / precisions.Sum())));
        Assert.True(tau > 0);
        Assert.Equal(tau, fitted.BetweenVariance!.Value, 1e-5);
        foreach (var ((_, shrunk), precision) in fitted.Categories.Zip(precisions))
        {
            Assert.Equal(tau / (tau + (1 / precision)), shrunk.Weight, 1e-5);
            Assert.Equal((shrunk.Weight * shrunk.RawAlpha!.Value) + ((1 - shrunk.Weight) * fitted.GlobalAlpha!.Value), shrunk.Alpha!.Value, 1e-12);
        }

        Assert.Equal(fitted.GlobalAlpha, fitted.Alpha("never seen"));
    }

    [Fact]
    public void Categories_that_do_not_differ_beyond_chance_get_the_global_alpha()
    {
        var rows = new List<(string Category, double Forecast, double Market, bool Label)>();
        foreach (var category in (string[])["a", "b", "c"])
        {
            for (var i = 0; i < 100; i++) rows.Add((category, i % 2 == 0 ? 0.9 : 0.1, 0.5, i % 2 == 0 == (i < 75)));
        }

        rows.Add(("says nothing", 0.5, 0.5, true));
        var fitted = Fit(rows);
        Assert.Equal(0, fitted.BetweenVariance);
        Assert.All(fitted.Categories.Values, c => Assert.Equal((0, fitted.GlobalAlpha), (c.Weight, c.Alpha)));
    }

    [Fact]
    public void One_category_has_nothing_to_vary_between()
    {
        var fitted = Fit([("a", 0.9, 0.5, true), ("a", 0.9, 0.5, true), ("a", 0.9, 0.5, false)]);
        Assert.Equal((0, fitted.GlobalAlpha), (fitted.BetweenVariance, fitted.Alpha("a")));
    }

    private static MarketShrinkage Fit(List<(string Category, double Forecast, double Market, bool Label)> rows) => MarketShrinkage.Fit(
        [.. rows.Select(r => r.Category)],
        [.. rows.Select(r => new RawProbability(r.Forecast))],
        [.. rows.Select(r => r.Market)],
        [.. rows.Select(r => r.Label)],
        new ShrinkageOptions { Estimate = ShrinkageEstimate.Moments });

    private static PairedScoreTable Table(IEnumerable<(string Category, double Forecast, double Market, bool Label)> rows) =>
        PairedScoreTable.FromGroups(rows.Select(r => new PairedScoreGroup(r.Forecast, r.Market, 1, r.Label ? 1 : 0)));
}
