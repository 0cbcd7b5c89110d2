using FsCheck;
using FsCheck.Xunit;

namespace HypeKr.Calibration.Tests;

/// <summary>Intervals and predictive systems against their definitions. Numbers are small integers, so sums and differences are exact.</summary>
[Properties(MaxTest = 100)]
public sealed class RegressionTests
{
    private static readonly MondrianOptions NoMinimum = new() { SmallCells = SmallCellRule.Ignore };

    [Property]
    public void Interval_holds_what_has_a_p_value_above_alpha(int[] residuals, int at, byte percent, bool hard)
    {
        if (residuals.Length == 0) return;
        double[] predictions = [.. residuals.Select((_, i) => (double)(i % 7))];
        double[] outcomes = [.. residuals.Select((r, i) => (i % 7) + (double)(r % 16))];
        double[] difficulties = [.. residuals.Select((_, i) => i % 2 == 0 ? 1.0 : 2.0)];
        var alpha = (1 + (percent % 99)) / 100m;
        var fitted = ConformalRegressor.Fit([.. residuals.Select(_ => "a")], predictions, outcomes, difficulties, NoMinimum);
        var (prediction, outcome, difficulty) = (3.0, 3.0 + (at % 20), hard ? 2.0 : 1.0);
        var score = Math.Abs(outcome - prediction) / difficulty;
        var scores = residuals.Select((r, i) => Math.Abs(r % 16) / difficulties[i]).ToArray();
        var p = fitted.PValue("a", prediction, outcome, difficulty);
        Assert.Equal(new ConformalPValue(scores.Count(s => s >= score), scores.Length), p);
        Assert.Equal(p.Exceeds(alpha), fitted.Predict("a", prediction, alpha, difficulty).Contains(outcome));
        Assert.Equal((scores.Count(s => s > score) + (0.25 * (scores.Count(s => s == score) + 1))) / (scores.Length + 1), fitted.SmoothedPValue("a", prediction, outcome, 0.25, difficulty), 1e-15);
    }

    [Property]
    public void Holding_out_each_of_n_plus_one_distinct_residuals_covers_exactly_k(PositiveInt size, byte percent)
    {
        var n = size.Get % 40;
        var alpha = (1 + (percent % 99)) / 100m;
        double[] outcomes = [.. Enumerable.Range(0, n + 1).Select(i => (i * 37 % 101) + (i / 1024.0))];
        var covered = 0;
        for (var held = 0; held <= n; held++)
        {
            double[] others = [.. outcomes.Where((_, i) => i != held)];
            if (others.Length == 0 || ConformalRegressor.Fit([.. others.Select(_ => "a")], [.. others.Select(_ => 0.0)], others, options: NoMinimum).Predict("a", 0, alpha).Contains(outcomes[held])) covered++;
        }

        Assert.Equal(SignificanceLevel.FromDecimal(alpha).Rank(n), covered);
    }

    [Property]
    public void Distribution_follows_its_definition(int[] residuals, int at, byte percent, byte tauRaw)
    {
        if (residuals.Length == 0) return;
        var tau = tauRaw / 255.0;
        double[] outcomes = [.. residuals.Select(r => (double)(r % 16))];
        var fitted = ConformalPredictiveSystem.Fit([.. residuals.Select(_ => "a")], [.. residuals.Select(_ => 1.0)], outcomes, options: NoMinimum);
        var distribution = fitted.Predict("a", 5, 2);
        var n = residuals.Length;
        double[] points = [.. outcomes.Select(o => 5 + (2 * (o - 1))).Order()];
        double outcome = at % 40;
        for (var i = 1; i <= n; i++) Assert.Equal(points[i - 1], distribution.Point(i));
        var (below, upTo) = (points.Count(c => c < outcome), points.Count(c => c <= outcome));
        Assert.Equal(new ProbabilityInterval((double)below / (n + 1), (upTo + 1.0) / (n + 1)), distribution.Cdf(outcome));

        // Vovk et al.: (i + τ)/(n + 1) between points i and i + 1; (i' - 1 + (i'' - i' + 2) τ)/(n + 1) at points i' to i''.
        var expected = below == upTo ? (below + tau) / (n + 1) : (below + ((upTo - below - 1 + 2) * tau)) / (n + 1);
        Assert.Equal(expected, distribution.SmoothedCdf(outcome, tau), 1e-14);

        var q = 1 + (percent % 99);
        var (lower, upper) = (q * (n + 1) / 100, ((q * (n + 1)) + 99) / 100);
        Assert.Equal(lower < 1 ? double.NegativeInfinity : points[lower - 1], distribution.LowerQuantile(q / 100m));
        Assert.Equal(upper > n ? double.PositiveInfinity : points[upper - 1], distribution.UpperQuantile(q / 100m));

        var mean = points.Average(c => Math.Abs(c - outcome));
        var spread = points.Sum(c => points.Sum(d => Math.Abs(c - d))) / n / n / 2;
        Assert.Equal(mean - spread, distribution.Crps(outcome), 1e-9);
    }

