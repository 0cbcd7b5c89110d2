using System.Text.Json;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Calibration.Tests;

/// <summary>Numbers published in papers, documentation and issues.</summary>
[Trait("Category", "Vectors")]
public sealed class ReferenceVectors(ITestOutputHelper output)
{
    private const double Tolerance = 1e-12;

    [VectorFact("calibration/reference.json")]
    public void Reference() => VectorFile.Open("calibration/reference.json").Run(output, Check);

    private static void Check(JsonElement @case)
    {
        var computed = @case.GetProperty("computed");
        switch (@case.GetProperty("kind").GetString())
        {
            case "corp":
                CheckCorp(@case, computed);
                break;
            case "isotonic":
                CheckIsotonic(@case, computed);
                break;
            case "scores":
                CheckScores(@case, computed);
                break;
            case "calibration_curve":
                var bins = ReliabilityBins.Of(ScoreTable.FromRows(@case.Doubles("p"), @case.Labels("y")), new BinningRule(BinEdges.RightClosed, @case.GetProperty("n_bins").GetInt32()));
                ScoreVectors.CheckCurve(computed, bins, "computed");
                ScoreVectors.CheckCurve(@case.GetProperty("published"), bins, "published");
                break;
            case "log_loss":
                var loss = ProbabilityScores.LogLoss(ScoreTable.FromRows(@case.Doubles("p"), @case.Labels("y")), LogLossClip.MachineEpsilon);
                Json.Close(computed.GetProperty("log_loss").GetDouble(), loss, Tolerance, "log_loss");
                Json.Close(@case.GetProperty("published").GetProperty("log_loss").GetDouble(), loss, 5e-6, "published log_loss");
                break;
            case "ivap":
                var fitted = Fit(@case);
                var merged = new double[@case.GetProperty("test").GetArrayLength()];
                fitted.Predict(@case.Doubles("test"), VennAbersMerge.LogMinimax, merged);
                Json.Close(computed.Doubles("definition_p"), merged, Tolerance, "definition_p");
                Json.Close(@case.GetProperty("published").Doubles("p_first_two"), merged[..2], 1e-10, "p_first_two");
                break;
            case "ivap-aggregated-test":
                CheckNotebook(@case, computed);
                break;
            case "identity":
                CheckIdentity(@case, computed);
                break;
            case "online-p":
                CheckOnline(@case, computed);
                break;
            case "platt":
                CheckPlatt(@case, computed);
                break;
            case var kind:
                throw new InvalidDataException($"Unknown kind {kind}.");
        }
    }

    private static void CheckPlatt(JsonElement @case, JsonElement computed)
    {
        // Both the publication and scikit-learn stop short of the optimum; the case states how far.
        var tolerance = @case.GetProperty("tolerance").GetDouble();
        var fitted = PlattCalibrator.Fit(ScoreTable.FromRows(@case.Doubles("f"), @case.Labels("y")));
        foreach (var figures in (JsonElement[])[computed, @case.GetProperty("published")])
        {
            Json.Close(figures.GetProperty("a").GetDouble(), fitted.A, tolerance, "a");
            Json.Close(figures.GetProperty("b").GetDouble(), fitted.B, tolerance, "b");
        }
    }

    private static void CheckCorp(JsonElement @case, JsonElement computed)
    {
        var actual = CorpDecomposition.Of(ScoreTable.FromRows(@case.Doubles("p"), @case.Labels("y")));
        var figures = new Dictionary<string, double> { ["score"] = actual.Score, ["miscalibration"] = actual.Miscalibration, ["discrimination"] = actual.Discrimination, ["uncertainty"] = actual.Uncertainty };
        foreach (var (name, value) in figures) Json.Close(computed.GetProperty(name).GetDouble(), value, Tolerance, name);
        if (@case.GetProperty("published").ValueKind == JsonValueKind.Null) return;
        foreach (var published in @case.GetProperty("published").EnumerateObject())
        {
            // Published to three significant digits: "0.232", "0.0183".
            var decimals = published.Value.GetRawText().Length - 2;
            Json.Close(published.Value.GetDouble(), figures[published.Name], 0.5 * Math.Pow(10, -decimals), "published " + published.Name);
        }
    }

