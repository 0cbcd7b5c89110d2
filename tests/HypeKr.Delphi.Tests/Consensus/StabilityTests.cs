namespace HypeKr.Delphi.Tests;

public sealed class StabilityTests
{
    [Fact]
    public void Changes_of_side_are_counted_each_way()
    {
        Assert.Equal((1, 2), Stability.Changes([0.2, 0.6, 0.7, 0.9], [0.5, 0.4, 0.1, 0.8]));
        Assert.Throws<ArgumentException>(() => Stability.Changes([0.2], [0.2, 0.3]));
    }

    [Fact]
    public void Kappa_of_the_textbook()
    {
        // 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: κ = 0.4.
        double[] before = [.. Enumerable.Repeat(0.9, 25), .. Enumerable.Repeat(0.1, 25)];
        double[] after = [.. Enumerable.Repeat(0.9, 20), .. Enumerable.Repeat(0.1, 5), .. Enumerable.Repeat(0.9, 10), .. Enumerable.Repeat(0.1, 15)];
        Assert.Equal(0.4, Stability.Kappa(before, after)!.Value, 1e-12);
        Assert.Equal(1, Stability.Kappa(before, before)!.Value, 1e-12);
        Assert.Null(Stability.Kappa([0.9, 0.8], [0.7, 0.6]));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.25, 0.25)]
    [InlineData(1, 1)]
    public void The_pull_is_the_share_of_the_way_to_the_others(double share, double expected)
    {
        double[] before = [0.1, 0.3, 0.8];
        double[] after = [.. before.Select((p, i) => p + (share * ((before.Sum() - p) / 2 - p)))];
        Assert.Equal(expected, Stability.Pull(before, after)!.Value, 1e-12);
        Assert.Null(Stability.Pull([0.4, 0.4], [0.1, 0.9]));
    }

    [Fact]
    public void Divergences_and_their_ends()
    {
        Assert.Equal(1, Consensus.Entropy([0.5]), 1e-12);
        Assert.Equal(0, Consensus.Entropy([1, 1]), 1e-12);
        Assert.Equal(1, Consensus.JensenShannonDivergence([0, 1]), 1e-12);
        Assert.Equal(0, Consensus.JensenShannonDivergence([0.3, 0.3, 0.3]), 1e-12);
        Assert.Equal(1.0 / 3, Consensus.MeanPairwiseDivergence([0, 0, 0, 1]) * 2.0 / 3, 1e-12); // three of six pairs differ wholly
        Assert.Equal(0.5, Consensus.CoefficientOfVariation([0.2, 0.6])!.Value, 1e-12);
        Assert.Null(Consensus.CoefficientOfVariation([0, 0]));
    }

    [Fact]
    public void Two_camps_are_seen_and_one_is_not()
    {
        Assert.True(Consensus.IsBimodal([0.1, 0.12, 0.11, 0.9, 0.88, 0.91]));
        Assert.False(Consensus.IsBimodal([0.4, 0.45, 0.5, 0.5, 0.5, 0.55, 0.6]));
        Assert.False(Consensus.IsBimodal([0.1, 0.9])); // two are no camps
        Assert.Null(Consensus.BimodalityCoefficient([0.3, 0.3]));
        double[] flat = [.. Enumerable.Range(0, 10_001).Select(i => i / 10_000.0)];
        Assert.Equal(5.0 / 9, Consensus.BimodalityCoefficient(flat)!.Value, 1e-3);
        Assert.Equal(1, Consensus.BimodalityCoefficient([0, 0, 1, 1])!.Value, 1e-12);
    }

    [Fact]
    public void Contradictions_between_questions_are_measured()
    {
        Assert.Equal(0.1, Consistency.Negation(0.7, 0.4), 1e-12);
        Assert.Equal(0.2, Consistency.Paraphrase(0.7, 0.5), 1e-12);
        Assert.Equal(0.05, Consistency.Conditional(0.35, 0.5, 0.6), 1e-12);
        Assert.Equal(0, Consistency.AndOr(0.5, 0.4, 0.2, 0.7), 1e-12);
        Assert.Equal(0.1, Consistency.AndOr(0.5, 0.4, 0.5, 0.4), 1e-12); // more than the rarer of the two
        Assert.Throws<ArgumentException>(() => Consistency.Negation(0.7, double.NaN));
    }
}
