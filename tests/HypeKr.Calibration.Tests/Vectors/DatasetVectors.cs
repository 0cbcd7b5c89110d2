using System.Text.Json;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Calibration.Tests;

/// <summary>Real classifiers on scikit-learn's data sets, all methods end to end. Platt's members are left out: it is not in this package.</summary>
[Trait("Category", "Vectors")]
public sealed class DatasetVectors(ITestOutputHelper output)
{
    private const double Tolerance = 1e-9;

    [VectorFact("calibration/datasets-breast-cancer.json")]
    public void Breast_cancer() => VectorFile.Open("calibration/datasets-breast-cancer.json").Run(output, CheckBinary);

    [VectorFact("calibration/datasets-digits-odd.json")]
    public void Digits_odd() => VectorFile.Open("calibration/datasets-digits-odd.json").Run(output, CheckBinary);

    [VectorFact("calibration/datasets-digits-one-vs-rest.json")]
    public void Digits_one_vs_rest() => VectorFile.Open("calibration/datasets-digits-one-vs-rest.json").Run(output, CheckBinary);

    [VectorFact("calibration/datasets-digits-multiclass.json")]
    public void Digits_multiclass() => VectorFile.Open("calibration/datasets-digits-multiclass.json").Run(output, CheckMulticlass);

    [VectorFact("calibration/datasets-wine.json")]
    public void Wine() => VectorFile.Open("calibration/datasets-wine.json").Run(output, CheckMulticlass);

    private static void CheckBinary(JsonElement @case)
    {
        var (cal, test) = (@case.GetProperty("cal"), @case.GetProperty("test"));
        var (scores, labels) = (cal.Doubles("score"), cal.Labels("label"));
        var (testScores, testLabels) = (test.Doubles("score"), test.Labels("label"));
        var table = ScoreTable.FromRows(scores, labels);

        var isotonic = new double[testScores.Length];
        IsotonicCalibrator.Fit(table).Predict(testScores, isotonic);
        Json.Close(@case.Doubles("isotonic"), isotonic, Tolerance, "isotonic");

        var fitted = VennAbersCalibrator.Fit(table);
        var intervals = new VennAbersInterval[testScores.Length];
        fitted.Predict(testScores, intervals);
        var merged = intervals.Select(v => v.Merge(VennAbersMerge.LogMinimax)).ToArray();
        var (definition, package) = (@case.GetProperty("venn_abers").GetProperty("definition"), @case.GetProperty("venn_abers").GetProperty("package"));
        Json.Close(definition.Doubles("p0"), [.. intervals.Select(v => v.P0)], Tolerance, "p0");
        Json.Close(definition.Doubles("p1"), [.. intervals.Select(v => v.P1)], Tolerance, "p1");
        Json.Close(definition.Doubles("p"), merged, Tolerance, "p");

        // The package's answer above all calibration scores is its answer at the highest.
        var clamped = testScores.Select(s => fitted.Predict(Math.Min(s, table.Scores[^1])).Merge(VennAbersMerge.LogMinimax)).ToArray();
        Json.Close(package.Doubles("p"), clamped, Tolerance, "package p");

        CheckMondrian(@case.GetProperty("mondrian"), cal, test, scores, labels);

        // Scored from the file's own values, compared above: a bin edge between two roundings of one number would move a row.
        var figures = @case.GetProperty("scores");
        ScoreVectors.CheckFigures(figures.GetProperty("raw"), ScoreTable.FromRows(testScores, testLabels), Tolerance);
        ScoreVectors.CheckFigures(figures.GetProperty("isotonic"), ScoreTable.FromRows(@case.Doubles("isotonic"), testLabels), Tolerance);
        ScoreVectors.CheckFigures(figures.GetProperty("venn_abers_definition"), ScoreTable.FromRows(definition.Doubles("p"), testLabels), Tolerance);
        ScoreVectors.CheckFigures(figures.GetProperty("venn_abers_package"), ScoreTable.FromRows(package.Doubles("p"), testLabels), Tolerance);
    }

    private static void CheckMondrian(JsonElement expected, JsonElement cal, JsonElement test, double[] scores, bool[] labels)
    {
        var categories = cal.Strings("category");
        var tables = Enumerable.Range(0, labels.Length).GroupBy(i => categories[i]).ToDictionary(
            g => g.Key,
            g => ScoreTable.FromRows([.. g.Select(i => scores[i])], [.. g.Select(i => labels[i])]));
        MondrianVectors.CheckExpected(expected, options => MondrianConformal.FitBinary(tables, options), 30, 2, test.Strings("category"), [.. test.Doubles("score").Select(p => new[] { p, 1 - p })], test.Ints("label"));
    }

