using System.Text.Json;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Calibration.Tests;

[Trait("Category", "Vectors")]
public sealed class ScoreVectors(ITestOutputHelper output)
{
    private const double Tolerance = 1e-12;

    private static readonly Dictionary<string, BinningRule> Rules = new()
    {
        ["left10"] = new(BinEdges.LeftClosed, 10),
        ["left15"] = new(BinEdges.LeftClosed, 15),
        ["right10"] = new(BinEdges.RightClosed, 10),
        ["right15"] = new(BinEdges.RightClosed, 15),
        ["floor10_cap"] = new(BinEdges.FloorCapped, 10),
        ["floor20_cap"] = new(BinEdges.FloorCapped, 20),
        ["floor20"] = new(BinEdges.FloorUncapped, 20),
        ["floor10_nocap"] = new(BinEdges.FloorUncapped, 10),
        ["legacy_halfopen10"] = new(BinEdges.HalfOpen, 10),
        ["netcal10"] = new(BinEdges.LeftClosed, 10),
        ["netcal15"] = new(BinEdges.LeftClosed, 15),
        ["mapie_uniform10"] = new(BinEdges.RightClosedZeroApart, 9),
        ["unc_cal_get_ece15"] = new(BinEdges.RightClosed, 15),
        ["unc_cal_get_ece_em15"] = new(BinEdges.EqualMass, 15),
        ["netcal_mass10"] = new(BinEdges.QuantileLeftClosed, 10),
        ["mapie_quantile10"] = new(BinEdges.QuantileLowestApart, 9),
        ["unique"] = BinningRule.Distinct,
    };

    [VectorFact("calibration/scores.json")]
    public void Scores()
    {
        var refused = new List<string>();
        VectorFile.Open("calibration/scores.json").Run(output, @case => Check(@case, refused));

        // A package that refuses the data (repeated edges, fewer rows than bins) leaves no value to compare with.
        output.WriteLine(Json.Text($"{refused.Count} calibration errors without a value: {string.Join(", ", refused)}"));
    }

    private static void Check(JsonElement @case, List<string> refused)
    {
        var (p, resolutions, expected) = (@case.Doubles("p"), @case.Doubles("y_raw"), @case.GetProperty("expected"));
        var labels = resolutions.Select(y => BinaryOutcome.FromResolution(y).IsYes).ToArray();
        Assert.Equal(expected.Ints("labels"), labels.Select(l => l ? 1 : 0));
        Assert.Equal(expected.GetProperty("n").GetInt32(), p.Length);
        Assert.Equal(expected.GetProperty("positives").GetInt32(), labels.Count(l => l));

        ScoreTable table;
        if (@case.GetProperty("w").ValueKind == JsonValueKind.Null)
        {
            table = ScoreTable.FromRows(p, labels);
        }
        else
        {
            var (weights, units) = @case.Decimals("w");
            table = ScoreTable.FromWeightedRows(p, labels, weights, units);
        }

        CheckFigures(expected, table);
        Json.Close(expected.GetProperty("brier_plain").GetDouble(), ProbabilityScores.Brier(table), Tolerance, "brier_plain");
        Json.Close(expected.GetProperty("log_loss_eps1e7").GetDouble(), ProbabilityScores.LogLoss(table, LogLossClip.TenMillionth), Tolerance, "log_loss_eps1e7");
        Json.Close(expected.GetProperty("accuracy_at_half").GetDouble(), ProbabilityScores.Accuracy(table), Tolerance, "accuracy_at_half");
        Json.Close(expected.GetProperty("base_rate").GetDouble(), ProbabilityScores.BaseRate(table), Tolerance, "base_rate");
        Json.Close(expected.GetProperty("mean_forecast").GetDouble(), ProbabilityScores.MeanForecast(table), Tolerance, "mean_forecast");
        Json.Close(expected.OptionalDouble("brier_skill"), ProbabilityScores.BrierSkill(table), Tolerance, "brier_skill");
        foreach (var rule in expected.GetProperty("murphy").EnumerateObject()) CheckMurphy(rule.Value, table, Rules[rule.Name], rule.Name);

        if (expected.TryGetProperty("ece", out var errors))
        {
            CheckErrors(expected, errors, table, p, labels);
            refused.AddRange(errors.EnumerateObject().Where(e => e.Value.ValueKind == JsonValueKind.Null).Select(e => $"{@case.GetProperty("id").GetString()}/{e.Name}"));
        }

        if (expected.TryGetProperty("bin_ids", out var ids) && ids.ValueKind == JsonValueKind.Object)
        {
            foreach (var rule in ids.EnumerateObject()) Assert.Equal(ids.Ints(rule.Name), p.Select(v => Rules[rule.Name].Assign(ScoreTable.FromRows([v], [true]))[0]));
        }

        if (expected.TryGetProperty("calibration_curve", out var curves)) CheckCurves(curves, table);
        if (expected.TryGetProperty("smece", out var smooth)) CheckSmooth(smooth, table);
        if (expected.TryGetProperty("wrong_if_truthy_label", out var wrong))
        {
            Assert.NotEqual(wrong.GetProperty("positives").GetInt64(), table.TotalPositives);
            Assert.NotEqual(wrong.GetProperty("brier").GetDouble(), ProbabilityScores.Brier(table));
        }
    }

