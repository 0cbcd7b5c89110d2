using System.Text.Json;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Delphi.Tests;

[Trait("Category", "Vectors")]
public sealed class AggregationVectorTests(ITestOutputHelper output)
{
    private const double Tolerance = 1e-9;

    private static readonly Dictionary<string, Func<double[], double>> Rules = new()
    {
        ["mean"] = p => Aggregators.Mean(p),
        ["median"] = p => Aggregators.Median(p),
        ["trim10"] = p => Aggregators.TrimmedMean(p, 0.1),
        ["trim20"] = p => Aggregators.TrimmedMean(p, 0.2),
        ["winsor20"] = p => Aggregators.WinsorizedMean(p, 0.2),
        ["hdTrim20"] = p => Aggregators.HighestDensityTrim(p, 0.2),
        ["halawiTrim"] = p => Aggregators.HalawiTrim(p),
        ["geoMeanOdds"] = p => Aggregators.GeometricMeanOfOdds(p),
        ["geoMeanOddsEps1e-6"] = p => Aggregators.GeometricMeanOfOdds(p, 1e-6),
        ["extremized1.5"] = p => Aggregators.ExtremizedOdds(p, 1.5),
        ["extremizedSqrt3"] = p => Aggregators.ExtremizedOdds(p, Math.Sqrt(3)),
        ["neymanRoughgarden"] = p => Aggregators.NeymanRoughgarden(p),
        ["neymanRoughgardenBase0.3"] = p => Aggregators.NeymanRoughgarden(p, 0.3),
        ["probitMean"] = p => Aggregators.ProbitMean(p),
        ["geoMeanProb"] = p => Aggregators.GeometricMean(p),
        ["logPool"] = p => Aggregators.LogPool(p),
        ["betaMean6"] = p => Aggregators.BetaTransformedMean(p),
        ["baronMean2.5"] = p => Aggregators.BaronMean(p),
        ["asymmetricMedian"] = p => Aggregators.AsymmetricMedian(p),
        ["recencyMedian"] = p => Aggregators.RecencyMedian(p),
        ["recencyMean"] = p => Aggregators.RecencyMean(p),
        ["outWAgg"] = p => Aggregators.OutlierWeightedMean(p),
        ["distLimit"] = p => Aggregators.DistanceToLimitMean(p),
    };

    private static readonly Dictionary<string, Func<double[], double>> Figures = new()
    {
        ["sdPopulation"] = p => Consensus.PopulationStandardDeviation(p),
        // The file writes 0 where the sample SD is undefined; the library says null.
        ["sdSample"] = p => Consensus.SampleStandardDeviation(p) ?? (p.Length == 1 ? 0 : double.NaN),
        ["range"] = p => Consensus.Range(p),
        ["iqr7"] = p => Consensus.InterquartileRange(p),
        ["mad"] = p => Consensus.MedianAbsoluteDeviation(p),
        ["within0.05"] = p => Consensus.ShareWithin(p, 0.05),
        ["within0.10"] = p => Consensus.ShareWithin(p, 0.10),
        ["majority"] = p => Consensus.Majority(p),
        ["ipr30_70_on1to9"] = p => Consensus.InterpercentileRange(p),
        ["ipras"] = p => Consensus.AdjustedInterpercentileRange(p),
        ["confidence"] = p => Consensus.Confidence(Consensus.PopulationStandardDeviation(p)),
    };

    [VectorFact("delphi/aggregation-cases.json")]
    public void Every_rule_gives_the_reference_value()
    {
        var file = VectorFile.Open("delphi/aggregation-cases.json");
        file.Run(
            output,
            ("cases", CheckCase),
            ("weighted", CheckWeighted),
            ("stopRule", CheckStopRule),
            ("kendallW", CheckKendall),
            ("surprisinglyPopular", CheckSurprisinglyPopular));
        if (file.Root.TryGetProperty("simulatedPanels", out var panels)) CheckSimulatedPanels(panels);
    }

    private static void CheckCase(JsonElement @case)
    {
        var p = Doubles(@case.GetProperty("p"));
        foreach (var expected in @case.GetProperty("aggregates").EnumerateObject()) Near(expected.Name, expected.Value, Rules[expected.Name](p));
        foreach (var expected in @case.GetProperty("consensus").EnumerateObject())
        {
            if (expected.Name == "randDisagreement") Assert.Equal(expected.Value.GetBoolean(), Consensus.IsDisagreement(p));
            else Near(expected.Name, expected.Value, Figures[expected.Name](p));
        }
    }

