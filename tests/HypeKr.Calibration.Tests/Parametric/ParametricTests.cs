using FsCheck.Xunit;

namespace HypeKr.Calibration.Tests;

[Properties(Arbitrary = [typeof(Arbitraries)], MaxTest = 100)]
public sealed class ParametricTests
{
    [Property]
    public void Platt_is_at_the_minimum(Bag bag)
    {
        var fitted = PlattCalibrator.Fit(bag.Table);
        var (n1, n0) = ((double)bag.Table.TotalPositives, (double)bag.Table.TotalNegatives);
        double Loss(double a, double b) => bag.Scores.Select((s, i) =>
        {
            var (z, t) = (-((a * s) + b), bag.Labels[i] ? (n1 + 1) / (n1 + 2) : 1 / (n0 + 2));
            return Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))) - (t * z);
        }).Average();

        Assert.Equal(Loss(fitted.A, fitted.B), fitted.MeanLoss, 1e-9);
        foreach (var (da, db) in ((double, double)[])[(1e-3, 0), (-1e-3, 0), (0, 1e-3), (0, -1e-3), (1e-3, -1e-3), (-1e-3, 1e-3)])
        {
            Assert.True(Loss(fitted.A + da, fitted.B + db) >= fitted.MeanLoss - 1e-12);
        }
    }

    [Property]
    public void Temperature_is_at_the_minimum_of_its_range(Bag bag)
    {
        var fitted = TemperatureCalibrator.Fit(bag.Table);
        double Loss(double t) => bag.Scores.Select((s, i) =>
        {
            var p = LogLossClip.TenMillionth.Apply(s);
            var z = Math.Log(p / (1 - p)) / t;
            return Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))) - (bag.Labels[i] ? z : 0);
        }).Average();

        Assert.InRange(fitted.Temperature, 0.1, 5);
        Assert.Equal(Loss(fitted.Temperature), fitted.MeanLoss, 1e-7);
        foreach (var t in (double[])[fitted.Temperature * 0.999, fitted.Temperature * 1.001, 0.1, 1, 5])
        {
            if (t is >= 0.1 and <= 5) Assert.True(Loss(t) >= Loss(fitted.Temperature) - 1e-9);
        }
    }

    [Property]
    public void Beta_does_not_lose_to_the_identity_or_a_constant(Bag bag)
    {
        foreach (var form in Enum.GetValues<BetaForm>())
        {
            var fitted = BetaCalibrator.Fit(bag.Table, form, TargetRule.Platt);
            Assert.True(fitted.A >= 0 && fitted.B >= 0);
            var last = 0.0;
            foreach (var s in (double[])[0, 0.01, 0.2, 0.5, 0.8, 0.99, 1])
            {
                var p = fitted.Predict(s);
                Assert.True(p >= last - 1e-12);
                last = p;
            }
        }
    }

    [Fact]
    public void Beta_forms_keep_their_promises()
    {
        var (scores, labels) = AdversarialRows.Make("spread", 2_000);
        var table = ScoreTable.FromRows(scores, labels);
        var am = BetaCalibrator.Fit(table, BetaForm.Am);
        Assert.Equal(am.A, am.B);
        Assert.Equal(0.5, BetaCalibrator.Fit(table, BetaForm.Ab).Predict(0.5), 1e-12);
        var abm = BetaCalibrator.Fit(table);
        Assert.True(abm.MeanLoss <= am.MeanLoss + 1e-12);

        // Forecasts that are right stay about what they are.
        foreach (var p in (double[])[0.1, 0.5, 0.9]) Assert.Equal(p, abm.Predict(p), 0.06);
    }

    [Fact]
    public void Separable_labels_have_no_optimum_and_say_so()
    {
        var separable = ScoreTable.FromRows([0.1, 0.2, 0.8, 0.9], [false, false, true, true]);
        var oneClass = ScoreTable.FromRows([0.1, 0.2], [true, true]);
        foreach (var table in (ScoreTable[])[separable, oneClass])
        {
            Assert.Contains("no finite optimum", Assert.Throws<InvalidCalibrationDataException>(() => PlattCalibrator.Fit(table, TargetRule.Labels)).Message, StringComparison.Ordinal);
            Assert.Contains("no finite optimum", Assert.Throws<InvalidCalibrationDataException>(() => BetaCalibrator.Fit(table)).Message, StringComparison.Ordinal);
            Assert.True(TemperatureCalibrator.Fit(table).IsAtBound);
            Assert.InRange(PlattCalibrator.Fit(table).Predict(0.85), 0.5, 1);
        }

        // One score on both sides is no way out: the slope still runs away.
        Assert.Throws<InvalidCalibrationDataException>(() => PlattCalibrator.Fit(ScoreTable.FromRows([0.1, 0.5, 0.5, 0.9], [false, false, true, true]), TargetRule.Labels));
    }

    [Fact]
    public void Scores_of_any_size_have_a_slope()
    {
        foreach (var scale in (double[])[1e-300, 1e-6, 1, 1e6, 1e300])
        {
            var (scores, labels) = AdversarialRows.Make("spread", 500);
            var fitted = PlattCalibrator.Fit(ScoreTable.FromRows([.. scores.Select(s => s * scale)], labels));
            Assert.Equal(PlattCalibrator.Fit(ScoreTable.FromRows(scores, labels)).Predict(0.7), fitted.Predict(0.7 * scale), 1e-9);
        }
    }

    [Fact]
    public void Empty_bin_answers_its_middle_and_full_ones_their_rate()
    {
        var fitted = BinningCalibrator.Fit(ScoreTable.FromRows([0.05, 0.08, 0.95], [true, false, true]), new BinningRule(BinEdges.LeftClosed, 10));
        Assert.Equal(0.5, fitted.Predict(0.01));
        Assert.Equal(0.45, fitted.Predict(0.42), 1e-15);
        Assert.Equal(1, fitted.Predict(1));
        Assert.Equal(2, fitted.Bins.Length);
        Assert.Throws<ArgumentException>(() => BinningCalibrator.Fit(ScoreTable.FromRows([0.5], [true]), new BinningRule(BinEdges.HalfOpen, 10)));
        Assert.Throws<ArgumentException>(() => BinningCalibrator.Fit(ScoreTable.FromRows([0.5], [true]), BinningRule.Distinct));
        Assert.Throws<InvalidCalibrationDataException>(() => fitted.Predict(1.5));
    }

    [Theory]
    [InlineData(4, 5, 5)]
    [InlineData(3, 9, 9)]
    public void Beta_takes_the_better_line_where_the_free_fit_runs_away(int low, int high, int positives)
    {
        // YES at both ends and NO between: the free slopes run to -∞ and +∞, yet in bounds there is an optimum.
        var table = ScoreTable.FromGroups([new ScoreGroup(0.1, low, low), new ScoreGroup(0.5, 10, 0), new ScoreGroup(0.9, high, positives)]);
        var fitted = BetaCalibrator.Fit(table, BetaForm.Abm, TargetRule.Labels);
        double Loss(double a, double b, double c) => ForecastLoss.Log(LogLossClip.MachineEpsilon).Mean(table.Map(s => 1 / (1 + Math.Exp(-((a * Math.Log(s)) - (b * Math.Log(1 - s)) + c)))));

        Assert.True(fitted.A >= 0 && fitted.B >= 0);
        Assert.Equal(Loss(fitted.A, fitted.B, fitted.C), fitted.MeanLoss, 1e-12);
        for (var i = 0; i < 27; i++)
        {
            var (a, b, c) = (fitted.A + (1e-3 * ((i % 3) - 1)), fitted.B + (1e-3 * ((i / 3 % 3) - 1)), fitted.C + (1e-3 * ((i / 9) - 1)));
            if (a >= 0 && b >= 0) Assert.True(Loss(a, b, c) >= fitted.MeanLoss - 1e-12);
        }
    }

    [Fact]
    public void Slope_that_no_double_holds_is_refused()
    {
        var (scores, labels) = ((double[])[0, 0, 0, 0, 0, 1e-309, 1e-309, 1e-309, 1e-309, 1e-309], (bool[])[false, false, false, false, false, true, true, true, true, true]);
        Assert.Contains("too close for a slope", Assert.Throws<InvalidCalibrationDataException>(() => PlattCalibrator.Fit(ScoreTable.FromRows(scores, labels))).Message, StringComparison.Ordinal);
        Assert.InRange(PlattCalibrator.Fit(ScoreTable.FromRows([.. scores.Select(s => s * 1e300)], labels)).Predict(1e-9), 0.8, 0.9);
    }

    [Fact]
    public void Platt_answers_or_says_why_for_rows_of_both_classes_in_every_shape()
    {
        foreach (var shape in AdversarialRows.Names)
        {
            var (scores, labels) = AdversarialRows.Make(shape, 200);
            for (var i = 0; i < labels.Length; i++) labels[i] = i % 3 == 0;
            try
            {
                var fitted = PlattCalibrator.Fit(ScoreTable.FromRows(scores, labels));
                foreach (var score in scores) Assert.InRange(fitted.Predict(score), 0, 1);
            }
            catch (InvalidCalibrationDataException error)
            {
                Assert.Contains("too close for a slope", error.Message, StringComparison.Ordinal);
                Assert.Equal("subnormal", shape);
            }
        }
    }

    [Theory]
    [InlineData(1_000_000L)]
    [InlineData(1_000_000_000_000L)]
    [InlineData(1_000_000_000_000_000L)]
    public void One_positive_among_any_number_of_rows_has_a_slope(long rows)
    {
        // What is known of the slope hangs on the one positive and the targets, not on how many negatives there are.
        var table = ScoreTable.FromGroups(Enumerable.Range(0, 10).Select(i => new ScoreGroup(i, rows / 10, i == 8 ? 1 : 0)));
        var fitted = PlattCalibrator.Fit(table);
        var (total, yes) = ((double)table.TotalWeight, 2.0 / 3);
        var (sum, slope) = (0.0, 0.0);
        foreach (var i in Enumerable.Range(0, 10))
        {
            var residual = (rows / 10 * fitted.Predict(i)) - ((i == 8 ? yes : 0) + (((rows / 10) - (i == 8 ? 1 : 0)) / (total + 1)));
            (sum, slope) = (sum + residual, slope + (residual * i));
        }

        Assert.True(fitted.A < 0);
        Assert.Equal(0, sum, 1e-9);
        Assert.Equal(0, slope, 1e-8);

        // Beta on the same rows, and labels alone where they overlap.
        Assert.True(BetaCalibrator.Fit(table.Map(s => (s + 1) / 12), BetaForm.Am, TargetRule.Platt).A > 0);
        Assert.True(PlattCalibrator.Fit(table, TargetRule.Labels).A < 0);
    }

    [Fact]
    public void Weights_far_apart_are_no_separation_under_platt_targets()
    {
        foreach (var heavy in (long[])[1, 1_000_000, 1_000_000_000_000, 1_000_000_000_000_000_000])
        {
            var table = ScoreTable.FromGroups([new ScoreGroup(0.2, heavy, heavy / 2), new ScoreGroup(0.7, 2, 1), new ScoreGroup(0.9, 3, 3)]);
            try
            {
                Assert.InRange(PlattCalibrator.Fit(table).Predict(0.2), 0, 1);
            }
            catch (InvalidCalibrationDataException error)
            {
                Assert.DoesNotContain("separate", error.Message, StringComparison.Ordinal);
                Assert.True(heavy > 1_000_000_000_000);
            }
        }
    }
}
