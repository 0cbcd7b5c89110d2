namespace HypeKr.Calibration.Tests;

public sealed class ScoringTests
{
    [Fact]
    public void Log_loss_names_its_clip()
    {
        var wrong = ScoreTable.FromRows([1.0, 0.5], [false, true]);
        Assert.Equal((-Math.Log(1e-7) - Math.Log(0.5)) / 2, ProbabilityScores.LogLoss(wrong, LogLossClip.TenMillionth), 1e-9);
        Assert.Equal(double.PositiveInfinity, ProbabilityScores.LogLoss(wrong, LogLossClip.None));
        Assert.Equal(double.PositiveInfinity, ProbabilityScores.LogLoss(wrong, default));
        Assert.Equal(0, ProbabilityScores.LogLoss(ScoreTable.FromRows([1.0, 0], [true, false]), LogLossClip.None));
        Assert.Equal(["2.2e-16", "1e-7", "no clip", "no clip", "0.01"], new[] { LogLossClip.MachineEpsilon, LogLossClip.TenMillionth, LogLossClip.None, default, LogLossClip.Of(0.01) }.Select(c => c.ToString()));
        Assert.Equal(Math.Pow(2, -52), LogLossClip.MachineEpsilon.Epsilon);
        Assert.Throws<ArgumentOutOfRangeException>(() => LogLossClip.Of(0.5));
    }

    [Fact]
    public void Undefined_figures_are_null_not_a_number()
    {
        var oneClass = ScoreTable.FromRows([0.2, 0.8], [true, true]);
        Assert.Null(ProbabilityScores.Auc(oneClass));
        Assert.Null(ProbabilityScores.BrierSkill(oneClass));
    }

    [Fact]
    public void Refuses_scores_that_are_no_probabilities_and_empty_tables()
    {
        foreach (var table in (ScoreTable[])[ScoreTable.FromRows([1.1], [true]), ScoreTable.FromRows([-0.1, 0.5], [true, true]), ScoreTable.Empty])
        {
            Assert.Throws<InvalidCalibrationDataException>(() => ProbabilityScores.Brier(table));
            Assert.Throws<InvalidCalibrationDataException>(() => ReliabilityBins.Of(table, BinningRule.Default));
            Assert.Throws<InvalidCalibrationDataException>(() => SmoothCalibrationError.Of(table));
        }
    }

