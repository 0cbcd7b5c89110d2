namespace HypeKr.Delphi.Tests;

public sealed class AggregatorTests
{
    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(-0.01, "-0.01")]
    [InlineData(1.01, "1.01")]
    [InlineData(70, "70")]
    public void What_is_no_probability_is_refused_by_name(double p, string named)
    {
        var error = Assert.Throws<ArgumentException>(() => Aggregators.Median([0.5, p]));
        Assert.Contains($"probabilities[1] is {named};", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Aggregators.GeometricMeanOfOdds([p]));
        Assert.Throws<ArgumentException>(() => Consensus.PopulationStandardDeviation([p]));
    }

    [Fact]
    public void An_empty_panel_has_no_aggregate()
    {
        Assert.Throws<ArgumentException>(() => Aggregators.Mean([]));
        Assert.Throws<ArgumentException>(() => Aggregators.RecencyMedian([]));
        Assert.Throws<ArgumentException>(() => Consensus.Range([]));
    }

    [Fact]
    public void Weights_are_checked()
    {
        Assert.Contains("All weights are 0", Assert.Throws<ArgumentException>(() => Aggregators.WeightedMean([0.1, 0.2], [0, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("1 weights for 2", Assert.Throws<ArgumentException>(() => Aggregators.WeightedMedian([0.1, 0.2], [1])).Message, StringComparison.Ordinal);
        Assert.Contains("weights[1] is -1", Assert.Throws<ArgumentException>(() => Aggregators.WeightedMean([0.1, 0.2], [1, -1])).Message, StringComparison.Ordinal);
        Assert.Contains("pastBrier[0] is 0", Assert.Throws<ArgumentException>(() => PanelWeights.InverseBrier([0])).Message, StringComparison.Ordinal);
        Assert.Contains("pastBrier[0] is 2", Assert.Throws<ArgumentException>(() => PanelWeights.SkillOverHalf([2])).Message, StringComparison.Ordinal);
        Assert.Contains("confidence[0] is 3", Assert.Throws<ArgumentException>(() => PanelWeights.ConfidenceAndRecord([3], [0.1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_weighted_median_skips_those_without_weight()
    {
        Assert.Equal(0.2, Aggregators.WeightedMedian([0.1, 0.2, 0.3], [0, 1, 0]));
        Assert.Equal(0.2, Aggregators.WeightedMedian([0.1, 0.2, 0.3], [1, 0, 1]), 12);
        Assert.Equal(0.3, Aggregators.WeightedMedian([0.3, 0.9], [3, 1]));
    }

    [Fact]
    public void Equal_distances_tie_in_spite_of_rounding()
    {
        // |0.2 - 0.5| and |0.8 - 0.5| differ in the last bit.
        Assert.Equal(0.5, Aggregators.HalawiTrim([0.2, 0.8, 0.5]), 12);
        Assert.Equal(1, Consensus.ShareWithin([0.45, 0.50, 0.55], 0.05));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_trim_leaves_something(double fraction)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Aggregators.TrimmedMean([0.1, 0.2], fraction));
        Assert.Throws<ArgumentOutOfRangeException>(() => Aggregators.GeometricMeanOfOdds([0.1], fraction));
    }

    [Fact]
    public void Without_skill_all_weigh_the_same() => Assert.Equal([1, 1], PanelWeights.SkillOverHalf([0.25, 0.9]));
}
