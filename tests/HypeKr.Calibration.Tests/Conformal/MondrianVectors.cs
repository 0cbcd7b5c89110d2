using System.Globalization;
using System.Text.Json;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Calibration.Tests;

[Trait("Category", "Vectors")]
public sealed class MondrianVectors(ITestOutputHelper output)
{
    private const double Tolerance = 1e-15;

    [VectorFact("calibration/mondrian.json")]
    public void Mondrian() => VectorFile.Open("calibration/mondrian.json").Run(output, Check);

    private static void Check(JsonElement @case)
    {
        switch (@case.TryGetProperty("kind", out var kind) ? kind.GetString() : "sets")
        {
            case "sets":
                CheckSets(@case);
                break;
            case "smoothed":
                CheckSmoothed(@case);
                break;
            case "online":
                CheckOnline(@case);
                break;
            default:
                throw new InvalidDataException($"Unknown kind {kind}.");
        }
    }

    private static void CheckSets(JsonElement @case)
    {
        var classes = @case.GetProperty("classes").GetInt32();
        var (cal, test) = (@case.GetProperty("cal"), @case.GetProperty("test"));
        var (categories, labels, scores) = (cal.Strings("category"), cal.Ints("label"), cal.Doubles("score"));
        var minimum = @case.GetProperty("min_samples").GetInt32();
        MondrianConformal Fit(MondrianOptions options) => MondrianConformal.Fit(categories, labels, scores, classes, options);

        var expected = @case.GetProperty("expected");
        var testScores = test.GetProperty("score").EnumerateArray().Select(s => s.Doubles()).ToArray();
        int[]? truth = test.TryGetProperty("label", out _) ? test.Ints("label") : null;
        CheckExpected(expected, Fit, minimum, classes, test.Strings("category"), testScores, truth);

        // Equal weights are no weights.
        var weighted = WeightedMondrianConformal.Fit(categories, labels, scores, [.. scores.Select(_ => 3L)], classes);
        for (var i = 0; i < testScores.Length; i++)
        {
            for (var c = 0; c < classes; c++) Json.Close(expected.GetProperty("p")[i][c].GetDouble(), weighted.PValue(test.Strings("category")[i], c, testScores[i][c], 3).Value, Tolerance, Json.Text($"weighted p[{i}][{c}]"));
        }

        // Binary cases also carry probabilities: the same cells from score tables.
        if (!cal.TryGetProperty("prob", out var prob) || classes != 2 || prob[0].ValueKind != JsonValueKind.Number) return;
        var probabilities = cal.Doubles("prob");
        var tables = Enumerable.Range(0, labels.Length).GroupBy(i => categories[i]).ToDictionary(
            g => g.Key,
            g => ScoreTable.FromRows([.. g.Select(i => probabilities[i])], [.. g.Select(i => labels[i] == 1)]));
        CheckExpected(expected, options => MondrianConformal.FitBinary(tables, options), minimum, classes, test.Strings("category"), testScores, truth);
    }

