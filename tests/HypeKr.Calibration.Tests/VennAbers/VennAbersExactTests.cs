using System.Numerics;
using FsCheck.Xunit;

namespace HypeKr.Calibration.Tests;

/// <summary>The model against its definition in whole numbers, on shapes that break others.</summary>
[Properties(Arbitrary = [typeof(Arbitraries)], MaxTest = 100)]
public sealed class VennAbersExactTests
{
    public static TheoryData<string> Shapes => [.. AdversarialRows.Names];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Steps_are_the_definitions_fractions(string shape)
    {
        foreach (var n in (int[])[1, 2, 3, 10, 60])
        {
            var (scores, labels) = AdversarialRows.Make(shape, n);
            AssertDefinition(ScoreTable.FromRows(scores, labels), 1);
            AssertDefinition(ScoreTable.FromRows(scores, labels), 3);
        }
    }

    [Property]
    public void Held_out_row_gets_the_whole_bags_block_as_a_fraction(Bag bag)
    {
        var whole = IsotonicCalibrator.Fit(bag.Table);
        for (var i = 0; i < bag.Scores.Length; i++)
        {
            var others = Enumerable.Range(0, bag.Scores.Length).Where(k => k != i).ToArray();
            if (others.Length == 0) continue;
            var fitted = VennAbersCalibrator.Fit(ScoreTable.FromRows([.. others.Select(k => bag.Scores[k])], [.. others.Select(k => bag.Labels[k])]));
            var block = Array.Find(whole.Steps.ToArray(), s => s.First <= bag.Scores[i] && bag.Scores[i] <= s.Last);
            var (numerator, denominator) = bag.Labels[i] ? UpperAt(fitted, bag.Scores[i]) : LowerAt(fitted, bag.Scores[i]);
            Assert.Equal((BigInteger)block.Positives * denominator, (BigInteger)block.Weight * numerator);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Wide_integers_give_the_steps_of_narrow_ones(string shape)
    {
        var (scores, labels) = AdversarialRows.Make(shape, 300);
        var narrow = ScoreTable.FromRows(scores, labels);
        const long Factor = 1L << 40;
        var wide = narrow.Scale(Factor, Factor);
        Assert.False(AdjacentViolators.FitIn64Bits(wide));

        var (a, b) = (VennAbersCalibrator.Fit(narrow), VennAbersCalibrator.Fit(wide));
        Assert.Equal(a.LowerSteps.ToArray(), b.LowerSteps.ToArray());
        Assert.Equal(a.UpperSteps.ToArray(), b.UpperSteps.ToArray());
        Assert.Equal(
            IsotonicCalibrator.Fit(narrow).Steps.ToArray().Select(s => (s.First, s.Last, s.Positives * Factor, s.Weight * Factor)),
            IsotonicCalibrator.Fit(wide).Steps.ToArray().Select(s => (s.First, s.Last, s.Positives, s.Weight)));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Batches_of_any_length_find_the_step_that_one_search_finds(string shape)
    {
        foreach (var n in (int[])[1, 15, 16, 17, 33, 400])
        {
            var (scores, labels) = AdversarialRows.Make(shape, n);
            var fitted = VennAbersCalibrator.Fit(ScoreTable.FromRows(scores, labels));
            double[] points = [.. scores, .. scores.Select(Math.BitIncrement), .. scores.Select(Math.BitDecrement), double.NegativeInfinity, double.PositiveInfinity, 0.3];
            var intervals = new VennAbersInterval[points.Length];
            fitted.Predict(points, intervals);
            for (var i = 0; i < points.Length; i++)
            {
                var ((a, b), (c, d)) = (LowerAt(fitted, points[i]), UpperAt(fitted, points[i]));
                Assert.Equal(new VennAbersInterval((double)a / b, (double)c / d), intervals[i]);
                Assert.Equal(intervals[i], fitted.Predict(points[i]));
            }
        }
    }

    [Property]
    public void Blocks_are_the_min_max_of_the_definition(Bag bag)
    {
        var table = bag.Table;
        foreach (var step in IsotonicCalibrator.Fit(table).Steps)
        {
            for (var i = 0; i < table.Count; i++)
            {
                if (table.Scores[i] < step.First || table.Scores[i] > step.Last) continue;
                var (numerator, denominator) = MaxMin(table, i, 0, 0);
                Assert.Equal(numerator * step.Weight, denominator * step.Positives);
            }
        }
    }

    [Property]
    public void Regression_is_a_calibrator_a_threshold(Bag bag)
    {
        double[] responses = [.. bag.Scores.Select((s, i) => Math.Round(s * 4) + (bag.Labels[i] ? 1 : 0))];
        double[] thresholds = [.. responses.Distinct().Order()];
        var fitted = VennAbersRegression.Fit(bag.Scores, responses, thresholds);
        var cdf = new CumulativeInterval[thresholds.Length];
        foreach (var score in bag.Scores.Append(-1).Append(2))
        {
            fitted.Predict(score, cdf);
            for (var k = 0; k < cdf.Length; k++)
            {
                var exceed = VennAbersCalibrator.Fit(ScoreTable.FromRows(bag.Scores, [.. responses.Select(r => r > thresholds[k])])).Predict(score);
                Assert.Equal(new CumulativeInterval(thresholds[k], 1 - exceed.P1, 1 - exceed.P0), cdf[k]);
                if (k > 0) Assert.True(cdf[k].Lower >= cdf[k - 1].Lower && cdf[k].Upper >= cdf[k - 1].Upper);
            }

            var (low, high) = fitted.Quantile(score, 0.5);
            Assert.True(low <= high);
            Assert.Equal(cdf.Where(c => c.Upper >= 0.5).Select(c => c.Threshold).Append(double.PositiveInfinity).First(), low);
        }
    }

    private static void AssertDefinition(ScoreTable table, long weight)
    {
        var fitted = VennAbersCalibrator.Fit(table, weight);
        for (var i = 0; i < table.Count; i++)
        {
            var ((p0, q0), (p1, q1)) = (LowerAt(fitted, table.Scores[i]), UpperAt(fitted, table.Scores[i]));
            var (n0, d0) = MaxMin(table, i, 0, weight);
            var (n1, d1) = MaxMin(table, i, weight, weight);
            Assert.Equal(n0 * q0, d0 * p0);
            Assert.Equal(n1 * q1, d1 * p1);
        }
    }

    /// <summary>max over a ≤ i of min over b ≥ i of the mean of groups a to b, with an object added at group i.</summary>
    private static (BigInteger Numerator, BigInteger Denominator) MaxMin(ScoreTable table, int i, long positives, long weight)
    {
        (BigInteger N, BigInteger D) best = (-1, 1);
        for (var a = 0; a <= i; a++)
        {
            (BigInteger N, BigInteger D) least = (2, 1);
            BigInteger n = positives, d = weight;
            for (var k = a; k < table.Count; k++)
            {
                n += table.Positives[k];
                d += table.WeightAt(k);
                if (k >= i && n * least.D < least.N * d) least = (n, d);
            }

            if (least.N * best.D > best.N * least.D) best = least;
        }

        return best;
    }

    private static (long, long) LowerAt(VennAbersCalibrator fitted, double score)
    {
        var step = Array.FindLast(fitted.LowerSteps.ToArray(), s => s.Score <= score);
        return step.Denominator == 0 ? (0, 1) : (step.Numerator, step.Denominator);
    }

    private static (long, long) UpperAt(VennAbersCalibrator fitted, double score)
    {
        var step = Array.Find(fitted.UpperSteps.ToArray(), s => s.Score >= score);
        return step.Denominator == 0 ? (1, 1) : (step.Numerator, step.Denominator);
    }
}
