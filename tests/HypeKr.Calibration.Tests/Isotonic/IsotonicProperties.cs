using System.Numerics;
using FsCheck.Xunit;

namespace HypeKr.Calibration.Tests;

[Properties(Arbitrary = [typeof(Arbitraries)], MaxTest = 300)]
public sealed class IsotonicProperties
{
    [Property]
    public void Equals_the_max_min_formula_in_exact_fractions(Bag bag)
    {
        var table = bag.Table;
        var steps = IsotonicCalibrator.Fit(table).Steps;
        for (var i = 0; i < table.Count; i++)
        {
            var score = table.Scores[i];
            var step = steps.ToArray().Single(s => s.First <= score && score <= s.Last);
            var (numerator, denominator) = MaxMin(table, i);
            Assert.Equal((BigInteger)numerator * step.Weight, (BigInteger)step.Positives * denominator);
        }
    }

    [Property]
    public void Steps_strictly_increase_and_hold_all_rows(Bag bag)
    {
        var steps = IsotonicCalibrator.Fit(bag.Table).Steps.ToArray();
        Assert.Equal(bag.Scores.Length, steps.Sum(s => s.Weight));
        Assert.Equal(bag.Labels.Count(l => l), steps.Sum(s => s.Positives));
        for (var i = 1; i < steps.Length; i++)
        {
            Assert.True(steps[i - 1].Last < steps[i].First);
            Assert.True((Int128)steps[i - 1].Positives * steps[i].Weight < (Int128)steps[i].Positives * steps[i - 1].Weight);
        }
    }

    [Property]
    public void Prediction_never_decreases_and_is_flat_inside_a_step(Bag bag)
    {
        foreach (var interpolation in Enum.GetValues<IsotonicInterpolation>())
        {
            var fitted = IsotonicCalibrator.Fit(bag.Table, new IsotonicOptions { Interpolation = interpolation });
            var last = double.NegativeInfinity;
            for (var i = -10; i <= 410; i++)
            {
                var p = fitted.Predict(i / 400.0);
                Assert.True(p >= last);
                last = p;
            }

            foreach (var step in fitted.Steps)
            {
                Assert.Equal(step.Value, fitted.Predict(step.First));
                Assert.Equal(step.Value, fitted.Predict((step.First + step.Last) / 2));
                Assert.Equal(step.Value, fitted.Predict(step.Last));
            }
        }
    }

    [Property]
    public void Doubles_agree_with_integers(Bag bag)
    {
        var exact = IsotonicCalibrator.Fit(bag.Table);
        var real = IsotonicRegression.Fit(bag.Scores, [.. bag.Labels.Select(l => l ? 1.0 : 0.0)]);
        foreach (var score in bag.Scores) Assert.Equal(exact.Predict(score), real.Predict(score), 1e-12);
    }

    /// <summary>max over a ≤ i of min over b ≥ i of the mean of a..b, by trying all: cubic, and nothing like pooling.</summary>
    private static (long Numerator, long Denominator) MaxMin(ScoreTable table, int i)
    {
        (long N, long D)? best = null;
        for (var a = 0; a <= i; a++)
        {
            (long N, long D)? least = null;
            for (var b = i; b < table.Count; b++)
            {
                var (n, d) = (0L, 0L);
                for (var k = a; k <= b; k++) (n, d) = (n + table.Positives[k], d + table.WeightAt(k));
                if (least is null || n * least.Value.D < least.Value.N * d) least = (n, d);
            }

            if (best is null || least!.Value.N * best.Value.D > best.Value.N * least.Value.D) best = least;
        }

        return best!.Value;
    }
}
