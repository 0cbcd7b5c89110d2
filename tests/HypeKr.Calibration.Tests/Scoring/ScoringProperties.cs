using FsCheck.Xunit;

namespace HypeKr.Calibration.Tests;

[Properties(Arbitrary = [typeof(Arbitraries)], MaxTest = 200)]
public sealed class ScoringProperties
{
    private static readonly BinningRule[] Rules =
    [
        .. Enum.GetValues<BinEdges>().Where(e => e is not (BinEdges.HalfOpen or BinEdges.Distinct)).SelectMany(e => (BinningRule[])[new(e, 1), new(e, 7), new(e, 10)]),
        BinningRule.Distinct,
    ];

    [Property]
    public void Five_terms_add_up_to_the_brier_score_under_every_rule(Bag bag)
    {
        foreach (var rule in Rules)
        {
            var terms = MurphyDecomposition.Of(bag.Table, rule);
            Assert.Equal(ProbabilityScores.Brier(bag.Table), terms.Brier, 1e-12);
            Assert.Equal(terms.Brier, terms.Reliability - terms.GeneralizedResolution + terms.Uncertainty, 1e-12);
        }
    }

    [Property]
    public void Corp_terms_are_not_negative_and_add_up(Bag bag)
    {
        var terms = CorpDecomposition.Of(bag.Table);
        Assert.True(terms.Miscalibration >= -1e-15);
        Assert.True(terms.Discrimination >= -1e-15);
        Assert.Equal(terms.Score, terms.Miscalibration - terms.Discrimination + terms.Uncertainty, 1e-12);
    }

    [Property]
    public void Bins_hold_every_row_once_and_in_order(Bag bag)
    {
        foreach (var rule in Rules)
        {
            var bins = ReliabilityBins.Of(bag.Table, rule);
            Assert.Equal(bag.Scores.Length, bins.Bins.Sum(b => b.Weight));
            Assert.Equal(bag.Labels.Count(l => l), bins.Bins.Sum(b => b.Positives));
            for (var i = 1; i < bins.Bins.Count; i++)
            {
                Assert.True(bins.Bins[i - 1].Index < bins.Bins[i].Index);
                Assert.True(bins.Bins[i - 1].Highest < bins.Bins[i].Lowest);
            }

            Assert.InRange(bins.ExpectedError, 0, bins.MaximumError + 1e-15);
        }
    }

    [Property]
    public void Area_under_the_curve_is_the_share_of_pairs_in_order(Bag bag)
    {
        var (twice, pairs) = (0L, 0L);
        for (var i = 0; i < bag.Scores.Length; i++)
        {
            for (var j = 0; j < bag.Scores.Length; j++)
            {
                if (!bag.Labels[i] || bag.Labels[j]) continue;
                pairs++;
                twice += bag.Scores[i] > bag.Scores[j] ? 2 : bag.Scores[i] == bag.Scores[j] ? 1 : 0;
            }
        }

        Assert.Equal(pairs == 0 ? null : twice / (2.0 * pairs), ProbabilityScores.Auc(bag.Table));
    }

    [Property]
    public void Scores_equal_their_row_by_row_definitions(Bag bag)
    {
        var outcomes = bag.Labels.Select(l => l ? 1.0 : 0.0).ToArray();
        Assert.Equal(bag.Scores.Select((p, i) => Math.Pow(p - outcomes[i], 2)).Average(), ProbabilityScores.Brier(bag.Table), 1e-12);
        Assert.Equal(bag.Scores.Select((p, i) => ForecastLoss.Log(LogLossClip.TenMillionth).Of(p, bag.Labels[i])).Average(), ProbabilityScores.LogLoss(bag.Table, LogLossClip.TenMillionth), 1e-12);
        Assert.Equal(bag.Scores.Select((p, i) => (p >= 0.5) == bag.Labels[i] ? 1.0 : 0.0).Average(), ProbabilityScores.Accuracy(bag.Table), 1e-12);
    }

    [Property]
    public void A_row_of_weight_three_is_three_rows(Bag bag)
    {
        decimal[] weights = [.. bag.Scores.Select((_, i) => i % 3 / 10m)];
        var weighted = ScoreTable.FromWeightedRows(bag.Scores, bag.Labels, weights, 10);
        var repeated = Enumerable.Range(0, bag.Scores.Length).SelectMany(i => Enumerable.Repeat(i, i % 3)).ToArray();
        if (repeated.Length == 0) return;
        var plain = ScoreTable.FromRows([.. repeated.Select(i => bag.Scores[i])], [.. repeated.Select(i => bag.Labels[i])]);
        Assert.Equal(ProbabilityScores.Brier(plain), ProbabilityScores.Brier(weighted));
        Assert.Equal(ProbabilityScores.Auc(plain), ProbabilityScores.Auc(weighted));
        Assert.Equal(MurphyDecomposition.Of(plain, BinningRule.Default), MurphyDecomposition.Of(weighted, BinningRule.Default));
        Assert.Equal(CorpDecomposition.Of(plain), CorpDecomposition.Of(weighted));
        Assert.Equal(IsotonicCalibrator.Fit(plain).Steps.ToArray(), IsotonicCalibrator.Fit(weighted).Steps.ToArray());
    }
}