    private static void CheckMulticlass(JsonElement @case)
    {
        var classes = @case.GetProperty("classes").GetInt32();
        var (cal, test) = (@case.GetProperty("cal"), @case.GetProperty("test"));
        var rows = cal.GetProperty("prob").EnumerateArray().Select(r => r.Doubles()).ToArray();
        var testRows = test.GetProperty("prob").EnumerateArray().Select(r => r.Doubles()).ToArray();
        var (labels, truth) = (cal.Ints("label"), test.Ints("label"));

        Json.Close(@case.GetProperty("log_loss").GetProperty("raw").GetDouble(), LogLoss(testRows, truth), Tolerance, "log loss raw");
        foreach (var kind in (string[])["ovo", "ovr"])
        {
            var predict = VennAbersVectors.MulticlassPredictor(kind, [.. rows.SelectMany(r => r)], labels, classes);
            var problems = kind == "ovo" ? Pairs(rows, labels, classes) : Rests(rows, labels, classes);
            var package = new List<double[]>();
            var row = 0;
            foreach (var expected in @case.GetProperty($"venn_abers_{kind}_package").EnumerateArray())
            {
                // The file holds the package alone, which answers above all calibration scores as at the highest. So its answer is
                // rebuilt with clamped scores, and ours is compared where nothing had to be clamped.
                var (rebuilt, clamped) = kind == "ovo" ? ByPairs(problems, testRows[row], classes) : ByRests(problems, testRows[row], classes);
                Json.Close(expected.Doubles(), rebuilt, Tolerance, Json.Text($"{kind} package row {row}"));
                package.Add(rebuilt);
                var own = new double[classes];
                predict(testRows[row], own);
                if (!clamped) Json.Close(expected.Doubles(), own, Tolerance, Json.Text($"{kind} row {row}"));
                Json.Close(1, own.Sum(), Tolerance, "sum");
                row++;
            }

            Json.Close(@case.GetProperty("log_loss").GetProperty(kind).GetDouble(), LogLoss([.. package], truth), Tolerance, "log loss " + kind);
        }

        var conformal = @case.GetProperty("mondrian_class_cond");
        // Class-conditional as a taxonomy of its own: what the categories are called makes no difference.
        MondrianVectors.CheckExpected(
            conformal,
            options => MulticlassConformal.Fit(NonconformityScore.LeastAmbiguous, [.. labels.Select((_, i) => i % 2 == 0 ? "-" : "+")], [.. rows.SelectMany(r => r)], labels, classes, options with { Taxonomy = MondrianTaxonomy.Class }).Cells,
            30,
            classes,
            [.. truth.Select(_ => "-")],
            [.. testRows.Select(r => r.Select(p => 1 - p).ToArray())],
            truth);
        MondrianVectors.CheckExpected(
            conformal,
            options => MondrianConformal.Fit([.. labels.Select(_ => "-")], labels, [.. rows.Select((r, i) => 1 - r[labels[i]])], classes, options),
            30,
            classes,
            [.. truth.Select(_ => "-")],
            [.. testRows.Select(r => r.Select(p => 1 - p).ToArray())],
            truth);
    }

    private static (VennAbersCalibrator Fit, double Highest)[] Pairs(double[][] rows, int[] labels, int classes)
    {
        var problems = new List<(VennAbersCalibrator, double)>();
        for (var i = 0; i < classes; i++)
        {
            for (var j = i + 1; j < classes; j++)
            {
                var members = Enumerable.Range(0, rows.Length).Where(r => labels[r] == i || labels[r] == j).ToArray();
                problems.Add(Fit([.. members.Select(r => rows[r][j] / (rows[r][i] + rows[r][j]))], [.. members.Select(r => labels[r] == j)]));
            }
        }

        return [.. problems];
    }

    private static (VennAbersCalibrator Fit, double Highest)[] Rests(double[][] rows, int[] labels, int classes) =>
        [.. Enumerable.Range(0, classes).Select(c => Fit([.. rows.Select(r => r[c])], [.. labels.Select(l => l == c)]))];

    private static (VennAbersCalibrator Fit, double Highest) Fit(double[] scores, bool[] labels) => (VennAbersCalibrator.Fit(ScoreTable.FromRows(scores, labels)), scores.Max());

    private static (double[] P, bool Clamped) ByPairs((VennAbersCalibrator Fit, double Highest)[] problems, double[] row, int classes)
    {
        var sums = new double[classes];
        var (next, clamped) = (0, false);
        for (var i = 0; i < classes; i++)
        {
            for (var j = i + 1; j < classes; j++)
            {
                var (fit, highest) = problems[next++];
                var score = row[j] / (row[i] + row[j]);
                clamped |= score > highest;
                var p = fit.Predict(Math.Min(score, highest)).Merge(VennAbersMerge.LogMinimax);
                sums[i] += 1 / (1 - p);
                sums[j] += 1 / p;
            }
        }

        return (Normalize([.. sums.Select(s => 1 / (s - (classes - 2)))]), clamped);
    }

    private static (double[] P, bool Clamped) ByRests((VennAbersCalibrator Fit, double Highest)[] problems, double[] row, int classes) =>
        (Normalize([.. Enumerable.Range(0, classes).Select(c => problems[c].Fit.Predict(Math.Min(row[c], problems[c].Highest)).Merge(VennAbersMerge.LogMinimax))]),
            Enumerable.Range(0, classes).Any(c => row[c] > problems[c].Highest));

    private static double[] Normalize(double[] values) => [.. values.Select(v => v / values.Sum())];

    private static double LogLoss(double[][] rows, int[] truth) => rows.Select((r, i) => -Math.Log(r[truth[i]] / r.Sum())).Average();
}