    private static void CheckIsotonic(JsonElement @case, JsonElement computed)
    {
        var (x, y) = (@case.Doubles("x"), @case.Doubles("y"));
        var fitted = IsotonicRegression.Fit(x, y);
        var name = computed.TryGetProperty("fitted", out _) ? "fitted" : "predict";
        var at = name == "fitted" ? x : @case.Doubles("t");
        var actual = new double[at.Length];
        fitted.Predict(at, actual);
        Json.Close(computed.Doubles(name), actual, Tolerance, name);

        // Truncated or rounded at the last published digit.
        foreach (var (published, value) in @case.GetProperty("published").GetProperty(name).EnumerateArray().Zip(actual))
        {
            var point = published.GetRawText().IndexOf('.', StringComparison.Ordinal);
            Json.Close(published.GetDouble(), value, point < 0 ? Tolerance : Math.Pow(10, -(published.GetRawText().Length - point - 1)), "published " + name);
        }

        if (!y.All(v => v is 0 or 1)) return;
        var exact = new double[at.Length];
        IsotonicCalibrator.Fit(ScoreTable.FromRows(x, [.. y.Select(v => v == 1)])).Predict(at, exact);
        Json.Close(computed.Doubles(name), exact, Tolerance, "exact " + name);
    }

    private static void CheckScores(JsonElement @case, JsonElement computed)
    {
        var table = ScoreTable.FromRows(@case.Doubles("p"), @case.Labels("y"));
        var figures = new Dictionary<string, double>
        {
            ["brier"] = ProbabilityScores.Brier(table),
            ["ece_left10"] = ReliabilityBins.Of(table, new BinningRule(BinEdges.LeftClosed, 10)).ExpectedError,
        };
        foreach (var figure in computed.EnumerateObject()) Json.Close(figure.Value.GetDouble(), figures[figure.Name], Tolerance, figure.Name);
        foreach (var figure in @case.GetProperty("published").EnumerateObject()) Json.Close(figure.Value.GetDouble(), figures[figure.Name], 1e-11, "published " + figure.Name);
    }

    private static void CheckNotebook(JsonElement @case, JsonElement computed)
    {
        var fitted = Fit(@case);
        var rows = @case.GetProperty("test_rows").EnumerateArray().Select(r => new ScoreGroup(r[0].GetDouble(), r[1].GetInt64(), r[2].GetInt64()));
        var calibrated = ScoreTable.FromGroups(rows).Map(s => fitted.Predict(s).Merge(VennAbersMerge.LogMinimax));
        var loss = ProbabilityScores.LogLoss(calibrated, LogLossClip.MachineEpsilon);
        Json.Close(computed.GetProperty("definition").GetProperty("log_loss").GetDouble(), loss, Tolerance, "log_loss");
        Json.Close(computed.GetProperty("definition").GetProperty("brier").GetDouble(), ProbabilityScores.Brier(calibrated), Tolerance, "brier");
        Json.Close(@case.GetProperty("published").GetProperty("log_loss").GetDouble(), loss, 5e-4, "published log_loss");
    }

    private static void CheckIdentity(JsonElement @case, JsonElement computed)
    {
        // Published terms, put into our decomposition: without the within-bin terms they do not give the exact Brier score.
        var published = @case.GetProperty("published");
        var terms = new MurphyDecomposition(published.GetProperty("reliability").GetDouble(), published.GetProperty("resolution").GetDouble(), published.GetProperty("uncertainty").GetDouble(), 0, 0, 10);
        Json.Close(computed.GetProperty("rel_minus_res_plus_unc").GetDouble(), terms.Brier, Tolerance, "rel - res + unc");
        Json.Close(published.GetProperty("brier").GetDouble(), terms.Brier, 5e-5, "published brier");
        Json.Close(computed.GetProperty("skill").GetDouble(), 1 - (terms.Brier / terms.Uncertainty), Tolerance, "skill");
        foreach (var rate in computed.Doubles("base_rates_giving_unc_0.24"))
        {
            var n = published.GetProperty("n").GetInt64();
            Json.Close(terms.Uncertainty, ProbabilityScores.Uncertainty(ScoreTable.FromGroups([new ScoreGroup(0.5, n, (long)Math.Round(rate * n))])), Tolerance, Json.Text($"uncertainty at {rate}"));
        }
    }

    private static void CheckOnline(JsonElement @case, JsonElement computed)
    {
        var online = new OnlineMondrianConformal();
        foreach (var score in @case.Doubles("cal_score")) online.Add("-", 0, score);
        var (test, expected) = (@case.Doubles("test_score"), computed.Doubles("p_correct"));
        for (var i = 0; i < test.Length; i++)
        {
            Json.Close(expected[i], online.PValue("-", 0, test[i]).Value, Tolerance, Json.Text($"p[{i}]"));
            online.Add("-", 0, test[i]);
        }
    }

    private static VennAbersCalibrator Fit(JsonElement @case) => VennAbersCalibrator.Fit(ScoreTable.FromRows(@case.GetProperty("cal").Doubles("score"), @case.GetProperty("cal").Labels("label")));
}
