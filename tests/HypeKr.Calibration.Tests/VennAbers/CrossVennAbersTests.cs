namespace HypeKr.Calibration.Tests;

public sealed class CrossVennAbersTests
{
    [Fact]
    public void Fold_column_is_a_table_a_fold()
    {
        var (scores, labels) = AdversarialRows.Make("spread", 300);
        var folds = DataSplit.ByGroup([.. Enumerable.Range(0, 300).Select(i => FormattableString.Invariant($"question {i / 3}"))], 4, 1);
        var byColumn = CrossVennAbersCalibrator.Fit(scores, labels, folds);
        var byTables = CrossVennAbersCalibrator.Fit([.. Enumerable.Range(0, 4).Select(f => ScoreTable.FromRows(
            [.. scores.Where((_, i) => folds[i] == f)],
            [.. labels.Where((_, i) => folds[i] == f)]))]);

        foreach (var merge in Enum.GetValues<VennAbersMerge>())
        {
            var batch = new double[scores.Length];
            byColumn.Predict(scores, merge, batch);
            Assert.Equal(scores.Select(s => byTables.Predict(s, merge)), batch);
        }

        // Real models of their own, not the last one's over and over.
        Assert.Equal(4, byColumn.Folds.Select(f => f.Predict(0.5)).Distinct().Count());
        Assert.Equal(1, Assert.Throws<InvalidCalibrationDataException>(() => CrossVennAbersCalibrator.Fit([0.1, 0.2], [true, false], [0, -1])).Row);
        Assert.Throws<InvalidCalibrationDataException>(() => CrossVennAbersCalibrator.Fit([0.1, 0.2, 0.3], [true, false, true], [0, 2, 0]));
        Assert.Throws<ArgumentException>(() => CrossVennAbersCalibrator.Fit([0.1, 0.2], [true, false], [0]));
    }

    [Fact]
    public void Nothing_is_allocated_in_any_prediction()
    {
        var (scores, labels) = AdversarialRows.Make("spread", 600);
        var table = ScoreTable.FromRows(scores, labels);
        var inductive = VennAbersCalibrator.Fit(table);
        var cross = CrossVennAbersCalibrator.Fit([table, table]);
        double[] probabilities = [.. scores.SelectMany(s => new[] { s / 2, (1 - s) / 2, 0.5 })];
        int[] classes = [.. labels.Select((l, i) => i % 5 == 0 ? 2 : l ? 0 : 1)];
        var pairs = VennAbersOneVersusOne.Fit(probabilities, classes, 3);
        var rest = VennAbersOneVersusRest.Fit(probabilities, classes, 3);
        var regression = VennAbersRegression.Fit(scores, scores, [0.2, 0.5]);
        var (intervals, merged, three, two) = (new VennAbersInterval[600], new double[600], new double[3], new CumulativeInterval[2]);
        double[] row = [0.2, 0.3, 0.5];
        foreach (var (name, predict) in ((string, Action)[])[
            ("intervals", () => inductive.Predict(scores, intervals)),
            ("one interval", () => inductive.Predict(0.3)),
            ("cross", () => cross.Predict(scores, VennAbersMerge.LogMinimax, merged)),
            ("pairs", () => pairs.Predict(row, three)),
            ("rest", () => rest.Predict(row, three)),
            ("regression", () => regression.Predict(0.4, two)),
            ("quantile", () => regression.Quantile(0.4, 0.5))])
        {
            for (var i = 0; i < 3; i++) predict();
            var before = GC.GetAllocatedBytesForCurrentThread();
            predict();
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated == 0, FormattableString.Invariant($"{name}: {allocated} bytes"));
        }
    }
}
