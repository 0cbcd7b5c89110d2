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
}
