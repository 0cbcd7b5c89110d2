using System.Numerics;
using FsCheck.Xunit;

namespace HypeKr.Calibration.Tests;

[Properties(Arbitrary = [typeof(Arbitraries)], MaxTest = 150)]
public sealed class VennAbersProperties
{
    [Property]
    public void P0_is_below_p1_and_both_never_decrease(Bag bag)
    {
        var fitted = VennAbersCalibrator.Fit(bag.Table);
        var last = new VennAbersInterval(0, 0);
        foreach (var score in Grid(bag))
        {
            var interval = fitted.Predict(score);
            Assert.True(interval.P0 < interval.P1);
            Assert.True(interval.P0 >= last.P0 && interval.P1 >= last.P1);
            Assert.InRange(interval.P0, 0, 1);
            Assert.InRange(interval.P1, 0, 1);
            foreach (var merge in Enum.GetValues<VennAbersMerge>()) Assert.InRange(interval.Merge(merge), interval.P0, interval.P1);
            last = interval;
        }
    }

    [Property]
    public void Equals_a_refit_with_the_object_added(Bag bag)
    {
        var fitted = VennAbersCalibrator.Fit(bag.Table);
        foreach (var score in Grid(bag))
        {
            var interval = fitted.Predict(score);
            Assert.Equal(Refit(bag, score, false), interval.P0, 1e-12);
            Assert.Equal(Refit(bag, score, true), interval.P1, 1e-12);
        }
    }

    [Property]
    public void Held_out_row_gets_the_whole_bags_isotonic_value_from_its_true_label(Bag bag)
    {
        var whole = IsotonicCalibrator.Fit(bag.Table);
        for (var i = 0; i < bag.Scores.Length; i++)
        {
            var others = new Bag([.. bag.Scores.Where((_, k) => k != i)], [.. bag.Labels.Where((_, k) => k != i)]);
            if (others.Scores.Length == 0) continue;
            var interval = VennAbersCalibrator.Fit(others.Table).Predict(bag.Scores[i]);
            Assert.Equal(whole.Predict(bag.Scores[i]), bag.Labels[i] ? interval.P1 : interval.P0, 1e-12);
        }
    }

    [Property]
    public void Isotonic_value_of_a_calibration_score_lies_between(Bag bag)
    {
        var isotonic = IsotonicCalibrator.Fit(bag.Table);
        var fitted = VennAbersCalibrator.Fit(bag.Table);
        foreach (var score in bag.Scores)
        {
            var interval = fitted.Predict(score);
            Assert.InRange(isotonic.Predict(score), interval.P0 - 1e-15, interval.P1 + 1e-15);
        }
    }

    [Property]
    public void Swapping_labels_and_order_mirrors_the_interval(Bag bag)
    {
        var fitted = VennAbersCalibrator.Fit(ScoreTable.FromRows(bag.Scores, bag.Labels));
        var mirrored = VennAbersCalibrator.Fit(ScoreTable.FromRows([.. bag.Scores.Select(s => -s)], [.. bag.Labels.Select(l => !l)]));
        foreach (var score in Grid(bag))
        {
            var (a, b) = (fitted.Predict(score), mirrored.Predict(-score));
            Assert.Equal(1 - a.P1, b.P0, 1e-12);
            Assert.Equal(1 - a.P0, b.P1, 1e-12);
        }
    }

    [Property]
    public void Model_is_its_distinct_steps(Bag bag)
    {
        var fitted = VennAbersCalibrator.Fit(bag.Table);
        foreach (var steps in (VennAbersStep[][])[fitted.LowerSteps.ToArray(), fitted.UpperSteps.ToArray()])
        {
            Assert.All(steps, s => Assert.Equal(BigInteger.One, BigInteger.GreatestCommonDivisor(s.Numerator, s.Denominator)));
            for (var i = 1; i < steps.Length; i++)
            {
                Assert.True(steps[i - 1].Score < steps[i].Score);
                Assert.True((Int128)steps[i - 1].Numerator * steps[i].Denominator < (Int128)steps[i].Numerator * steps[i - 1].Denominator);
            }
        }
    }

    [Property]
    public void Weight_of_the_test_object_counts_like_as_many_rows(Bag bag, byte extra)
    {
        var weight = 1 + (extra % 4);
        var fitted = VennAbersCalibrator.Fit(bag.Table, weight);
        foreach (var score in Grid(bag).Take(25))
        {
            var interval = fitted.Predict(score);
            Assert.Equal(Refit(bag, score, false, weight), interval.P0, 1e-12);
            Assert.Equal(Refit(bag, score, true, weight), interval.P1, 1e-12);
        }
    }

    /// <summary>Every score, the middle of every gap, and both outsides.</summary>
    private static double[] Grid(Bag bag)
    {
        var distinct = bag.Table.Scores.ToArray();
        var middles = distinct.Zip(distinct.Skip(1), (a, b) => a + ((b - a) / 2));
        return [.. distinct.Concat(middles).Append(distinct[0] - 1).Append(distinct[^1] + 1).Order()];
    }

    private static double Refit(Bag bag, double score, bool label, int weight = 1)
    {
        var added = ScoreTable.FromGroups([new ScoreGroup(score, weight, label ? weight : 0)]);
        return IsotonicCalibrator.Fit(bag.Table.Merge(added)).Predict(score);
    }
}
