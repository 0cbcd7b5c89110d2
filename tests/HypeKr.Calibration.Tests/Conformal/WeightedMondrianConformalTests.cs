using FsCheck;
using FsCheck.Xunit;

namespace HypeKr.Calibration.Tests;

[Properties(Arbitrary = [typeof(Arbitraries)], MaxTest = 100)]
public sealed class WeightedMondrianConformalTests
{
    [Property]
    public void Equal_weights_are_no_weights(MarketBag bag, byte at, PositiveInt unit)
    {
        var classes = bag.Labels.Select(l => l ? 1 : 0).ToArray();
        var weight = 1L + (unit.Get % 1000);
        foreach (var taxonomy in Enum.GetValues<MondrianTaxonomy>())
        {
            var options = new MondrianOptions { Taxonomy = taxonomy, MinimumSamples = 5 };
            var plain = MondrianConformal.Fit(bag.Categories, classes, bag.Scores, 2, options);
            var weighted = WeightedMondrianConformal.Fit(bag.Categories, classes, bag.Scores, [.. bag.Scores.Select(_ => weight)], 2, options);
            double[] scores = [at / 255.0, 1 - (at / 255.0)];
            foreach (var category in (string[])["politics", "never seen"])
            {
                var (p, q) = (plain.PValue(category, 1, scores[1]), weighted.PValue(category, 1, scores[1], weight));
                Assert.Equal(p.Value, q.Value, 1e-15);
                var (a, b) = (plain.Predict(category, scores, 0.2m), weighted.Predict(category, scores, weight, 0.2m));
                Assert.Equal((a.ToString(), a.CategorySeen, a.IsForced), (b.ToString(), b.CategorySeen, b.IsForced));
                Assert.Equal(plain.FindCell(category, 1)?.Quantile(0.2m) ?? double.PositiveInfinity, weighted.Quantile(category, 1, 0.2m, weight));
            }
        }
    }

    [Property]
    public void P_values_weigh_by_definition(Bag bag, int[] raw, PositiveInt own, byte at, byte percent)
    {
        var weights = bag.Scores.Select((_, i) => raw.Length == 0 ? 1L : Math.Abs((long)raw[i % raw.Length] % 50)).ToArray();
        var fitted = WeightedMondrianConformal.Fit([.. bag.Scores.Select(_ => "a")], [.. bag.Scores.Select(_ => 0)], bag.Scores, weights, 2, new MondrianOptions { SmallCells = SmallCellRule.Ignore });
        var w = 1L + (own.Get % 50);
        var score = at / 255.0;
        var (atLeast, total) = (bag.Scores.Zip(weights).Where(r => r.First >= score).Sum(r => r.Second), weights.Sum());
        var p = fitted.PValue("a", 0, score, w);
        Assert.Equal((atLeast, total, w), (p.AtLeast, p.Count, p.Own));
        Assert.Equal((double)(atLeast + w) / (total + w), p.Value);

        // The quantile draws the same line, here for alpha in hundredths and integers only.
        var alpha = 1 + (percent % 99);
        var inside = 100 * (atLeast + w) > alpha * (total + w);
        Assert.Equal(inside, score <= fitted.Quantile("a", 0, alpha / 100m, w));
        Assert.Equal(inside, fitted.Predict("a", [score, 0], w, alpha / 100m).Contains(0));
        var including = WeightedMondrianConformal.Fit([.. bag.Scores.Select(_ => "a")], [.. bag.Scores.Select(_ => 0)], bag.Scores, weights, 2, new MondrianOptions { SmallCells = SmallCellRule.Ignore, Boundary = ConformalBoundary.Include });
        Assert.Equal(100 * (atLeast + w) >= alpha * (total + w), score <= including.Quantile("a", 0, alpha / 100m, w));
        Assert.Equal(100 * (atLeast + w) >= alpha * (total + w), including.Predict("a", [score, 0], w, alpha / 100m).Contains(0));
        var squares = weights.Sum(x => x * x);
        Assert.Equal(squares == 0 ? 0 : (double)(total * total) / squares, fitted.EffectiveCount("a", 0), 1e-9);
    }