    [Property]
    public void Interval_of_a_distribution_covers_at_least_its_share_of_held_out_rows(PositiveInt size, byte percent)
    {
        var n = size.Get % 40;
        var alpha = (1 + (percent % 99)) / 100m;
        double[] outcomes = [.. Enumerable.Range(0, n + 1).Select(i => (double)(i * 37 % 101))];
        var covered = 0;
        for (var held = 0; held <= n; held++)
        {
            double[] others = [.. outcomes.Where((_, i) => i != held)];
            if (others.Length == 0 || ConformalPredictiveSystem.Fit([.. others.Select(_ => "a")], [.. others.Select(_ => 0.0)], others, options: NoMinimum).Predict("a", 0).Interval(alpha).Contains(outcomes[held])) covered++;
        }

        Assert.True(covered >= (1 - alpha) * (n + 1));
    }

    [Fact]
    public void A_level_whose_double_is_too_small_still_gives_a_bound()
    {
        // n = 9, alpha = 0.1: k = 9. In doubles (1 - 0.9) · 10 is 0.9999999999999998, and the interval would be everything.
        double[] outcomes = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        Assert.Equal(new PredictionInterval(-9, 9, false), ConformalRegressor.Fit([.. outcomes.Select(_ => "a")], new double[9], outcomes, options: NoMinimum).Predict("a", 0, 0.1m));
    }

    [Fact]
    public void Categories_are_apart_or_pooled_and_small_ones_give_everything()
    {
        string[] categories = [.. Enumerable.Repeat("a", 40), .. Enumerable.Repeat("b", 10)];
        double[] outcomes = [.. Enumerable.Range(1, 40), .. Enumerable.Range(101, 10)];
        var apart = ConformalRegressor.Fit(categories, new double[50], outcomes);
        Assert.Equal(new PredictionInterval(7 - 37, 7 + 37, false), apart.Predict("a", 7, 0.1m));
        Assert.Equal(new PredictionInterval(double.NegativeInfinity, double.PositiveInfinity, true), apart.Predict("b", 7, 0.1m));
        Assert.True(apart.Predict("z", 7, 0.1m).IsForced);
        Assert.Equal((40, 10, 0), (apart.Count("a"), apart.Count("b"), apart.Count("z")));
        var pooled = ConformalRegressor.Fit(categories, new double[50], outcomes, options: new MondrianOptions { Taxonomy = MondrianTaxonomy.Marginal });
        Assert.Equal(50, pooled.Count("z"));
        Assert.Equal(pooled.Predict("a", 7, 0.1m), pooled.Predict("z", 7, 0.1m));
        var system = ConformalPredictiveSystem.Fit(categories, new double[50], outcomes);
        Assert.True(system.Predict("b", 0).Interval(0.1m).IsForced && system.Predict("z", 0).IsForced);
        Assert.Equal(["a", "b"], system.Categories);
    }

    [Fact]
    public void Refuses_what_makes_no_sense()
    {
        Assert.Throws<InvalidCalibrationDataException>(() => ConformalRegressor.Fit([], [], []));
        Assert.Equal(0, Assert.Throws<InvalidCalibrationDataException>(() => ConformalRegressor.Fit(["a"], [double.NaN], [1])).Row);
        Assert.Equal(0, Assert.Throws<InvalidCalibrationDataException>(() => ConformalRegressor.Fit(["a"], [0], [1], [0])).Row);
        Assert.Throws<ArgumentException>(() => ConformalRegressor.Fit(["a"], [0], [1], options: new MondrianOptions { Taxonomy = MondrianTaxonomy.Class }));
        Assert.Throws<ArgumentException>(() => ConformalRegressor.Fit(["a"], [0, 1], [1]));
        var fitted = ConformalPredictiveSystem.Fit(["a"], [0], [1]);
        Assert.Throws<InvalidCalibrationDataException>(() => fitted.Predict("a", double.NaN));
        Assert.Throws<InvalidCalibrationDataException>(() => fitted.Predict("a", 0, -1));
        Assert.Throws<InvalidCalibrationDataException>(() => fitted.Predict("z", 0).Crps(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => fitted.Predict("a", 0).Point(2));
    }
}
