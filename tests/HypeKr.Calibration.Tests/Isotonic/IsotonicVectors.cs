using System.Text.Json;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Calibration.Tests;

[Trait("Category", "Vectors")]
public sealed class IsotonicVectors(ITestOutputHelper output)
{
    private const double Tolerance = 1e-12;

    [VectorFact("calibration/isotonic.json")]
    public void Isotonic() => VectorFile.Open("calibration/isotonic.json").Run(output, Check);

    private static void Check(JsonElement @case)
    {
        var (x, y, t) = (@case.Doubles("x"), @case.Doubles("y"), @case.Doubles("t"));
        var w = @case.GetProperty("w").ValueKind == JsonValueKind.Null ? [.. x.Select(_ => 1.0)] : @case.Doubles("w");
        var options = new IsotonicOptions
        {
            Minimum = @case.OptionalDouble("y_min"),
            Maximum = @case.OptionalDouble("y_max"),
            OutOfRange = @case.GetProperty("out_of_bounds").GetString() switch { "clip" => OutOfRangeRule.Clip, "nan" => OutOfRangeRule.NaN, var other => throw new InvalidDataException(other) },
        };
        if (@case.GetProperty("near_ties").GetBoolean()) x = MergeNearTies(x);

        var expected = @case.GetProperty("expected");
        var fitted = IsotonicRegression.Fit(x, y, w, options);
        CheckPrediction(expected.OptionalDoubles("predict"), t, fitted.Predict);
        CheckPrediction([.. expected.Doubles("y_thresholds").Cast<double?>()], expected.Doubles("x_thresholds"), fitted.Predict);

        // The other way round: the anchor's own line through our knots.
        for (var i = 0; i < fitted.KnotScores.Length; i++)
        {
            Json.Close(Interpolate(expected.Doubles("x_thresholds"), expected.Doubles("y_thresholds"), fitted.KnotScores[i]), fitted.KnotValues[i], Tolerance, Json.Text($"knot {i}"));
        }

        // Labels and whole weights go through the exact fit as well.
        if (@case.TryGetProperty("raw", out var raw))
        {
            var rows = ScoreTable.FromRows(raw.Doubles("x"), raw.Labels("y"));
            var groups = ScoreTable.FromGroups(x.Select((score, i) => new ScoreGroup(score, (long)w[i], (long)Math.Round(y[i] * w[i]))));
            var (fromRows, fromGroups) = (IsotonicCalibrator.Fit(rows, options), IsotonicCalibrator.Fit(groups, options));
            Assert.Equal(fromRows.Steps.ToArray(), fromGroups.Steps.ToArray());
            CheckPrediction(expected.OptionalDoubles("predict"), t, fromGroups.Predict);
        }
        else if (y.All(v => v is 0 or 1) && w.All(v => v == Math.Floor(v)))
        {
            var groups = ScoreTable.FromGroups(x.Select((score, i) => new ScoreGroup(score, (long)w[i], (long)(y[i] * w[i]))));
            CheckPrediction(expected.OptionalDoubles("predict"), t, IsotonicCalibrator.Fit(groups, options).Predict);
        }
    }

    private static void CheckPrediction(double?[] expected, double[] t, Action<ReadOnlySpan<double>, Span<double>> predict)
    {
        var actual = new double[t.Length];
        predict(t, actual);
        for (var i = 0; i < t.Length; i++) Json.Close(expected[i], double.IsNaN(actual[i]) ? null : actual[i], Tolerance, Json.Text($"at {t[i]}"));
    }

    private static double Interpolate(double[] xs, double[] ys, double x)
    {
        var high = Array.FindIndex(xs, v => v >= x);
        if (high < 0) return ys[^1];
        if (high == 0 || xs[high] == x) return ys[high];
        return ys[high - 1] + ((ys[high] - ys[high - 1]) * (x - xs[high - 1]) / (xs[high] - xs[high - 1]));
    }

    /// <summary>scikit-learn takes x within 1e-15 of the first of their run as equal; we do not, so its merge is made here.</summary>
    private static double[] MergeNearTies(double[] x)
    {
        var merged = x.ToArray();
        var order = Enumerable.Range(0, x.Length).OrderBy(i => x[i]).ToArray();
        var first = x[order[0]];
        foreach (var i in order)
        {
            if (x[i] - first >= 1e-15) first = x[i];
            merged[i] = first;
        }

        return merged;
    }
}
