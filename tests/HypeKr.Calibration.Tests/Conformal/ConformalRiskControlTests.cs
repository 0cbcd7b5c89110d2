using FsCheck;
using FsCheck.Xunit;

namespace HypeKr.Calibration.Tests;

[Properties(Arbitrary = [typeof(Arbitraries)])]
public sealed class ConformalRiskControlTests
{
    [Property]
    public void Chooses_the_smallest_threshold_that_keeps_the_risk(byte[] limits, byte percent)
    {
        // Loss of an object at threshold t: how far t falls short of its limit, in tenths.
        if (limits.Length == 0) return;
        double[] thresholds = [.. Enumerable.Range(0, 11).Select(t => t / 10.0)];
        decimal Loss(byte limit, int t) => Math.Max(0, (limit % 11) - t) / 10m;
        decimal[] losses = [.. limits.SelectMany(l => Enumerable.Range(0, 11).Select(t => Loss(l, t)))];
        var alpha = (1 + (percent % 99)) / 100m;
        var fitted = ConformalRiskControl.Fit(thresholds, losses, 1, alpha);
        int? expected = Enumerable.Range(0, 11).Cast<int?>().FirstOrDefault(t => (limits.Sum(l => Loss(l, t!.Value)) + 1) / (limits.Length + 1) <= alpha);
        Assert.Equal(expected, fitted.Index);
        Assert.Equal(expected is { } at ? thresholds[at] : null, fitted.Threshold);
        Assert.Equal(limits.Sum(l => Loss(l, expected ?? 10)), fitted.LossSum);
    }

    [Property]
    public void With_the_loss_of_a_miss_it_is_conformal_prediction(Bag bag, byte percent)
    {
        SignificanceLevel alpha = (1 + (percent % 99)) / 100m;
        double[] thresholds = [.. bag.Scores.Distinct().Order()];
        decimal[] losses = [.. bag.Scores.SelectMany(s => thresholds.Select(t => s > t ? 1m : 0m))];
        var quantile = MondrianConformal.Fit([.. bag.Scores.Select(_ => "a")], [.. bag.Scores.Select(_ => 0)], bag.Scores, 2).FindCell("a", 0)!.Quantile(alpha);
        Assert.Equal(double.IsPositiveInfinity(quantile) ? null : quantile, ConformalRiskControl.Fit(thresholds, losses, 1, alpha).Threshold);
    }

    [Fact]
    public void Expected_loss_over_held_out_objects_is_at_most_alpha()
    {
        var random = new Random(4);
        int[] limits = [.. Enumerable.Range(0, 61).Select(_ => random.Next(11))];
        double[] thresholds = [.. Enumerable.Range(0, 11).Select(t => t / 10.0)];
        decimal Loss(int limit, int t) => Math.Max(0, limit - t) / 10m;
        foreach (var alpha in (decimal[])[0.05m, 0.1m, 0.3m])
        {
            var total = 0m;
            for (var held = 0; held < limits.Length; held++)
            {
                var fitted = ConformalRiskControl.Fit(thresholds, [.. limits.Where((_, i) => i != held).SelectMany(l => Enumerable.Range(0, 11).Select(t => Loss(l, t)))], 1, alpha);
                total += Loss(limits[held], fitted.Index!.Value);
            }

            Assert.True(total / limits.Length <= alpha);
        }
    }

    [Fact]
    public void Refuses_what_makes_no_sense()
    {
        Assert.Throws<ArgumentException>(() => ConformalRiskControl.Fit([], [], 1, 0.1m));
        Assert.Throws<ArgumentException>(() => ConformalRiskControl.Fit([0.2, 0.1], [0, 0], 1, 0.1m));
        Assert.Throws<ArgumentException>(() => ConformalRiskControl.Fit([0.1, 0.2], [0, 0, 0], 1, 0.1m));
        Assert.Equal(1, Assert.Throws<InvalidCalibrationDataException>(() => ConformalRiskControl.Fit([0.1, 0.2], [0, 0, 0, 1], 1, 0.1m)).Row);
        Assert.Equal(0, Assert.Throws<InvalidCalibrationDataException>(() => ConformalRiskControl.Fit([0.1, 0.2], [2, 0], 1, 0.1m)).Row);
        Assert.Throws<InvalidCalibrationDataException>(() => ConformalRiskControl.FitSums([0.1, 0.2], [0, 1], 3, 1, 0.1m));
        Assert.Null(ConformalRiskControl.Fit([0.1], [0], 1, 0.1m).Threshold);
    }

    [Fact]
    public void No_digit_is_rounded_away()
    {
        // (Σ + 1) / 2 ≤ alpha misses by one in the 28th decimal, and by one of 10^18 in alpha.
        var half = SignificanceLevel.Of(999_999_999_999_999_999, 1_000_000_000_000_000_000);
        const decimal Most = 0.999_999_999_999_999_998m;
        Assert.Equal(0, ConformalRiskControl.FitSums([1], [Most], 1, 1, half).Index);
        Assert.Null(ConformalRiskControl.FitSums([1], [Most + 0.000_000_000_000_000_000_000_000_000_1m], 1, 1, half).Index);
        Assert.Null(ConformalRiskControl.Fit([1], [Most + 0.000_000_000_000_000_000_000_000_000_1m], 1, half).Index);

        // Nor does a product leave the decimals.
        Assert.Equal(0, ConformalRiskControl.FitSums([1], [0], long.MaxValue, 1_000_000_000_000_000_000m, half).Index);
    }
}
