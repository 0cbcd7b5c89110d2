using System.Text.Json;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Calibration.Tests;

[Trait("Category", "Vectors")]
public sealed class VennAbersVectors(ITestOutputHelper output)
{
    private const double Tolerance = 1e-12;

    [VectorFact("calibration/venn-abers.json")]
    public void Venn_abers()
    {
        var file = VectorFile.Open("calibration/venn-abers.json");
        file.Run(output, Check);

        // Where the definition is followed against the package, by id: as many cases as the file says.
        var differing = file.Root.GetProperty("cases").EnumerateArray().Where(c => c.TryGetProperty("differs", out var differs) && differs.GetArrayLength() > 0).Select(c => c.GetProperty("id").GetString()!).ToArray();
        foreach (var id in differing) output.WriteLine($"the package differs: {id}");
        Assert.Equal(differing.Length, differing.Distinct().Count());
        Assert.Equal(file.Root.GetProperty("cases_where_package_differs").GetInt32(), differing.Length);
    }

    private static void Check(JsonElement @case)
    {
        switch (@case.GetProperty("kind").GetString())
        {
            case "ivap":
                CheckInductive(@case);
                break;
            case "ivap-weighted":
                CheckWeighted(@case);
                break;
            case "cvap":
                CheckCross(@case);
                break;
            case "ovo":
            case "ovr":
                CheckMulticlass(@case);
                break;
            case var kind:
                throw new InvalidDataException($"Unknown kind {kind}.");
        }
    }

    private static void CheckInductive(JsonElement @case)
    {
        var scores = @case.GetProperty("cal").Doubles("score");

        // The package's "precision" rounds calibration scores only, half to even.
        var table = ScoreTable.FromRows(scores, @case.GetProperty("cal").Labels("label"));
        if (@case.GetProperty("precision").ValueKind != JsonValueKind.Null) table = table.Quantize(ScoreGrid.NumpyRound(@case.GetProperty("precision").GetInt32()));
        var fitted = VennAbersCalibrator.Fit(table);
        CheckDefinition(@case, fitted);

        // The switch reproduces the package everywhere; without it the two part above all calibration scores alone.
        var (test, package) = (@case.Doubles("test"), @case.GetProperty("package"));
        var (p0, p1, p) = (package.Doubles("p0"), package.Doubles("p1"), package.Doubles("p"));
        var compatible = VennAbersCalibrator.Fit(table, 1, VennAbersAboveRange.LastStep);
        for (var i = 0; i < test.Length; i++)
        {
            var interval = compatible.Predict(test[i]);
            Json.Close(p0[i], interval.P0, Tolerance, Json.Text($"package p0[{i}]"));
            Json.Close(p1[i], interval.P1, Tolerance, Json.Text($"package p1[{i}]"));
            Json.Close(p[i], interval.Merge(VennAbersMerge.LogMinimax), Tolerance, Json.Text($"package p[{i}]"));
        }

        Assert.Equal(@case.Ints("differs"), Enumerable.Range(0, test.Length).Where(i => fitted.Predict(test[i]) != compatible.Predict(test[i])));

        if (!@case.TryGetProperty("aggregated", out var aggregated)) return;
        var (score, n, positives) = (aggregated.Doubles("score"), aggregated.Ints("n"), aggregated.Ints("positives"));
        var grouped = VennAbersCalibrator.Fit(ScoreTable.FromGroups(score.Select((s, i) => new ScoreGroup(s, n[i], positives[i]))));
        Assert.Equal(fitted.LowerSteps.ToArray(), grouped.LowerSteps.ToArray());
        Assert.Equal(fitted.UpperSteps.ToArray(), grouped.UpperSteps.ToArray());
    }

    private static void CheckWeighted(JsonElement @case)
    {
        var cal = @case.GetProperty("cal");
        var (weights, units) = cal.Decimals("weight");
        CheckDefinition(@case, VennAbersCalibrator.Fit(ScoreTable.FromWeightedRows(cal.Doubles("score"), cal.Labels("label"), weights, units)));
    }

