using Xunit.Abstractions;

namespace HypeKr.Delphi.Tests;

public sealed class SimulatedPanelsTests(ITestOutputHelper output)
{
    private const int Questions = 40_000;

    // The specification's table (200,000 questions, 9 panelists, 5 samples): Brier of a single sample, mean, median, geometric mean of odds, times √3, original.
    public static TheoryData<string, double[]> Table => new()
    {
        { "rho 0", [.2023, .1744, .1760, .1741, .1839, .1778] },
        { "rho 0.6", [.2020, .1887, .1905, .1898, .2061, .2008] },
        { "rho 0.9", [.2019, .1962, .1970, .1968, .2156, .2172] },
        { "rho 0.6 hedging", [.1985, .1884, .1885, .1880, .1907, .1903] },
        { "rho 0.6 bias", [.2115, .1976, .1997, .1989, .2169, .2109] },
    };

    // Monte Carlo error at this number is about .0012.
    [Theory]
    [MemberData(nameof(Table))]
    public void The_published_simulation_is_reproduced(string name, double[] expected)
    {
        var options = new SimulatedForecasterOptions
        {
            ErrorCorrelation = name.StartsWith("rho 0.6", StringComparison.Ordinal) ? 0.6 : name == "rho 0.9" ? 0.9 : 0,
            SmallestNoise = 1,
            LargestNoise = 1,
            Gain = name.EndsWith("hedging", StringComparison.Ordinal) ? 0.6 : 1,
            Bias = name.EndsWith("bias", StringComparison.Ordinal) ? 0.5 : 0,
            Seed = 11,
        };
        AggregationRule[] rules = [AggregationRule.Mean, AggregationRule.Median, AggregationRule.GeometricMeanOfOdds, AggregationRule.Get("extremized-odds-sqrt3"), AggregationRule.Get("spread-extremized-median")];
        var sums = new double[rules.Length + 1];
        foreach (var panel in SimulatedPanels.Draw(Questions, 9, 5, options))
        {
            for (var i = 0; i < rules.Length; i++) sums[i + 1] += Loss(rules[i].Aggregate((double[])panel.FirstBest), panel.Outcome);
        }

        foreach (var panel in SimulatedPanels.Draw(Questions, 9, 1, options)) sums[0] += panel.FirstBest.Average(p => Loss(p, panel.Outcome));
        var actual = sums.Select(sum => sum / Questions).ToArray();
        output.WriteLine($"{name}: {string.Join(" ", actual.Select(brier => FormattableString.Invariant($"{brier:.0000}")))}");
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 0.004);

        // Differences within one simulation are far surer than its level.
        Assert.Equal(expected[3] - expected[1], actual[3] - actual[1], 0.0008);
    }

    [Fact]
    public void An_equal_pull_leaves_the_geometric_mean_of_odds_and_an_unequal_one_gains()
    {
        var equal = new SimulatedForecasterOptions { PeerWeight = 0.4, Seed = 2 };
        var (before, after, unequal) = (0.0, 0.0, 0.0);
        foreach (var panel in SimulatedPanels.Draw(4000, 9, 1, equal))
        {
            Assert.Equal(Aggregators.GeometricMeanOfOdds([.. panel.FirstBest], 1e-6), Aggregators.GeometricMeanOfOdds([.. panel.Best], 1e-6), 1e-6);
            before += Loss(Aggregators.GeometricMeanOfOdds([.. panel.FirstBest]), panel.Outcome);
            after += Loss(Aggregators.GeometricMeanOfOdds([.. panel.Best]), panel.Outcome);
        }

        foreach (var panel in SimulatedPanels.Draw(4000, 9, 1, equal with { YieldingBySkill = 1 })) unequal += Loss(Aggregators.GeometricMeanOfOdds([.. panel.Best]), panel.Outcome);
        Assert.Equal(before, after, 4000 * 0.0005);
        Assert.True(unequal < before, FormattableString.Invariant($"{unequal / 4000} against {before / 4000}"));
    }

    [Fact]
    public void Garbage_hurts_and_the_median_of_samples_mends_it()
    {
        double Single(double garbage, int samples)
        {
            var options = new SimulatedForecasterOptions { GarbageRate = garbage, SmallestNoise = 1, LargestNoise = 1, Seed = 4 };
            return SimulatedPanels.Draw(20_000, 9, samples, options).Average(panel => panel.FirstBest.Average(p => Loss(p, panel.Outcome)));
        }

        Assert.True(Single(0.05, 1) > Single(0, 1) + 0.006);
        Assert.True(Single(0.05, 5) < Single(0.05, 1) - 0.008);
    }

    [Fact]
    public async Task A_simulated_client_can_talk_garbage_and_be_silent()
    {
        var silent = new SimulatedForecasterClient(new SimulatedForecasterOptions { SilenceRate = 1 });
        await Assert.ThrowsAsync<QuorumNotReachedException>(() => new DelphiPanel(Panels.Small(3), silent).RunAsync(Panels.Question));
        var garbage = new SimulatedForecasterClient(new SimulatedForecasterOptions { GarbageRate = 1 }, _ => 0.02);
        var spread = (await new DelphiPanel(Panels.Small(9), garbage).RunAsync(Panels.Question)).Spread;
        Assert.InRange(spread, 0.1, 0.5);
    }

    [Fact]
    public void The_same_seed_gives_the_same_panels()
    {
        Assert.Equal(SimulatedPanels.Draw(20, 3).SelectMany(panel => panel.Best), SimulatedPanels.Draw(20, 3).SelectMany(panel => panel.Best));
        Assert.Throws<ArgumentOutOfRangeException>(() => SimulatedPanels.Draw(0, 3));
        Assert.Throws<ArgumentException>(() => SimulatedPanels.Draw(1, 3, 1, new SimulatedForecasterOptions { GarbageRate = 2 }));
    }

    private static double Loss(double p, bool outcome) => outcome ? (1 - p) * (1 - p) : p * p;
}