    private static void CheckWeighted(JsonElement @case)
    {
        var p = Doubles(@case.GetProperty("p"));
        var brier = Doubles(@case.GetProperty("pastBrier"));
        var confidence = Doubles(@case.GetProperty("confidence"));
        foreach (var expected in @case.EnumerateObject())
        {
            if (expected.Name is "p" or "pastBrier" or "confidence") continue;
            Near(expected.Name, expected.Value, expected.Name switch
            {
                "legacyBayesianWeighted" => Aggregators.WeightedMean(p, PanelWeights.ConfidenceAndRecord(confidence, brier)),
                "inverseBrier" => Aggregators.WeightedMean(p, PanelWeights.InverseBrier(brier)),
                "inverseBrierLogit" => Aggregators.WeightedGeometricMeanOfOdds(p, PanelWeights.InverseBrier(brier)),
                "skillOverHalf" => Aggregators.WeightedMean(p, PanelWeights.SkillOverHalf(brier)),
                _ => throw new InvalidDataException($"Unknown rule {expected.Name}."),
            });
        }
    }

    private static void CheckStopRule(JsonElement @case)
    {
        var spreads = Doubles(@case.GetProperty("sd"));
        var rule = new StopRule(MaxRounds: @case.GetProperty("maxRounds").GetInt32());
        var (last, reason) = (spreads.Length - 1, "exhausted");
        for (var round = 0; round < spreads.Length; round++)
        {
            if (rule.Decide(spreads.AsSpan(0, round + 1)) is not { } decision) continue;
            (last, reason) = (round, decision switch
            {
                ExitReason.Converged => "converged",
                ExitReason.Stalled => "stalled",
                ExitReason.MaxRounds => "maxRounds",
                _ => decision.ToString(),
            });
            break;
        }

        Assert.Equal((@case.GetProperty("lastRound").GetInt32(), @case.GetProperty("reason").GetString()), (last, reason));
    }

    private static void CheckKendall(JsonElement @case)
    {
        var w = Consensus.KendallW([.. @case.GetProperty("ratings").EnumerateArray().Select(Doubles)]);
        var expected = @case.GetProperty("kendallW");
        if (expected.ValueKind == JsonValueKind.Null) Assert.Null(w);
        else Near("kendallW", expected, w ?? double.NaN);
    }

    private static void CheckSurprisinglyPopular(JsonElement @case)
    {
        bool[] votes = [.. @case.GetProperty("votes").EnumerateArray().Select(vote => vote.GetInt32() == 1)];
        var answer = Consensus.SurprisinglyPopular(votes, Doubles(@case.GetProperty("meta")));
        Near("share", @case.GetProperty("share"), answer.Share);
        Near("predictedShare", @case.GetProperty("predictedShare"), answer.PredictedShare);
        Assert.Equal(@case.GetProperty("surprisinglyPopular").GetString(), answer.IsYes ? "yes" : "no");
    }

    private void CheckSimulatedPanels(JsonElement panels)
    {
        var outcomes = Doubles(panels.GetProperty("outcome"));
        double[][] r1 = [.. panels.GetProperty("samples").EnumerateArray().Select(question => question.EnumerateArray().Select(samples => Aggregators.Median(Doubles(samples))).ToArray())];
        double[][] r2 = [.. panels.GetProperty("r2").EnumerateArray().Select(Doubles)];
        var checks = 0;
        foreach (var (name, round) in (ReadOnlySpan<(string, double[][])>)[("r1", r1), ("r2", r2)])
        {
            Assert.Equal(outcomes.Length, round.Length);
            foreach (var expected in panels.GetProperty("brier").GetProperty(name).EnumerateObject())
            {
                var brier = expected.Name == "single"
                    ? round.Zip(outcomes, (p, outcome) => p.Average(x => (x - outcome) * (x - outcome))).Average()
                    : round.Zip(outcomes, (p, outcome) => Math.Pow(Rules[expected.Name](p) - outcome, 2)).Average();
                Near($"{name}.{expected.Name}", expected.Value, brier);
                checks++;
            }
        }

        output.WriteLine($"simulatedPanels: {checks} Brier scores over {outcomes.Length} questions");
    }

    private static void Near(string name, JsonElement expected, double actual)
    {
        var wanted = expected.GetDouble();
        Assert.True(Math.Abs(wanted - actual) <= Tolerance, FormattableString.Invariant($"{name}: expected {wanted}, got {actual}"));
    }

    private static double[] Doubles(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetDouble())];
}