    private static void CheckDefinition(JsonElement @case, VennAbersCalibrator fitted)
    {
        var (test, definition) = (@case.Doubles("test"), @case.GetProperty("definition"));
        var intervals = new VennAbersInterval[test.Length];
        fitted.Predict(test, intervals);
        Json.Close(definition.Doubles("p0"), [.. intervals.Select(v => v.P0)], Tolerance, "p0");
        Json.Close(definition.Doubles("p1"), [.. intervals.Select(v => v.P1)], Tolerance, "p1");
        var merged = new double[test.Length];
        fitted.Predict(test, VennAbersMerge.LogMinimax, merged);
        Json.Close(definition.Doubles("p"), merged, Tolerance, "p");
    }

    private static void CheckCross(JsonElement @case)
    {
        var folds = @case.GetProperty("folds").EnumerateArray().Select(f => ScoreTable.FromRows(f.Doubles("score"), f.Labels("label"))).ToArray();
        var fitted = CrossVennAbersCalibrator.Fit(folds);
        CheckCross(@case, fitted, "definition");
        CheckCross(@case, CrossVennAbersCalibrator.Fit(folds, VennAbersAboveRange.LastStep), "package");
    }

    private static void CheckCross(JsonElement @case, CrossVennAbersCalibrator fitted, string kind)
    {
        var definition = @case.GetProperty(kind);
        var (test, p0, p1) = (@case.Doubles("test"), definition.GetProperty("p0"), definition.GetProperty("p1"));
        var (log, brier) = (definition.Doubles("p_log"), definition.Doubles("p_brier"));
        for (var i = 0; i < test.Length; i++)
        {
            Json.Close(p0[i].Doubles(), [.. fitted.Folds.Select(f => f.Predict(test[i]).P0)], Tolerance, Json.Text($"p0[{i}]"));
            Json.Close(p1[i].Doubles(), [.. fitted.Folds.Select(f => f.Predict(test[i]).P1)], Tolerance, Json.Text($"p1[{i}]"));
            Json.Close(log[i], fitted.Predict(test[i], VennAbersMerge.LogMinimax), Tolerance, Json.Text($"p_log[{i}]"));
            Json.Close(brier[i], fitted.Predict(test[i], VennAbersMerge.BrierMinimax), Tolerance, Json.Text($"p_brier[{i}]"));
            Json.Close(log[i], fitted.Predict([.. fitted.Folds.Select(_ => test[i])], VennAbersMerge.LogMinimax), Tolerance, Json.Text($"p_log[{i}] by fold scores"));
        }
    }

    private static void CheckMulticlass(JsonElement @case)
    {
        var classes = @case.GetProperty("classes").GetInt32();
        var cal = @case.GetProperty("cal");
        var rows = cal.GetProperty("prob").EnumerateArray().SelectMany(r => r.Doubles()).ToArray();
        foreach (var (list, aboveRange) in ((string, VennAbersAboveRange)[])[("definition", VennAbersAboveRange.One), ("package", VennAbersAboveRange.LastStep)])
        {
            var predict = MulticlassPredictor(@case.GetProperty("kind").GetString()!, rows, cal.Ints("label"), classes, aboveRange);
            var row = 0;
            foreach (var (test, expected) in @case.GetProperty("test").EnumerateArray().Zip(@case.GetProperty(list).GetProperty("p").EnumerateArray()))
            {
                var actual = new double[classes];
                predict(test.Doubles(), actual);
                Json.Close(expected.Doubles(), actual, Tolerance, Json.Text($"{list} row {row++}"));
            }
        }
    }

    internal static Action<double[], double[]> MulticlassPredictor(string kind, double[] rows, int[] labels, int classes, VennAbersAboveRange aboveRange = VennAbersAboveRange.One)
    {
        if (kind == "ovo")
        {
            var pairs = VennAbersOneVersusOne.Fit(rows, labels, classes, aboveRange);
            return (p, destination) => pairs.Predict(p, destination);
        }

        var rest = VennAbersOneVersusRest.Fit(rows, labels, classes, aboveRange);
        return (p, destination) => rest.Predict(p, destination);
    }
}
