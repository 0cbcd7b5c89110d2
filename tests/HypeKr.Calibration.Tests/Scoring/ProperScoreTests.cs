using FsCheck.Xunit;

namespace HypeKr.Calibration.Tests;

[Properties(Arbitrary = [typeof(Arbitraries)], MaxTest = 150)]
public sealed class ProperScoreTests
{
    private static readonly ForecastLoss[] Losses = [ForecastLoss.Brier, ForecastLoss.Log(LogLossClip.TenMillionth), ForecastLoss.Spherical, ForecastLoss.Of("half Brier", (p, yes) => (yes ? (1 - p) * (1 - p) : p * p) / 2)];

    [Property]
    public void Corp_parts_add_up_and_are_not_negative_for_every_proper_loss(Bag bag)
    {
        foreach (var loss in Losses)
        {
            var parts = CorpDecomposition.Of(bag.Table, loss);
            Assert.Equal(parts.Score, parts.Miscalibration - parts.Discrimination + parts.Uncertainty, 1e-12);
            Assert.True(parts.Miscalibration >= -1e-12, loss.Name);
            Assert.True(parts.Discrimination >= -1e-12, loss.Name);
            Assert.Equal(bag.Scores.Select((p, i) => loss.Of(p, bag.Labels[i])).Average(), parts.Score, 1e-9);
        }

        var (general, brier) = (CorpDecomposition.Of(bag.Table, ForecastLoss.Brier), CorpDecomposition.Of(bag.Table));
        Assert.Equal(brier.Score, general.Score, 1e-14);
        Assert.Equal(brier.Miscalibration, general.Miscalibration, 1e-14);
        Assert.Equal(brier.Uncertainty, general.Uncertainty, 1e-14);
    }

    [Property]
    public void Skill_and_sharpness_are_what_they_say(Bag bag)
    {
        var brier = ProbabilityScores.BrierSkill(bag.Table);
        var skill = ProbabilityScores.Skill(bag.Table, ForecastLoss.Brier);
        Assert.Equal(brier is null, skill is null);
        if (brier is { } expected) Assert.Equal(expected, skill!.Value, 1e-12);

        var mean = bag.Scores.Average();
        Assert.Equal(bag.Scores.Average(p => (p - mean) * (p - mean)), ProbabilityScores.Sharpness(bag.Table), 1e-14);
    }

    [Property]
    public void Murphy_terms_add_up_to_brier_under_every_rule(Bag bag)
    {
        foreach (var edges in Enum.GetValues<BinEdges>().Where(e => e != BinEdges.HalfOpen))
        {
            Assert.Equal(ProbabilityScores.Brier(bag.Table), MurphyDecomposition.Of(bag.Table, new BinningRule(edges, 7)).Brier, 1e-14);
        }
    }

    [Fact]
    public void Correction_for_chance_is_right_on_average()
    {
        // A perfect forecaster: the plain squared gap is all chance, the corrected one averages to nothing.
        var random = new Random(3);
        var (plain, corrected) = (0.0, 0.0);
        const int Draws = 400;
        for (var draw = 0; draw < Draws; draw++)
        {
            var scores = Enumerable.Range(0, 200).Select(i => (i % 10 * 0.1) + 0.05).ToArray();
            var bins = ReliabilityBins.Of(ScoreTable.FromRows(scores, [.. scores.Select(p => random.NextDouble() < p)]), new BinningRule(BinEdges.LeftClosed, 10));
            plain += bins.SquaredError / Draws;
            corrected += bins.DebiasedSquaredError / Draws;
        }

        Assert.InRange(plain, 0.005, 0.012);
        Assert.InRange(corrected, -0.0005, 0.0005);
    }

    [Fact]
    public void Correction_needs_whole_rows() =>
        Assert.Throws<InvalidCalibrationDataException>(() => ReliabilityBins.Of(ScoreTable.FromWeightedRows([0.1], [true], [1L], 2), BinningRule.Default).DebiasedSquaredError);

    [Fact]
    public void Debiased_error_is_what_chance_leaves()
    {
        var (scores, labels) = AdversarialRows.Make("spread", 300);
        var null95 = NullCalibrationError.Of(ScoreTable.FromRows(scores, labels), BinningRule.Default, 5, 200);
        Assert.Equal(Math.Max(0, null95.Measured - null95.Mean), null95.Debiased);
    }

    [Fact]
    public void Clusters_widen_the_interval_that_repeated_rows_narrow()
    {
        // Each question 20 times: as many rows, but no more to know.
        var (scores, labels) = AdversarialRows.Make("spread", 60);
        var clusters = scores.Select((s, i) => ScoreTable.FromGroups([new ScoreGroup(s, 20, labels[i] ? 20 : 0)])).ToArray();
        var all = ScoreTable.Merge(clusters);
        var rows = Bootstrap.Of(all, ProbabilityScores.Brier, 3, 300);
        var questions = Bootstrap.OfClusters(clusters, ProbabilityScores.Brier, 3, 300);
        Assert.Equal(rows.Estimate, questions.Estimate);
        Assert.True(questions.Upper - questions.Lower > 3 * (rows.Upper - rows.Lower));
        Assert.Equal(questions, Bootstrap.OfClusters(clusters, ProbabilityScores.Brier, 3, 300));
        Assert.Throws<ArgumentException>(() => Bootstrap.OfClusters([], ProbabilityScores.Brier, 3));
        Assert.Throws<InvalidCalibrationDataException>(() => Bootstrap.OfClusters([ScoreTable.Empty], ProbabilityScores.Brier, 3));
    }

