using FsCheck;
using FsCheck.Xunit;

namespace HypeKr.Calibration.Tests;

[Properties(MaxTest = 100)]
public sealed class MulticlassConformalTests
{
    [Property]
    public void Scores_follow_their_definitions(byte[] raw, byte uRaw, byte penaltyRaw, byte free)
    {
        var masses = raw.Append((byte)1).Take(8).Select(b => (b % 10) + 1.0).ToArray();
        var probabilities = masses.Select(m => m / masses.Sum()).ToArray();
        var (u, penalty, ranks) = (uRaw / 255.0, penaltyRaw / 100.0, free % 4);
        var order = Enumerable.Range(0, masses.Length).OrderByDescending(c => probabilities[c]).ThenBy(c => c).ToArray();
        foreach (var score in (NonconformityScore[])[NonconformityScore.LeastAmbiguous, NonconformityScore.Margin, NonconformityScore.Adaptive, NonconformityScore.RegularizedAdaptive(penalty, ranks)])
        {
            var all = new double[probabilities.Length];
            score.All(probabilities, all, u);
            for (var c = 0; c < all.Length; c++) Assert.Equal(all[c], score.Of(probabilities, c, u));
        }

        for (var rank = 0; rank < order.Length; rank++)
        {
            var c = order[rank];
            var above = order[..rank].Sum(k => probabilities[k]);
            Assert.Equal(1 - probabilities[c], NonconformityScore.LeastAmbiguous.Of(probabilities, c));
            Assert.Equal(above + (u * probabilities[c]), NonconformityScore.Adaptive.Of(probabilities, c, u), 1e-15);
            Assert.Equal(above + probabilities[c] + (penalty * Math.Max(0, rank + 1 - ranks)), NonconformityScore.RegularizedAdaptive(penalty, ranks).Of(probabilities, c), 1e-14);
            if (order.Length > 1) Assert.Equal(probabilities.Where((_, k) => k != c).Max() - probabilities[c], NonconformityScore.Margin.Of(probabilities, c));
        }
    }

    [Theory]
    [InlineData("lac")]
    [InlineData("margin")]
    [InlineData("aps")]
    [InlineData("raps")]
    public void Holding_out_each_row_covers_exactly_k(string name)
    {
        var score = name switch { "lac" => NonconformityScore.LeastAmbiguous, "margin" => NonconformityScore.Margin, "aps" => NonconformityScore.Adaptive, _ => NonconformityScore.RegularizedAdaptive(0.05, 1) };
        var random = new Random(5);
        const int Rows = 60, Classes = 4;
        var probabilities = new double[Rows][];
        var labels = new int[Rows];
        var us = new double[Rows];
        for (var i = 0; i < Rows; i++)
        {
            var mass = Enumerable.Range(0, Classes).Select(_ => random.NextDouble() + 0.01).ToArray();
            probabilities[i] = [.. mass.Select(m => m / mass.Sum())];
            labels[i] = random.Next(Classes);
            us[i] = random.NextDouble();
        }

        foreach (var alpha in (decimal[])[0.05m, 0.1m, 0.2m, 0.5m])
        {
            var covered = 0;
            for (var held = 0; held < Rows; held++)
            {
                var others = Enumerable.Range(0, Rows).Where(i => i != held).ToArray();
                var fitted = MulticlassConformal.Fit(score, [.. others.Select(_ => "a")], [.. others.SelectMany(i => probabilities[i])], [.. others.Select(i => labels[i])], Classes, new MondrianOptions { Taxonomy = MondrianTaxonomy.Marginal }, [.. others.Select(i => us[i])]);
                if (fitted.Predict("a", probabilities[held], alpha, us[held]).Contains(labels[held])) covered++;
            }

            Assert.Equal(SignificanceLevel.FromDecimal(alpha).Rank(Rows - 1), covered);
        }
    }

    [Fact]
    public void Adaptive_sets_are_the_top_of_the_ranking()
    {
        var random = new Random(8);
        var rows = Enumerable.Range(0, 100).Select(_ => Row()).ToArray();
        var fitted = MulticlassConformal.Fit(NonconformityScore.Adaptive, [.. rows.Select(_ => "a")], [.. rows.SelectMany(r => r)], [.. rows.Select(_ => random.Next(5))], 5, new MondrianOptions { Taxonomy = MondrianTaxonomy.Marginal });
        for (var i = 0; i < 50; i++)
        {
            var row = Row();
            var set = fitted.Predict("a", row, 0.3m);
            var least = Enumerable.Range(0, 5).Where(set.Contains).Select(c => row[c]).DefaultIfEmpty(2).Min();
            Assert.All(Enumerable.Range(0, 5), c => Assert.Equal(row[c] >= least, set.Contains(c)));
        }

        double[] Row()
        {
            var mass = Enumerable.Range(0, 5).Select(_ => random.NextDouble()).ToArray();
            return [.. mass.Select(m => m / mass.Sum())];
        }
    }

    [Fact]
    public void Refuses_what_makes_no_sense()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => NonconformityScore.RegularizedAdaptive(-1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => NonconformityScore.RegularizedAdaptive(0.1, -1));
        Assert.Throws<InvalidCalibrationDataException>(() => NonconformityScore.Adaptive.Of([0.5, 1.5], 0));
        Assert.Throws<InvalidCalibrationDataException>(() => NonconformityScore.Adaptive.Of([0.5, double.NaN], 0));
        Assert.Throws<InvalidCalibrationDataException>(() => NonconformityScore.Adaptive.Of([0.5, 0.5], 0, 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => NonconformityScore.Adaptive.Of([0.5, 0.5], 2));
        Assert.Throws<ArgumentException>(() => MulticlassConformal.Fit(NonconformityScore.Adaptive, ["a"], [0.5, 0.5], [0], 3));
        Assert.Equal(0, Assert.Throws<InvalidCalibrationDataException>(() => MulticlassConformal.Fit(NonconformityScore.Adaptive, ["a"], [0.5, 0.5], [2], 2)).Row);
    }
}
