namespace HypeKr.Delphi.Tests;

public sealed class PanelWeightsTests
{
    [Fact]
    public void Reputation_is_the_cube_of_decay_times_reputation()
    {
        var weights = PanelWeights.Reputation([0, 10, 10], 10, [60, 60, -5], [0, 30, 0]);
        Assert.Equal(8, weights[0], 1e-12);
        Assert.Equal(Math.Exp(-3), weights[1], 1e-12);
        Assert.Equal(Math.Exp(-3) * 1e-18, weights[2], 1e-30);
        Assert.Throws<ArgumentOutOfRangeException>(() => PanelWeights.Reputation([0], 0, [1], [1]));
        Assert.Throws<ArgumentException>(() => PanelWeights.Reputation([-1], 1, [1], [1]));
        Assert.Throws<ArgumentException>(() => PanelWeights.Reputation([1], 1, [1, 2], [1]));
    }

    [Fact]
    public void Who_makes_the_crowd_better_is_weighed_and_who_makes_it_worse_is_not()
    {
        // Crowd of 0.9, 0.5, 0.1 on a yes: 0.5, loss 0.25. Without the first 0.3 (0.49), without the second the same, without the third 0.7 (0.09).
        var weights = PanelWeights.Contribution([[0.9, 0.5, 0.1]], [true]);
        Assert.Equal([0.24, 0, 0], weights.Select(weight => Math.Round(weight, 12)));
        Assert.Equal([1, 1], PanelWeights.Contribution([[0.5, 0.5]], [true]));
        Assert.Equal([1, 1], PanelWeights.Contribution([[0.9, null], [null, 0.1]], [true, true])); // never two at once: nothing is known
        Assert.Throws<ArgumentException>(() => PanelWeights.Contribution([[0.9], [0.1, 0.2]], [true, true]));
        Assert.Throws<ArgumentException>(() => PanelWeights.Contribution([[0.9, 1.1]], [true]));
        Assert.Throws<ArgumentException>(() => PanelWeights.Contribution([], []));
    }

    [Fact]
    public void Cooke_weighs_the_calibrated_and_informative_and_drops_the_sure_and_wrong()
    {
        var random = new StableRandom(3);
        var truth = new double[40];
        var (good, vague, wrong) = (new List<(double, double, double)>(), new List<(double, double, double)>(), new List<(double, double, double)>());
        for (var i = 0; i < truth.Length; i++)
        {
            var centre = 10 * random.NextNormal();
            truth[i] = centre + random.NextNormal();
            good.Add((centre - 1.645, centre, centre + 1.645));
            vague.Add((-20, 0, 20));
            wrong.Add((centre + 5, centre + 6, centre + 7));
        }

        var weights = PanelWeights.Cooke([good, vague, wrong], truth, cutoff: 1e-6);
        Assert.True(weights[0] > weights[1]);
        Assert.Equal(0, weights[2]);
        Assert.Throws<ArgumentException>(() => PanelWeights.Cooke([[(1, 1, 2)]], [1]));
        Assert.Throws<ArgumentException>(() => PanelWeights.Cooke([good], [1]));
    }

    [Fact]
    public void Cookes_calibration_of_the_expected_shares_is_one()
    {
        // Of 20 seeds one below, nine and nine inside, one above: the statistic is 0 and its p-value 1, so the weight is the information alone.
        List<(double, double, double)> quantiles = [.. Enumerable.Repeat((1.0, 2.0, 3.0), 20)];
        double[] truth = [0.5, .. Enumerable.Repeat(1.5, 9), .. Enumerable.Repeat(2.5, 9), 3.5];
        var weight = PanelWeights.Cooke([quantiles], truth)[0];
        var information = truth.Average(x =>
        {
            var (low, high) = (Math.Min(1, x), Math.Max(3, x));
            var margin = 0.1 * (high - low);
            (low, high) = (low - margin, high + margin);
            double[] widths = [1 - low, 1, 1, high - 3], shares = [.05, .45, .45, .05];
            return shares.Zip(widths, (share, width) => share * Math.Log(share * (high - low) / width)).Sum();
        });
        Assert.Equal(information, weight, 1e-9);
    }
}