    internal static void CheckExpected(JsonElement expected, Func<MondrianOptions, MondrianConformal> fit, int minimum, int classes, string[] categories, double[][] scores, int[]? truth)
    {
        var plain = fit(new MondrianOptions { SmallCells = SmallCellRule.Ignore });
        var inclusive = fit(new MondrianOptions { SmallCells = SmallCellRule.Ignore, Boundary = ConformalBoundary.Include });
        var withMinimum = fit(new MondrianOptions { MinimumSamples = minimum });
        for (var i = 0; i < categories.Length; i++)
        {
            for (var c = 0; c < classes; c++)
            {
                var p = plain.PValue(categories[i], c, scores[i][c]);
                Assert.Equal(expected.GetProperty("n")[i][c].GetInt64(), p.Count);
                Assert.Equal(expected.GetProperty("count_ge")[i][c].GetInt64(), p.AtLeast);
                if (expected.TryGetProperty("count_gt", out var above)) Assert.Equal(above[i][c].GetInt64(), plain.FindCell(categories[i], c)?.CountAbove(scores[i][c]) ?? 0);
                Json.Close(expected.GetProperty("p")[i][c].GetDouble(), p.Value, Tolerance, Json.Text($"p[{i}][{c}]"));
            }
        }

        // The whole file in one batch, as a million rows would go.
        var batch = new double[categories.Length * classes];
        plain.PValues([.. categories.Select(plain.IndexOf)], [.. scores.SelectMany(s => s)], batch);
        Json.Close([.. expected.GetProperty("p").EnumerateArray().SelectMany(p => p.Doubles())], batch, Tolerance, "p of the batch");

        foreach (var level in expected.GetProperty("set_crepes").EnumerateObject())
        {
            var alpha = decimal.Parse(level.Name, CultureInfo.InvariantCulture);

            // crepes compares p with 1 - confidence in doubles; its threshold is rebuilt here, not offered.
            var crepesThreshold = 1 - (1 - double.Parse(level.Name, CultureInfo.InvariantCulture));
            var tally = new ConformalTally();
            for (var i = 0; i < categories.Length; i++)
            {
                var crepes = Enumerable.Range(0, classes).Select(c => plain.PValue(categories[i], c, scores[i][c]).Value >= crepesThreshold).ToArray();
                SameSet(level.Value[i], crepes, $"set_crepes {level.Name} row {i}");
                if (expected.TryGetProperty("set_ge_exact", out var sets)) SameSet(sets.GetProperty(level.Name)[i], Set(inclusive.Predict(categories[i], scores[i], alpha)), $"set_ge {level.Name} row {i}");
                if (expected.TryGetProperty("set_gt_exact", out sets)) SameSet(sets.GetProperty(level.Name)[i], Set(plain.Predict(categories[i], scores[i], alpha)), $"set_gt {level.Name} row {i}");
                if (expected.TryGetProperty("set_gt_exact_min_samples", out sets)) SameSet(sets.GetProperty(level.Name)[i], Set(withMinimum.Predict(categories[i], scores[i], alpha)), $"set_gt_min {level.Name} row {i}");
                if (truth is not null) tally.Add(categories[i], crepes, truth[i]);

                // score <= quantile is the same set as p > alpha.
                for (var c = 0; c < classes; c++)
                {
                    var quantile = plain.FindCell(categories[i], c)?.Quantile(alpha) ?? double.PositiveInfinity;
                    Assert.Equal(plain.Predict(categories[i], scores[i], alpha).Contains(c), scores[i][c] <= quantile);
                }
            }

            if (expected.TryGetProperty("qhat", out var quantiles))
            {
                foreach (var cell in quantiles.GetProperty(level.Name).EnumerateObject())
                {
                    var cut = cell.Name.LastIndexOf('|');
                    var actual = plain.FindCell(cell.Name[..cut], int.Parse(cell.Name[(cut + 1)..], CultureInfo.InvariantCulture))!.Quantile(alpha);
                    Assert.Equal(cell.Value.ValueKind == JsonValueKind.Null ? double.PositiveInfinity : cell.Value.GetDouble(), actual);
                }
            }

            if (expected.TryGetProperty("evaluate_crepes", out var evaluated))
            {
                var figures = evaluated.GetProperty(level.Name);
                Json.Close(figures.GetProperty("error").GetDouble(), tally.ErrorRate!.Value, Tolerance, "error");
                Json.Close(figures.GetProperty("avg_c").GetDouble(), tally.MeanSize!.Value, Tolerance, "avg_c");
                Json.Close(figures.GetProperty("one_c").GetDouble(), tally.SingletonRate!.Value, Tolerance, "one_c");
                Json.Close(figures.GetProperty("empty").GetDouble(), tally.EmptyRate!.Value, Tolerance, "empty");
            }

            if (expected.TryGetProperty("coverage_counts", out var coverage))
            {
                var counts = coverage.GetProperty(level.Name).EnumerateObject().ToDictionary(c => c.Name, c => (c.Value[0].GetInt64(), c.Value[1].GetInt64()));
                Assert.Equal(counts.OrderBy(c => c.Key, StringComparer.Ordinal), tally.Cells.ToDictionary(c => Json.Text($"{c.Category}|{c.Class}"), c => (c.Covered, c.Total)).OrderBy(c => c.Key, StringComparer.Ordinal));
            }
        }
    }

    private static void CheckSmoothed(JsonElement @case)
    {
        var (cal, expected) = (@case.GetProperty("cal"), @case.GetProperty("expected"));
        var labels = cal.Ints("label");
        var fitted = MondrianConformal.Fit([.. labels.Select(_ => "-")], labels, cal.Doubles("score"), 2);
        var row = 0;
        foreach (var scores in @case.GetProperty("test").GetProperty("score").EnumerateArray())
        {
            for (var c = 0; c < 2; c++)
            {
                var cell = fitted.FindCell("-", c)!;
                var above = cell.CountAbove(scores[c].GetDouble());
                Assert.Equal(expected.GetProperty("n")[row][c].GetInt64(), cell.Count);
                Assert.Equal(expected.GetProperty("count_gt")[row][c].GetInt64(), above);
                Assert.Equal(expected.GetProperty("count_eq")[row][c].GetInt64(), cell.PValue(scores[c].GetDouble()).AtLeast - above);
                Json.Close(expected.GetProperty("p")[row][c].GetDouble(), cell.SmoothedPValue(scores[c].GetDouble(), @case.GetProperty("theta")[row][c].GetDouble()), Tolerance, Json.Text($"p[{row}][{c}]"));
            }

            row++;
        }
    }

    private static void CheckOnline(JsonElement @case)
    {
        var (cal, test) = (@case.GetProperty("cal"), @case.GetProperty("test"));
        var online = new OnlineMondrianConformal();
        foreach (var (label, score) in cal.Ints("label").Zip(cal.Doubles("score"))) online.Add("-", label, score);
        var labels = test.Ints("label");
        for (var i = 0; i < labels.Length; i++)
        {
            var scores = test.GetProperty("score")[i].Doubles();
            for (var c = 0; c < scores.Length; c++)
            {
                Json.Close(@case.GetProperty("expected").GetProperty("p")[i][c].GetDouble(), online.PValue("-", c, scores[c]).Value, Tolerance, Json.Text($"p[{i}][{c}]"));
            }

            online.Add("-", labels[i], scores[labels[i]]);
        }
    }

    private static bool[] Set(PredictionSet prediction) => [.. prediction.Labels.Select(l => l.IsIncluded)];

    private static void SameSet(JsonElement expected, bool[] actual, string what) => Assert.True(expected.EnumerateArray().Select(e => e.GetInt32() == 1).SequenceEqual(actual), what);
}
