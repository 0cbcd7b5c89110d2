using System.Text.Json;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Delphi.Tests;

[Trait("Category", "Vectors")]
public sealed class ExtremizationVectorTests(ITestOutputHelper output)
{
    [VectorFact("calibration/aggregate.json")]
    public void The_original_aggregation_gives_the_reference_values()
    {
        var file = VectorFile.Open("calibration/aggregate.json");
        var tolerance = file.Root.GetProperty("tolerance").GetDouble();
        file.Run(output, @case => Check(@case, tolerance));
    }

    private static void Check(JsonElement @case, double tolerance)
    {
        double[] medians = [.. @case.GetProperty("samples").EnumerateArray().Select(samples => Aggregators.Median([.. samples.EnumerateArray().Select(p => p.GetDouble())]))];
        var expected = @case.GetProperty("expected");
        var rule = new SpreadExtremization(Aggressiveness: @case.GetProperty("aggressiveness").GetDouble());
        var aggregate = Aggregators.Median(medians);
        var spread = Consensus.PopulationStandardDeviation(medians);
        var clip = expected.GetProperty("log_odds_eps").GetDouble();

        foreach (var (member, i) in expected.GetProperty("persona_medians").EnumerateArray().Select((member, i) => (member, i))) Near($"persona_medians[{i}]", member, medians[i]);
        foreach (var member in expected.EnumerateObject())
        {
            switch (member.Name)
            {
                case "persona_medians": Assert.Equal(medians.Length, member.Value.GetArrayLength()); break;
                case "median": Near(member.Name, member.Value, aggregate); break;
                case "mean": Near(member.Name, member.Value, Aggregators.Mean(medians)); break;
                case "std_population": Near(member.Name, member.Value, spread); break;
                case "std_sample": Near(member.Name, member.Value, Consensus.SampleStandardDeviation(medians)); break;
                case "range": Near(member.Name, member.Value, Consensus.Range(medians)); break;
                case "factor": Near(member.Name, member.Value, rule.Factor(spread)); break;
                case "extremized_unclipped": Near(member.Name, member.Value, rule.Stretch(aggregate, spread)); break;
                case "extremized_clip01": Near(member.Name, member.Value, (rule with { Margin = 0 }).Apply(aggregate, spread)); break;
                case "extremized_clip_01_99": Near(member.Name, member.Value, rule.Apply(aggregate, spread)); break;
                case "confidence": Near(member.Name, member.Value, Consensus.Confidence(spread)); break;
                case "log_odds_mean": Near(member.Name, member.Value, Aggregators.MeanLogit(medians, clip)); break;
                case "log_odds_mean_p": Near(member.Name, member.Value, Aggregators.GeometricMeanOfOdds(medians, clip)); break;
                case "log_odds_eps": break;
                case "converged_0.02": Assert.Equal(member.Value.GetBoolean(), new StopRule().Decide(spread) == ExitReason.Converged); break;
                case "prescreen_unknowable_0.05": Assert.Equal(member.Value.GetBoolean(), Consensus.IsUndecided(medians)); break;
                default: throw new InvalidDataException($"Unknown member {member.Name}.");
            }
        }

        void Near(string name, JsonElement wanted, double? actual)
        {
            if (wanted.ValueKind == JsonValueKind.Null) Assert.Null(actual);
            else Assert.True(actual is { } value && Math.Abs(wanted.GetDouble() - value) <= tolerance, FormattableString.Invariant($"{name}: expected {wanted}, got {actual}"));
        }
    }
}
