using System.Text.Json;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Calibration.Tests;

[Trait("Category", "Vectors")]
public sealed class ShrinkageVectors(ITestOutputHelper output)
{
    private const double Tolerance = 1e-9;

    [VectorFact("calibration/shrinkage.json")]
    public void Shrinkage() => VectorFile.Open("calibration/shrinkage.json").Run(output, Check);

    private static void Check(JsonElement @case)
    {
        var rows = @case.GetProperty("rows").EnumerateArray().Select(r => (Category: r[0].GetString()!, Forecast: r[1].GetDouble(), Market: r[2].GetDouble(), Label: BinaryOutcome.FromResolution(r[3].GetDouble()).IsYes)).ToArray();
        var fitted = MarketShrinkage.Fit([.. rows.Select(r => r.Category)], [.. rows.Select(r => new RawProbability(r.Forecast))], [.. rows.Select(r => r.Market)], [.. rows.Select(r => r.Label)], new ShrinkageOptions { Strength = @case.GetProperty("k").GetDouble() });
        var expected = @case.GetProperty("expected");

        Json.Close(expected.OptionalDouble("alpha_global"), fitted.GlobalAlpha, Tolerance, "alpha_global");
        CheckLoss(expected, "alpha_global_grid101", "loss_global", Table(rows), fitted.GlobalAlpha);
        var categories = expected.GetProperty("categories");
        Assert.Equal(categories.EnumerateObject().Count(), fitted.Categories.Count);
        foreach (var category in categories.EnumerateObject())
        {
            var actual = fitted.Categories[category.Name];
            Assert.Equal(category.Value.GetProperty("n").GetInt64(), actual.Count);
            Json.Close(category.Value.OptionalDouble("alpha_raw"), actual.RawAlpha, Tolerance, category.Name + ".alpha_raw");
            Json.Close(category.Value.GetProperty("w").GetDouble(), actual.Weight, Tolerance, category.Name + ".w");
            Json.Close(category.Value.OptionalDouble("alpha_shrunk"), actual.Alpha, Tolerance, category.Name + ".alpha_shrunk");
            CheckLoss(category.Value, "alpha_raw_grid101", "loss_raw", Table(rows.Where(r => r.Category == category.Name)), actual.RawAlpha);
        }

        if (expected.GetProperty("final").ValueKind == JsonValueKind.Null)
        {
            Assert.All(@case.GetProperty("query").EnumerateArray(), q => Assert.Null(fitted.Blend(q[0].GetString()!, q[1].GetDouble(), q[2].GetDouble())));
            return;
        }

        foreach (var (query, final) in @case.GetProperty("query").EnumerateArray().Zip(expected.GetProperty("final").EnumerateArray()))
        {
            Json.Close(final.GetDouble(), fitted.Blend(query[0].GetString()!, query[1].GetDouble(), query[2].GetDouble()), Tolerance, "final");
        }
    }

    private static void CheckLoss(JsonElement expected, string gridName, string lossName, PairedScoreTable table, double? alpha)
    {
        if (alpha is null)
        {
            Assert.Equal(JsonValueKind.Null, expected.GetProperty(gridName).ValueKind);
            Assert.Equal(JsonValueKind.Null, expected.GetProperty(lossName).ValueKind);
            return;
        }

        Json.Close(expected.GetProperty(lossName).GetDouble(), MarketShrinkage.LogLoss(table, alpha.Value), Tolerance, lossName);
        var best = Enumerable.Range(0, 101).MinBy(i => MarketShrinkage.LogLoss(table, i / 100.0));
        Json.Close(expected.GetProperty(gridName).GetDouble(), best / 100.0, 0, gridName);
    }

    private static PairedScoreTable Table(IEnumerable<(string Category, double Forecast, double Market, bool Label)> rows) =>
        PairedScoreTable.FromGroups(rows.Select(r => new PairedScoreGroup(r.Forecast, r.Market, 1, r.Label ? 1 : 0)));
}
