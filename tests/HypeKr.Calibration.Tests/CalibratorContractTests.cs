namespace HypeKr.Calibration.Tests;

/// <summary>What holds for every calibrator alike.</summary>
public sealed class CalibratorContractTests
{
    private static readonly Dictionary<string, Func<ScoreTable, ICalibrator>> Calibrators = new()
    {
        ["isotonic"] = t => IsotonicCalibrator.Fit(t),
        ["isotonic step"] = t => IsotonicCalibrator.Fit(t, new IsotonicOptions { Interpolation = IsotonicInterpolation.Step, Minimum = 0.01 }),
        ["platt"] = t => PlattCalibrator.Fit(t),
        ["beta abm"] = t => BetaCalibrator.Fit(t, BetaForm.Abm, TargetRule.Platt),
        ["beta am"] = t => BetaCalibrator.Fit(t, BetaForm.Am, TargetRule.Platt),
        ["beta ab"] = t => BetaCalibrator.Fit(t, BetaForm.Ab, TargetRule.Platt),
        ["temperature"] = t => TemperatureCalibrator.Fit(t),
        ["histogram"] = t => BinningCalibrator.Fit(t, BinningRule.Default),
        ["equal mass"] = t => BinningCalibrator.Fit(t, new BinningRule(BinEdges.EqualMass, 10)),
        ["quantile"] = t => BinningCalibrator.Fit(t, new BinningRule(BinEdges.Quantile, 10)),
        ["quantile left"] = t => BinningCalibrator.Fit(t, new BinningRule(BinEdges.QuantileLeftClosed, 10)),
        ["quantile lowest apart"] = t => BinningCalibrator.Fit(t, new BinningRule(BinEdges.QuantileLowestApart, 10)),
        ["floor"] = t => BinningCalibrator.Fit(t, new BinningRule(BinEdges.FloorUncapped, 10)),
        ["zero apart"] = t => BinningCalibrator.Fit(t, new BinningRule(BinEdges.RightClosedZeroApart, 10)),
        ["venn-abers log"] = t => VennAbersCalibrator.Fit(t).Merged(VennAbersMerge.LogMinimax),
        ["venn-abers brier"] = t => VennAbersCalibrator.Fit(t).Merged(VennAbersMerge.BrierMinimax),
        ["venn-abers midpoint"] = t => VennAbersCalibrator.Fit(t).Merged(VennAbersMerge.Midpoint),
    };

    public static TheoryData<string> Names => [.. Calibrators.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_groups_and_shards_give_one_model(string name)
    {
        foreach (var shape in AdversarialRows.Probabilities)
        {
            var (scores, labels) = AdversarialRows.Make(shape, 400);
            if (shape == "one class" && name.StartsWith("beta ab", StringComparison.Ordinal)) labels[0] = true;
            var order = Enumerable.Range(0, scores.Length).Reverse().ToArray();
            var table = ScoreTable.FromRows(scores, labels);
            var expected = Predict(Calibrators[name](table));
            var reversed = ScoreTable.FromRows([.. order.Select(i => scores[i])], [.. order.Select(i => labels[i])]);
            var groups = ScoreTable.FromGroups(order.Select(i => new ScoreGroup(scores[i], 1, labels[i] ? 1 : 0)));
            var shards = ScoreTable.Merge(order.Chunk(37).Select(c => ScoreTable.FromRows([.. c.Select(i => scores[i])], [.. c.Select(i => labels[i])])));
            foreach (var other in (ScoreTable[])[reversed, groups, shards]) Assert.Equal(expected, Predict(Calibrators[name](other)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Predictions_are_probabilities_and_the_two_forms_agree(string name)
    {
        foreach (var shape in AdversarialRows.Probabilities)
        {
            foreach (var n in (int[])[1, 2, 3, 300])
            {
                var (scores, labels) = AdversarialRows.Make(shape, n);
                var fitted = Calibrators[name](ScoreTable.FromRows(scores, labels));
                foreach (var (p, one) in Predict(fitted).Zip(Grid.Select(fitted.Predict)))
                {
                    Assert.InRange(p, 0, 1);
                    Assert.Equal(p, one);
                }

                // In place.
                var own = Grid.ToArray();
                fitted.Predict(own, own);
                Assert.Equal(Predict(fitted), own);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_allocated(string name)
    {
        var (scores, labels) = AdversarialRows.Make("spread", 2_000);
        var fitted = Calibrators[name](ScoreTable.FromRows(scores, labels));
        var destination = new double[scores.Length];
        for (var i = 0; i < 3; i++) fitted.Predict(scores, destination);

        var before = GC.GetAllocatedBytesForCurrentThread();
        fitted.Predict(scores, destination);
        fitted.Predict(0.5);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Bad_input_is_named(string name)
    {
        var (scores, labels) = AdversarialRows.Make("spread", 100);
        var fitted = Calibrators[name](ScoreTable.FromRows(scores, labels));
        Assert.Equal(1, Assert.Throws<InvalidCalibrationDataException>(() => fitted.Predict([0.5, double.NaN], new double[2])).Row);
        Assert.Throws<InvalidCalibrationDataException>(() => fitted.Predict(double.NaN));
        Assert.Throws<ArgumentException>(() => fitted.Predict([0.5, 0.6], new double[1]));
        Assert.Throws<InvalidCalibrationDataException>(() => Calibrators[name](ScoreTable.Empty));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Table_of_calibrated_scores_keeps_the_rows(string name)
    {
        var (scores, labels) = AdversarialRows.Make("spread", 500);
        var table = ScoreTable.FromRows(scores, labels);
        var fitted = Calibrators[name](table);
        var mapped = table.Map(fitted);
        Assert.Equal((table.TotalPositives, table.TotalNegatives), (mapped.TotalPositives, mapped.TotalNegatives));
        var calibrated = new double[scores.Length];
        fitted.Predict(scores, calibrated);
        Assert.Equal(ProbabilityScores.Brier(calibrated, labels), ProbabilityScores.Brier(mapped));
    }

    private static readonly double[] Grid = [0, 5e-324, 1e-300, 0.001, 0.1, 0.25, 0.3, 0.5, 0.7, 0.999, 1 - 1e-16, 1];

    private static double[] Predict(ICalibrator fitted)
    {
        var predicted = new double[Grid.Length];
        fitted.Predict(Grid, predicted);
        return predicted;
    }
}
