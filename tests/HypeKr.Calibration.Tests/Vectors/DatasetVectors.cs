using System.Text.Json;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Calibration.Tests;

/// <summary>Real classifiers on scikit-learn's data sets, all methods end to end.</summary>
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

        // The switch for the package's answer above all calibration scores reproduces all of it.
        var compatible = new VennAbersInterval[testScores.Length];
        VennAbersCalibrator.Fit(table, 1, VennAbersAboveRange.LastStep).Predict(testScores, compatible);
        Json.Close(package.Doubles("p0"), [.. compatible.Select(v => v.P0)], Tolerance, "package p0");
        Json.Close(package.Doubles("p1"), [.. compatible.Select(v => v.P1)], Tolerance, "package p1");
        Json.Close(package.Doubles("p"), [.. compatible.Select(v => v.Merge(VennAbersMerge.LogMinimax))], Tolerance, "package p");
        CheckPlatt(@case, table, testScores, testLabels);

        CheckMondrian(@case.GetProperty("mondrian"), cal, test, scores, labels);

        // Scored from the file's own values, compared above: a bin edge between two roundings of one number would move a row.
        var figures = @case.GetProperty("scores");
        ScoreVectors.CheckFigures(figures.GetProperty("raw"), ScoreTable.FromRows(testScores, testLabels), Tolerance);
        ScoreVectors.CheckFigures(figures.GetProperty("isotonic"), ScoreTable.FromRows(@case.Doubles("isotonic"), testLabels), Tolerance);
        ScoreVectors.CheckFigures(figures.GetProperty("venn_abers_definition"), ScoreTable.FromRows(definition.Doubles("p"), testLabels), Tolerance);
        ScoreVectors.CheckFigures(figures.GetProperty("venn_abers_package"), ScoreTable.FromRows(package.Doubles("p"), testLabels), Tolerance);
    }

    /// <summary>scikit-learn's optimiser stops early: its parameters, and what is scored with them, agree to about 1e-5.</summary>
    private static void CheckPlatt(JsonElement @case, ScoreTable table, double[] testScores, bool[] testLabels)
    {
        const double Early = 1e-5;
        var fitted = PlattCalibrator.Fit(table);
        var (a, b) = (@case.GetProperty("platt_sklearn").GetProperty("a").GetDouble(), @case.GetProperty("platt_sklearn").GetProperty("b").GetDouble());
        Json.Close(a, fitted.A, Early * Math.Max(1, Math.Abs(a)), "platt a");
        Json.Close(b, fitted.B, Early * Math.Max(1, Math.Abs(b)), "platt b");
        var calibrated = new double[testScores.Length];
        fitted.Predict(testScores, calibrated);
        for (var i = 0; i < calibrated.Length; i++) Json.Close(1 / (1 + Math.Exp((a * testScores[i]) + b)), calibrated[i], Early, Json.Text($"platt p[{i}]"));
        ScoreVectors.CheckFigures(@case.GetProperty("scores").GetProperty("platt"), ScoreTable.FromRows(calibrated, testLabels), Early);
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
            var compatible = VennAbersVectors.MulticlassPredictor(kind, [.. rows.SelectMany(r => r)], labels, classes, VennAbersAboveRange.LastStep);
            var package = new List<double[]>();
            var row = 0;
            foreach (var expected in @case.GetProperty($"venn_abers_{kind}_package").EnumerateArray())
            {
                var (ours, theirs) = (new double[classes], new double[classes]);
                compatible(testRows[row], theirs);
                Json.Close(expected.Doubles(), theirs, Tolerance, Json.Text($"{kind} package row {row}"));
                package.Add(theirs);

                // The file holds the package alone; the definition parts from it only above a problem's calibration scores.
                predict(testRows[row], ours);
                if (!IsAboveRange(kind, rows, labels, classes, testRows[row])) Json.Close(expected.Doubles(), ours, Tolerance, Json.Text($"{kind} row {row}"));
                Json.Close(1, ours.Sum(), Tolerance, "sum");
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

    private static bool IsAboveRange(string kind, double[][] rows, int[] labels, int classes, double[] test)
    {
        if (kind == "ovr") return Enumerable.Range(0, classes).Any(c => test[c] > rows.Max(r => r[c]));
        return (from i in Enumerable.Range(0, classes)
                from j in Enumerable.Range(i + 1, classes - i - 1)
                let highest = rows.Where((_, r) => labels[r] == i || labels[r] == j).Max(r => r[j] / (r[i] + r[j]))
                select test[j] / (test[i] + test[j]) > highest).Any(above => above);
    }

    private static double LogLoss(double[][] rows, int[] truth) => rows.Select((r, i) => -Math.Log(r[truth[i]] / r.Sum())).Average();
}