    [Fact]
    public void The_edge_rules_disagree_where_they_should()
    {
        // 0.3 is below the edge 0.30000000000000004 and above floor's; 1 is dropped, kept, or alone.
        var at = ScoreTable.FromRows([0.3, 1], [true, true]);
        Assert.Equal([2, 9], new BinningRule(BinEdges.LeftClosed, 10).Assign(at));
        Assert.Equal([3, 9], new BinningRule(BinEdges.FloorCapped, 10).Assign(at));
        Assert.Equal([3, 10], new BinningRule(BinEdges.FloorUncapped, 10).Assign(at));
        Assert.Equal([2, -1], new BinningRule(BinEdges.HalfOpen, 10).Assign(at));
        Assert.Equal([0, 2], new BinningRule(BinEdges.RightClosedZeroApart, 2).Assign(ScoreTable.FromRows([0.0, 1], [true, true])));
        Assert.Equal("15 bins, LeftClosed", BinningRule.Default.ToString());
        Assert.Throws<ArgumentException>(() => default(BinningRule).Assign(at));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinningRule(BinEdges.LeftClosed, 0));
        Assert.Throws<ArgumentException>(() => MurphyDecomposition.Of(at, new BinningRule(BinEdges.HalfOpen, 10)));
    }

    [Fact]
    public void Rank_bins_split_ties_by_row_order()
    {
        double[] p = [0.5, 0.5, 0.5, 0.5];
        Assert.Equal(0, ReliabilityBins.OfRanks(p, [true, false, true, false], 2).ExpectedError);
        Assert.Equal(0.5, ReliabilityBins.OfRanks(p, [true, true, false, false], 2).ExpectedError);
        Assert.Single(ReliabilityBins.Of(ScoreTable.FromRows(p, [true, true, false, false]), new BinningRule(BinEdges.EqualMass, 2)).Bins);
        Assert.Throws<ArgumentException>(() => ReliabilityBins.OfRanks(p, [true, true, false, false], 5));
    }

    [Fact]
    public void Null_error_of_few_rows_is_far_from_zero_and_shrinks_with_the_root_of_n()
    {
        ScoreTable Spread(int each) => ScoreTable.FromGroups(Enumerable.Range(0, 100).Select(i => new ScoreGroup((i + 0.5) / 100, each, each / 2)));
        var (few, many) = (NullCalibrationError.Of(Spread(1), BinningRule.Default, 42), NullCalibrationError.Of(Spread(100), BinningRule.Default, 42));
        Assert.InRange(few.Mean, 0.08, 0.16);
        Assert.InRange(few.Mean / many.Mean, 9, 11);
        Assert.True(few.Upper95 > few.Mean);
        Assert.Equal(ReliabilityBins.Of(Spread(1), BinningRule.Default).ExpectedError, few.Measured);
        Assert.Equal(few, NullCalibrationError.Of(Spread(1), BinningRule.Default, 42));
        Assert.NotEqual(few.Mean, NullCalibrationError.Of(Spread(1), BinningRule.Default, 43).Mean);
    }

    [Fact]
    public void Null_error_of_one_row_is_known_exactly()
    {
        // One forecast p in one bin: |o - p| is 1-p with probability p, else p: mean 2p(1-p).
        var actual = NullCalibrationError.Of(ScoreTable.FromRows([0.3], [true]), BinningRule.Default, 1, 20_000);
        Assert.Equal(0.42, actual.Mean, 0.01);
        Assert.Equal(0.7, actual.Measured, 1e-12);
    }

    [Fact]
    public void Bootstrap_has_the_standard_error_of_a_mean()
    {
        // The share of YES of 400 rows at 0.3 has standard error 0.0229.
        var table = ScoreTable.FromGroups([new(0.3, 400, 120)]);
        var interval = Bootstrap.Of(table, ProbabilityScores.BaseRate, 5, 4000);
        Assert.Equal(0.3, interval.Estimate);
        Assert.Equal(2 * 1.96 * Math.Sqrt(0.3 * 0.7 / 400), interval.Upper - interval.Lower, 0.008);
        Assert.Equal(interval, Bootstrap.Of(table, ProbabilityScores.BaseRate, 5, 4000));
    }

    [Fact]
    public void Bootstrap_leaves_out_resamples_without_a_value()
    {
        var table = ScoreTable.FromRows([0.2, 0.8], [false, true]);
        var interval = Bootstrap.Of(table, t => ProbabilityScores.Auc(t) ?? double.NaN, 5, 400);
        Assert.InRange(interval.Draws, 150, 250);
        Assert.Equal((1, 1), (interval.Lower, interval.Upper));
        Assert.Throws<InvalidCalibrationDataException>(() => Bootstrap.Of(table, _ => double.NaN, 5, 10));
        Assert.Throws<InvalidCalibrationDataException>(() => Bootstrap.Of(ScoreTable.FromWeightedRows([0.1], [true], [1], 10), ProbabilityScores.Brier, 5, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.Of(table, ProbabilityScores.Brier, 5, 10, level: 1));
    }

    [Fact]
    public void Comparison_finds_the_better_forecaster_and_no_difference_between_equals()
    {
        var random = new Random(3);
        var truth = Enumerable.Range(0, 300).Select(_ => random.NextDouble()).ToArray();
        var labels = truth.Select(t => random.NextDouble() < t).ToArray();
        var hedged = truth.Select(t => 0.5 + ((t - 0.5) * 0.2)).ToArray();
        var better = PairedComparison.Of(truth, hedged, labels, ForecastLoss.Brier, 11);
        Assert.Equal(better.First - better.Second, better.Difference.Estimate, 1e-12);
        Assert.True(better.Difference.Upper < 0);
        Assert.True(better.PValue < 0.01);

        var mirrored = PairedComparison.Of(hedged, truth, labels, ForecastLoss.Brier, 11);
        Assert.Equal(-better.Difference.Estimate, mirrored.Difference.Estimate, 1e-12);

        var same = PairedComparison.Of(truth, truth, labels, ForecastLoss.Log(LogLossClip.TenMillionth), 11);
        Assert.Equal((0, 0, 0, 1), (same.Difference.Estimate, same.Difference.Lower, same.Difference.Upper, same.PValue));
        Assert.Equal("log loss (clip 1e-7)", same.Loss);
    }

    [Fact]
    public void Comparison_refuses_bad_rows()
    {
        Assert.Equal(1, Assert.Throws<InvalidCalibrationDataException>(() => PairedComparison.Of([0.1, 0.2], [0.1, double.NaN], [true, true], ForecastLoss.Brier, 1)).Row);
        Assert.Throws<ArgumentException>(() => PairedComparison.Of([0.1], [0.1, 0.2], [true], ForecastLoss.Brier, 1));
        Assert.Throws<ArgumentException>(() => PairedComparison.Of([], [], [], ForecastLoss.Brier, 1));
    }

    [Fact]
    public void Sign_flip_test_is_uniform_when_the_two_are_alike()
    {
        var random = new Random(9);
        var small = 0;
        for (var run = 0; run < 200; run++)
        {
            var a = Enumerable.Range(0, 40).Select(_ => random.NextDouble()).ToArray();
            var b = Enumerable.Range(0, 40).Select(_ => random.NextDouble()).ToArray();
            var labels = a.Select(_ => random.Next(2) == 0).ToArray();
            if (PairedComparison.Of(a, b, labels, ForecastLoss.Brier, (ulong)run, 200).PValue <= 0.1) small++;
        }

        // 20 expected, standard deviation 4.2.
        Assert.InRange(small, 8, 34);
    }

    [Theory]
    [InlineData(20, 0.3)]
    [InlineData(33, 0.5)]
    [InlineData(1000, 0.02)]
    [InlineData(1_000_000, 0.7)]
    [InlineData(5_000, 0.9999)]
    public void Binomial_numbers_have_their_mean_and_variance(int n, double p)
    {
        var random = new SeededRandom(1);
        var draws = Enumerable.Range(0, 4000).Select(_ => (double)random.NextBinomial(n, p)).ToArray();
        var (mean, variance) = (n * p, n * p * (1 - p));
        Assert.All(draws, d => Assert.InRange(d, 0, n));
        Assert.Equal(mean, draws.Average(), 5 * Math.Sqrt(variance / draws.Length));
        Assert.Equal(1, draws.Average(d => (d - mean) * (d - mean)) / variance, 0.2);
    }

    [Fact]
    public void Random_numbers_are_the_published_generators()
    {
        // SplitMix64 from seed 0 begins e220a8397b1dcdaf, 6e789e6aa1b965f4, 06c45d188009454f, f88bb8a8724c81ec (Vigna's reference C);
        // xoshiro256** turns that state into rotl(s1 * 5, 7) * 9.
        var expected = unchecked(ulong.RotateLeft(0x6e789e6aa1b965f4UL * 5, 7) * 9);
        Assert.Equal(expected, new SeededRandom(0).NextUInt64());
        Assert.Equal((0L, 0L, 7L), (new SeededRandom(1).NextBinomial(0, 0.5), new SeededRandom(1).NextBinomial(7, 0), new SeededRandom(1).NextBinomial(7, 1)));
    }

    [Fact]
    public void Cut_between_neighbouring_doubles_parts_them()
    {
        // 0.1 and the next double, and one more: for some pair the middle rounds up.
        for (var low = 0.1; low < 0.1000000000000002; low = Math.BitIncrement(low))
        {
            var bins = ReliabilityBins.Of(ScoreTable.FromRows([low, Math.BitIncrement(low)], [false, true]), new BinningRule(BinEdges.EqualMass, 2));
            Assert.Equal(2, bins.Bins.Count);
        }
    }

    [Fact]
    public void Many_bins_count_alike_and_too_many_are_refused()
    {
        var (scores, labels) = AdversarialRows.Make("spread", 5_000);
        foreach (var count in (int[])[4096, 4097, 1_048_576])
        {
            var rule = new BinningRule(BinEdges.LeftClosed, count);
            Assert.Equal(ReliabilityBins.Of(ScoreTable.FromRows(scores, labels), rule).ExpectedError, ReliabilityBins.ExpectedErrorOf(scores, labels, rule));
        }

        Assert.Contains("1,048,576", Assert.Throws<ArgumentOutOfRangeException>(() => new BinningRule(BinEdges.LeftClosed, 1_048_577)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5_100, 0.01)]
    [InlineData(5_002, 0.0002)]
    public void Smooth_error_of_one_score_is_its_residual(int positives, double residual)
    {
        // A Gaussian spreads the residual without changing its sum; the second one is narrower than a 512th.
        Assert.Equal(residual, SmoothCalibrationError.Of(ScoreTable.FromGroups([new ScoreGroup(0.5, 10_000, positives)])).Value, residual / 100);
        Assert.Equal(residual, SmoothCalibrationError.Of(ScoreTable.FromGroups([new ScoreGroup(0, 10_000, positives - 5_000)])).Value, residual / 100);
        Assert.Equal(residual, SmoothCalibrationError.Of(ScoreTable.FromGroups([new ScoreGroup(1, 10_000, 15_000 - positives)])).Value, residual / 100);
    }
}