    /// <summary>The figures that scores.json and the data sets share.</summary>
    internal static void CheckFigures(JsonElement expected, ScoreTable table, double tolerance = Tolerance)
    {
        Json.Close(expected.GetProperty("brier").GetDouble(), ProbabilityScores.Brier(table), tolerance, "brier");
        Json.Close(expected.GetProperty("log_loss").GetDouble(), ProbabilityScores.LogLoss(table, LogLossClip.MachineEpsilon), tolerance, "log_loss");
        Json.Close(expected.OptionalDouble("auc"), ProbabilityScores.Auc(table), tolerance, "auc");
        var corp = CorpDecomposition.Of(table);
        Json.Close(expected.GetProperty("corp").GetProperty("score").GetDouble(), corp.Score, tolerance, "corp.score");
        Json.Close(expected.GetProperty("corp").GetProperty("miscalibration").GetDouble(), corp.Miscalibration, tolerance, "corp.miscalibration");
        Json.Close(expected.GetProperty("corp").GetProperty("discrimination").GetDouble(), corp.Discrimination, tolerance, "corp.discrimination");
        Json.Close(expected.GetProperty("corp").GetProperty("uncertainty").GetDouble(), corp.Uncertainty, tolerance, "corp.uncertainty");
        foreach (var name in (string[])["left10", "netcal10"])
        {
            if (expected.TryGetProperty("ece_" + name, out var error)) Json.Close(error.GetDouble(), ReliabilityBins.Of(table, Rules[name]).ExpectedError, tolerance, "ece_" + name);
        }

        if (expected.TryGetProperty("murphy_left10", out var murphy)) CheckMurphy(murphy, table, Rules["left10"], "murphy_left10", tolerance);
    }

    private static void CheckMurphy(JsonElement expected, ScoreTable table, BinningRule rule, string name, double tolerance = Tolerance)
    {
        var actual = MurphyDecomposition.Of(table, rule);
        Json.Close(expected.GetProperty("reliability").GetDouble(), actual.Reliability, tolerance, name + ".reliability");
        Json.Close(expected.GetProperty("resolution").GetDouble(), actual.Resolution, tolerance, name + ".resolution");
        Json.Close(expected.GetProperty("uncertainty").GetDouble(), actual.Uncertainty, tolerance, name + ".uncertainty");
        Json.Close(expected.GetProperty("within_bin_variance").GetDouble(), actual.WithinBinVariance, tolerance, name + ".within_bin_variance");
        Json.Close(expected.GetProperty("within_bin_covariance").GetDouble(), actual.WithinBinCovariance, tolerance, name + ".within_bin_covariance");
        Json.Close(expected.GetProperty("generalized_resolution").GetDouble(), actual.GeneralizedResolution, tolerance, name + ".generalized_resolution");
        Json.Close(expected.GetProperty("brier").GetDouble(), actual.Brier, tolerance, name + ".brier");
        Assert.Equal(expected.GetProperty("bins").GetInt32(), actual.BinCount);
    }

    private static void CheckErrors(JsonElement expected, JsonElement errors, ScoreTable table, double[] p, bool[] labels)
    {
        foreach (var error in errors.EnumerateObject())
        {
            if (error.Value.ValueKind == JsonValueKind.Null) continue;
            if (error.Name is "mass10" or "mass15") Json.Close(error.Value.GetDouble(), ReliabilityBins.OfRanks(p, labels, error.Name == "mass10" ? 10 : 15).ExpectedError, Tolerance, error.Name);
            else CheckError(error.Value.GetDouble(), table, Rules[error.Name], p, labels, error.Name);
        }

        foreach (var error in expected.GetProperty("mce").EnumerateObject()) Json.Close(error.Value.GetDouble(), ReliabilityBins.Of(table, Rules[error.Name]).MaximumError, Tolerance, "mce." + error.Name);
        foreach (var error in expected.GetProperty("ace").EnumerateObject()) Json.Close(error.Value.GetDouble(), ReliabilityBins.Of(table, Rules[error.Name]).AverageError, Tolerance, "ace." + error.Name);
    }

    private static void CheckError(double expected, ScoreTable table, BinningRule rule, double[] p, bool[] labels, string name)
    {
        var error = ReliabilityBins.Of(table, rule).ExpectedError;
        Json.Close(expected, error, Tolerance, name);
        Assert.Equal(error, ReliabilityBins.ExpectedErrorOf(p, labels, rule));
    }

    private static void CheckCurves(JsonElement curves, ScoreTable table)
    {
        foreach (var curve in curves.EnumerateObject())
        {
            var uniform = curve.Name.StartsWith("uniform", StringComparison.Ordinal);
            var count = int.Parse(curve.Name.AsSpan(uniform ? "uniform".Length : "quantile".Length), System.Globalization.CultureInfo.InvariantCulture);
            CheckCurve(curve.Value, ReliabilityBins.Of(table, new BinningRule(uniform ? BinEdges.RightClosed : BinEdges.Quantile, count)), curve.Name);
        }
    }

    internal static void CheckCurve(JsonElement expected, ReliabilityBins bins, string name)
    {
        Json.Close(expected.Doubles("prob_true"), [.. bins.Bins.Select(b => b.ObservedRate)], Tolerance, name + ".prob_true");
        Json.Close(expected.Doubles("prob_pred"), [.. bins.Bins.Select(b => b.MeanForecast)], Tolerance, name + ".prob_pred");
    }

    private static void CheckSmooth(JsonElement expected, ScoreTable table)
    {
        // The anchor works on a mesh, hence its own tolerance.
        var actual = SmoothCalibrationError.Of(table);
        Json.Close(expected.GetProperty("value").GetDouble(), actual.Value, 2e-3, "smece.value");
        Json.Close(expected.GetProperty("bandwidth").GetDouble(), actual.Bandwidth, 2e-3, "smece.bandwidth");
    }
}
