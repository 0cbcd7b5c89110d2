using Xunit.Abstractions;

namespace HypeKr.Delphi.Tests;

public sealed class AggregationRankingTests(ITestOutputHelper output)
{
    [Fact]
    public void The_rule_that_is_right_comes_first_and_its_interval_lies_below_zero()
    {
        var ranking = AggregationRanking.Rank(Hedgers(300));
        Assert.Equal(AggregationRule.All.Count(rule => rule.Inputs == PanelInputs.None), ranking.Count);
        Assert.Equal(ranking.OrderBy(row => row.Brier).Select(row => row.Rule.Name), ranking.Select(row => row.Rule.Name));
        var mean = ranking.Single(row => row.Rule == AggregationRule.Mean);
        Assert.Equal((0, 0, 0), (mean.BrierDifference, mean.DifferenceLower, mean.DifferenceUpper));

        // The panelists hedge: whoever extremises gains, surely.
        var extremised = ranking.Single(row => row.Rule.Name == "extremized-odds-1.5");
        Assert.True(extremised.DifferenceUpper < 0);
        Assert.InRange(extremised.BrierDifference, extremised.DifferenceLower, extremised.DifferenceUpper);
    }

    [Fact]
    public void The_same_seed_gives_the_same_intervals()
    {
        var panels = Hedgers(40);
        Assert.Equal(AggregationRanking.Rank(panels, seed: 3), AggregationRanking.Rank(panels, seed: 3));
        Assert.NotEqual(AggregationRanking.Rank(panels, seed: 3)[^1].DifferenceLower, AggregationRanking.Rank(panels, seed: 4)[^1].DifferenceLower);
    }

    [Fact]
    public void Rows_of_one_question_are_drawn_together_so_that_repeating_them_narrows_nothing()
    {
        var panels = Hedgers(40);
        List<PastPanel> repeated = [.. panels.SelectMany((panel, i) => Enumerable.Repeat(panel with { Cluster = FormattableString.Invariant($"q{i}") }, 5))];
        AggregationRule[] rules = [AggregationRule.GeometricMeanOfOdds];
        var once = AggregationRanking.Rank(panels, rules)[0];
        var five = AggregationRanking.Rank(repeated, rules)[0];
        var alone = AggregationRanking.Rank([.. repeated.Select(panel => panel with { Cluster = null })], rules)[0];
        Assert.Equal(once.DifferenceLower, five.DifferenceLower, 1e-12);
        Assert.Equal(once.DifferenceUpper, five.DifferenceUpper, 1e-12);
        Assert.True(alone.DifferenceUpper - alone.DifferenceLower < 0.7 * (five.DifferenceUpper - five.DifferenceLower));
    }

    [Fact]
    public void Rules_whose_inputs_a_panel_lacks_are_left_out_unless_asked_for()
    {
        var panels = Hedgers(10);
        Assert.DoesNotContain(AggregationRanking.Rank(panels), row => row.Rule.Name == "IntWAgg");
        Assert.Throws<ArgumentException>(() => AggregationRanking.Rank(panels, [AggregationRule.Get("IntWAgg")]));
        List<PastPanel> wider = [.. panels.Select(panel => panel with { Lower = [.. panel.Best.Select(_ => 0.0)], Upper = [.. panel.Best.Select(_ => 1.0)] })];
        Assert.Contains(AggregationRanking.Rank(wider), row => row.Rule.Name == "IntWAgg");
        Assert.Throws<ArgumentException>(() => AggregationRanking.Rank(panels[..1]));
    }

    // The aggregating half of the two presets on real panels of models: neither the original's stretch nor any fixed one pays there.
    [SharedTheory(RecordedPanelData.File)]
    [InlineData("halawi-2024")]
    [InlineData("paleka-2025-scraped")]
    [Trait("Category", "Vectors")]
    public void On_panels_of_language_models_the_geometric_mean_of_odds_beats_the_spread_extremised_median(string set)
    {
        List<PastPanel> panels = [.. RecordedPanelData.Panels(set).Select(panel => new PastPanel { Best = panel.P, Outcome = panel.Outcome > 0.5 })];
        var original = AggregationRule.Get("spread-extremized-median");
        var row = AggregationRanking.Rank(panels, [AggregationRule.GeometricMeanOfOdds], original)[0];
        output.WriteLine(FormattableString.Invariant($"{set}: {row.BrierDifference:0.0000} ({row.DifferenceLower:0.0000}..{row.DifferenceUpper:0.0000})"));
        Assert.True(row.BrierDifference < 0);
    }

    private static List<PastPanel> Hedgers(int n)
    {
        var random = new StableRandom(5);
        var panels = new List<PastPanel>();
        for (var i = 0; i < n; i++)
        {
            var truth = 1.5 * random.NextNormal();
            var p = new double[7];
            for (var j = 0; j < p.Length; j++) p[j] = 1 / (1 + Math.Exp(-0.5 * (truth + (0.5 * random.NextNormal()))));
            panels.Add(new() { Best = p, Outcome = random.NextDouble() < 1 / (1 + Math.Exp(-truth)) });
        }

        return panels;
    }
}
