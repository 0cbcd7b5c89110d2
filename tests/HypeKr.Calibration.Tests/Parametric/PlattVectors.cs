using System.Text.Json;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Calibration.Tests;

/// <summary>Platt, beta and temperature: the exact optimum closely, the anchors' values as far as the anchors went.</summary>
[Trait("Category", "Vectors")]
public sealed class PlattVectors(ITestOutputHelper output)
{
    private const double Optimum = 1e-9;

    [VectorFact("calibration/platt.json")]
    public void Platt()
    {
        var file = VectorFile.Open("calibration/platt.json");
        var tolerance = file.Root.GetProperty("tolerance");
        Assert.Equal(Optimum, tolerance.GetProperty("optimum").GetDouble());
        file.Run(output, @case =>
        {
            switch (@case.GetProperty("kind").GetString())
            {
                case "platt":
                    CheckPlatt(@case, tolerance.GetProperty("sklearn").GetDouble());
                    break;
                case "beta":
                    CheckBeta(@case, tolerance.GetProperty("betacal").GetDouble());
                    break;
                case "temperature":
                    CheckTemperature(@case, tolerance.GetProperty("legacy").GetDouble());
                    break;
                case var kind:
                    throw new InvalidDataException($"Unknown kind {kind}.");
            }
        });
    }

    private static void CheckPlatt(JsonElement @case, double anchorTolerance)
    {
        var (f, y) = (@case.Doubles("f"), @case.Labels("y"));

        // Weights with 16 decimals: the unit moves each by less than the tolerance of the optimum by far.
        var table = @case.GetProperty("w").ValueKind == JsonValueKind.Null ? ScoreTable.FromRows(f, y) : ScoreTable.FromRoundedWeights(f, y, @case.Doubles("w"), 1L << 50);
        var fitted = PlattCalibrator.Fit(table);
        var targets = new TargetTable(ScoreTable.FromGroups([new ScoreGroup(0, table.TotalNegatives, 0), new ScoreGroup(1, table.TotalPositives, table.TotalPositives)], table.UnitsPerWeight), TargetRule.Platt);
        Json.Close(@case.GetProperty("targets").GetProperty("lo").GetDouble(), targets.Targets[0] / targets.Weights[0], 1e-12, "target of NO");
        Json.Close(@case.GetProperty("targets").GetProperty("hi").GetDouble(), targets.Targets[1] / targets.Weights[1], 1e-12, "target of YES");
        var (optimum, anchor) = (@case.GetProperty("optimum"), @case.GetProperty("sklearn"));
        Json.Close(optimum.GetProperty("a").GetDouble(), fitted.A, Optimum, "a");
        Json.Close(optimum.GetProperty("b").GetDouble(), fitted.B, Optimum, "b");
        Json.Close(optimum.GetProperty("loss").GetDouble(), fitted.MeanLoss * table.TotalWeight / table.UnitsPerWeight, Optimum, "loss");
        Json.Close(anchor.GetProperty("a").GetDouble(), fitted.A, anchorTolerance, "sklearn a");
        Json.Close(anchor.GetProperty("b").GetDouble(), fitted.B, anchorTolerance, "sklearn b");
        CheckPrediction(@case, fitted, "sklearn", anchorTolerance);
    }

    private static void CheckBeta(JsonElement @case, double anchorTolerance)
    {
        var table = ScoreTable.FromRows(@case.Doubles("s"), @case.Labels("y"));
        var fitted = BetaCalibrator.Fit(table);
        var (optimum, anchor) = (@case.GetProperty("optimum"), @case.GetProperty("betacal"));
        foreach (var (name, value) in ((string, double)[])[("a", fitted.A), ("b", fitted.B), ("c", fitted.C)])
        {
            Json.Close(optimum.GetProperty(name).GetDouble(), value, Optimum, name);
            Json.Close(anchor.GetProperty(name).GetDouble(), value, anchorTolerance, "betacal " + name);
        }

        Json.Close(optimum.GetProperty("loss").GetDouble(), fitted.MeanLoss * table.TotalWeight, Optimum, "loss");
        CheckPrediction(@case, fitted, "betacal", anchorTolerance);
    }

    private static void CheckTemperature(JsonElement @case, double anchorTolerance)
    {
        var fitted = TemperatureCalibrator.Fit(ScoreTable.FromRows(@case.Doubles("p"), @case.Labels("y")));
        var (optimum, anchor) = (@case.GetProperty("optimum"), @case.GetProperty("legacy"));
        Json.Close(optimum.GetProperty("T").GetDouble(), fitted.Temperature, Optimum, "T");
        Json.Close(optimum.GetProperty("loss").GetDouble(), fitted.MeanLoss, Optimum, "loss");
        Json.Close(anchor.GetProperty("T").GetDouble(), fitted.Temperature, anchorTolerance, "legacy T");
        Assert.Equal(fitted.Temperature is 0.1 or 5, fitted.IsAtBound);
        CheckPrediction(@case, fitted, "legacy", anchorTolerance);
    }

    private static void CheckPrediction(JsonElement @case, ICalibrator fitted, string anchor, double anchorTolerance)
    {
        var t = @case.Doubles("t");
        var actual = new double[t.Length];
        fitted.Predict(t, actual);
        Json.Close(@case.GetProperty("optimum").Doubles("p"), actual, Optimum, "p");
        Json.Close(@case.GetProperty(anchor).Doubles("p"), actual, anchorTolerance, anchor + " p");
    }
}