    [Fact]
    public void Ratios_become_units()
    {
        Assert.Equal([0L, 1 << 20, 1 << 19, 3], WeightedMondrianConformal.Units([0, 1, 0.5, 3.0 / (1 << 20)]));
        Assert.Equal([2L], WeightedMondrianConformal.Units([0.15], 10));
        Assert.Equal(1, Assert.Throws<InvalidCalibrationDataException>(() => WeightedMondrianConformal.Units([1, -1])).Row);
        Assert.Throws<InvalidCalibrationDataException>(() => WeightedMondrianConformal.Units([double.NaN]));
        Assert.Throws<InvalidCalibrationDataException>(() => WeightedMondrianConformal.Units([1e300]));
    }

    [Fact]
    public void A_few_heavy_rows_do_not_fill_a_cell()
    {
        // 40 rows, but one weighs as much as a thousand others: fewer than two effective rows.
        var weights = Enumerable.Range(0, 40).Select(i => i == 0 ? 1000L : 1).ToArray();
        var fitted = WeightedMondrianConformal.Fit([.. weights.Select(_ => "a")], [.. weights.Select(_ => 0)], [.. weights.Select((_, i) => i / 40.0)], weights, 2);
        Assert.InRange(fitted.EffectiveCount("a", 0), 1, 2);
        Assert.True(fitted.Predict("a", [5, 5], 1, 0.1m).IsForced);
    }

    [Fact]
    public void Refuses_what_makes_no_sense()
    {
        Assert.Throws<InvalidCalibrationDataException>(() => WeightedMondrianConformal.Fit([], [], [], [], 2));
        Assert.Equal(0, Assert.Throws<InvalidCalibrationDataException>(() => WeightedMondrianConformal.Fit(["a"], [0], [0.1], [-1], 2)).Row);
        var fitted = WeightedMondrianConformal.Fit(["a"], [0], [0.1], [1], 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => fitted.PValue("a", 0, 0.1, 0));
        Assert.Throws<ArgumentException>(() => fitted.Predict("a", [0.1], 1, 0.1m));
    }

    [Fact]
    public void Boundary_holds_for_the_quantile_too()
    {
        // Nine rows, alpha 1/10: the largest possible score has p = 1/10 exactly.
        string[] categories = [.. Enumerable.Repeat("a", 9)];
        double[] scores = [.. Enumerable.Range(1, 9).Select(i => (double)i)];
        int[] classes = [.. Enumerable.Repeat(0, 9)];
        long[] ones = [.. Enumerable.Repeat(1L, 9)];
        foreach (var (boundary, expected) in ((ConformalBoundary, double)[])[(ConformalBoundary.Exclude, 9), (ConformalBoundary.Include, double.PositiveInfinity)])
        {
            var options = new MondrianOptions { SmallCells = SmallCellRule.Ignore, Boundary = boundary };
            var online = new OnlineMondrianConformal(options);
            foreach (var score in scores) online.Add("a", 0, score);
            Assert.Equal(expected, MondrianConformal.Fit(categories, classes, scores, 2, options).FindCell("a", 0)!.Quantile(0.1m));
            Assert.Equal(expected, WeightedMondrianConformal.Fit(categories, classes, scores, ones, 2, options).Quantile("a", 0, 0.1m, 1));
            Assert.Equal(expected, online.Cell("a", 0).Quantile(0.1m));
            Assert.Equal(double.IsInfinity(expected), online.Predict("a", [10, 10], 0.1m).Contains(0));
            var regressor = ConformalRegressor.Fit(categories, [.. scores.Select(_ => 0.0)], scores, options: options with { Taxonomy = MondrianTaxonomy.Category });
            Assert.Equal(expected, regressor.Predict("a", 0, 0.1m).Upper);
        }
    }
}