    [Fact]
    public void Comparison_of_a_table_is_that_of_its_rows()
    {
        var random = new Random(11);
        var labels = Enumerable.Range(0, 400).Select(_ => random.Next(2) == 0).ToArray();
        var good = labels.Select(l => l ? 0.7 : 0.3).ToArray();
        var poor = labels.Select(l => Math.Round(Math.Clamp((l ? 0.6 : 0.4) + (random.NextDouble() - 0.5), 0, 1), 1)).ToArray();
        var rows = PairedComparison.Of(good, poor, labels, ForecastLoss.Brier, 7, 500);
        var table = PairedComparison.Of(PairedScoreTable.FromRows(good, poor, labels), ForecastLoss.Brier, 7, 500);

        Assert.Equal(rows.Rows, table.Rows);
        Assert.Equal(rows.First, table.First, 1e-12);
        Assert.Equal(rows.Second, table.Second, 1e-12);
        Assert.Equal(rows.Difference.Estimate, table.Difference.Estimate, 1e-12);
        Assert.Equal(rows.Difference.Lower, table.Difference.Lower, 0.02);
        Assert.Equal(rows.Difference.Upper, table.Difference.Upper, 0.02);
        Assert.True(table.PValue < 0.01);

        var same = PairedComparison.Of(PairedScoreTable.FromRows(good, good, labels), ForecastLoss.Brier, 7, 100);
        Assert.Equal((0.0, 1.0), (same.Difference.Estimate, same.PValue));
    }

    [Fact]
    public void Comparison_by_clusters_is_less_sure_than_by_rows()
    {
        var (scores, labels) = AdversarialRows.Make("spread", 40);
        double[] first = [.. Enumerable.Range(0, 400).Select(i => scores[i % 40])];
        double[] second = [.. first.Select(p => Math.Clamp(p + 0.05, 0, 1))];
        bool[] truth = [.. Enumerable.Range(0, 400).Select(i => labels[i % 40])];
        int[] clusters = [.. Enumerable.Range(0, 400).Select(i => i % 40)];
        var rows = PairedComparison.Of(first, second, truth, ForecastLoss.Brier, 5, 400);
        var byCluster = PairedComparison.OfClusters(first, second, truth, clusters, ForecastLoss.Brier, 5, 400);
        Assert.Equal(rows.Difference.Estimate, byCluster.Difference.Estimate, 1e-12);
        Assert.True(byCluster.Difference.Upper - byCluster.Difference.Lower > 2 * (rows.Difference.Upper - rows.Difference.Lower));
        Assert.True(byCluster.PValue >= rows.PValue);
    }

    [Fact]
    public void Splits_keep_groups_and_time_apart()
    {
        string[] groups = [.. Enumerable.Range(0, 200).Select(i => FormattableString.Invariant($"question {i % 50}"))];
        var folds = DataSplit.ByGroup(groups, 5, 1);
        foreach (var group in groups.Distinct()) Assert.Single(Enumerable.Range(0, 200).Where(i => groups[i] == group).Select(i => folds[i]).Distinct());
        Assert.Equal(5, folds.Distinct().Count());
        Assert.Equal(folds.Reverse(), DataSplit.ByGroup([.. groups.Reverse()], 5, 1));
        Assert.NotEqual(folds, DataSplit.ByGroup(groups, 5, 2));

        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var (earlier, later) = DataSplit.ByTime([start, start.AddDays(2), start.AddDays(1)], start.AddDays(1));
        Assert.Equal([0], earlier);
        Assert.Equal([1, 2], later);
    }

    [Fact]
    public void Comparison_refuses_losses_that_are_not_finite()
    {
        var loss = ForecastLoss.Log(LogLossClip.None);
        bool[] labels = [true, false, true];
        foreach (var compare in (Action[])[
            () => PairedComparison.Of([0.5, 0.5, 0], [0.5, 0.4, 0.6], labels, loss, 1, 100),
            () => PairedComparison.Of([0.5, 0.4, 0.6], [0.5, 0.5, 0], labels, loss, 1, 100),
            () => PairedComparison.OfClusters([0.5, 0.5, 0], [0.5, 0.4, 0], labels, [0, 0, 1], loss, 1, 100),
        ])
        {
            var error = Assert.Throws<InvalidCalibrationDataException>(compare);
            Assert.Equal(2, error.Row);
            Assert.Contains("clip no clip", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(0, Assert.Throws<InvalidCalibrationDataException>(() => PairedComparison.Of(PairedScoreTable.FromRows([0.5, 0.5, 0], [0.5, 0.4, 0.6], labels), loss, 1, 100)).Row);
        Assert.Throws<InvalidCalibrationDataException>(() => PairedComparison.Of([0.5], [0.4], [true], ForecastLoss.Of("none", (_, _) => double.NaN), 1, 100));
    }

    [Fact]
    public void Swaps_that_only_reorder_a_sum_count_as_equal()
    {
        // 0.7 + 0.1 - 0.8 twice is nothing but rounding, so no swap is smaller, though swapped roundings cancel.
        double[] first = [0.7, 0.1, 0, 0.7, 0.1, 0];
        double[] second = [0, 0, 0.8, 0, 0, 0.8];
        Assert.Equal(1, PairedComparison.Of(first, second, [true, true, true, true, true, true], ForecastLoss.Of("forecast", (p, _) => p), 3, 500).PValue);
    }

    [Fact]
    public void Quantile_next_to_an_infinity_is_a_number()
    {
        Assert.Equal(1, Bootstrap.Quantile([0, 1, double.PositiveInfinity], 0.5));
        Assert.Equal(double.PositiveInfinity, Bootstrap.Quantile([0, 1, double.PositiveInfinity], 0.75));
        Assert.Equal(double.NegativeInfinity, Bootstrap.Quantile([double.NegativeInfinity, 1], 0.5));
    }
}
