namespace HypeKr.Delphi.Tests;

public sealed class ConsensusTests
{
    [Fact]
    public void Undefined_figures_are_null()
    {
        Assert.Null(Consensus.SampleStandardDeviation([0.4]));
        Assert.Null(Consensus.KendallW([[0.5], [0.7]]));
        Assert.Null(Consensus.KendallW([[], []]));
        Assert.Null(Consensus.KendallW([[0.5, 0.5, 0.5], [0.1, 0.1, 0.1]]));
        Assert.Equal(0, Consensus.KendallW([[1, 2, 3], [3, 2, 1]])!.Value, 12);
    }

    [Fact]
    public void Ragged_or_infinite_ratings_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Consensus.KendallW([]));
        Assert.Contains("Rater 1 rates 1 items", Assert.Throws<ArgumentException>(() => Consensus.KendallW([[1, 2], [1]])).Message, StringComparison.Ordinal);
        Assert.Contains("Rater 0 rates item 1 NaN", Assert.Throws<ArgumentException>(() => Consensus.KendallW([[1, double.NaN]])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_prescreen_band_is_the_originals_arithmetic()
    {
        Assert.True(Consensus.IsUndecided([0.45, 0.5]));
        Assert.False(Consensus.IsUndecided([0.55, 0.5]));
        Assert.True(Consensus.IsUndecided([0.54, 0.46]));
    }

    [Fact]
    public void A_tie_is_not_surprisingly_popular()
    {
        var answer = Consensus.SurprisinglyPopular([true, false], [0.5, 0.5]);
        Assert.False(answer.IsYes);
        Assert.Throws<ArgumentException>(() => Consensus.SurprisinglyPopular([true], [0.5, 0.5]));
    }

    [Fact]
    public void A_growing_spread_at_a_high_level_does_not_stop() => Assert.Null(new StopRule(MaxRounds: 5).Decide(0.20, 0.29));

    [Fact]
    public void A_spread_is_a_number()
    {
        Assert.Throws<ArgumentException>(() => new StopRule().Decide());
        Assert.Throws<ArgumentOutOfRangeException>(() => new StopRule().Decide(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Consensus.Confidence(-0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpreadExtremization().Factor(double.NaN));
    }
}
