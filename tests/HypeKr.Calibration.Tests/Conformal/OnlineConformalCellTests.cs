using FsCheck;
using FsCheck.Xunit;

namespace HypeKr.Calibration.Tests;

public sealed class OnlineConformalCellTests
{
    [Property(MaxTest = 100)]
    public void Counts_like_a_list(int[] values, int at, byte percent)
    {
        var cell = new OnlineConformalCell();
        var list = new List<double>();
        foreach (var value in values)
        {
            cell.Add(value % 20);
            list.Add(value % 20);
        }

        double score = at % 20;
        Assert.Equal(list.Count, cell.Count);
        Assert.Equal(new ConformalPValue(list.Count(s => s >= score), list.Count), cell.PValue(score));
        Assert.Equal(list.Count(s => s > score), cell.CountAbove(score));
        var (above, equal) = (list.Count(s => s > score), list.Count(s => s == score));
        Assert.Equal((above + (0.3 * (equal + 1))) / (list.Count + 1), cell.SmoothedPValue(score, 0.3), 1e-15);
        SignificanceLevel alpha = (1 + (percent % 99)) / 100m;
        var rank = alpha.Rank(list.Count);
        Assert.Equal(rank > list.Count ? double.PositiveInfinity : list.Order().ElementAt((int)rank - 1), cell.Quantile(alpha));
    }

    [Theory]
    [InlineData("rising")]
    [InlineData("falling")]
    [InlineData("zigzag")]
    [InlineData("shuffled")]
    public void Stays_shallow_in_any_order(string order)
    {
        // 200,000 additions take seconds where each costs a walk over all before, and overflow the stack in a tree that is a list.
        const int N = 200_000;
        var random = new Random(1);
        var cell = new OnlineConformalCell();
        for (var i = 0; i < N; i++) cell.Add(order switch { "rising" => i, "falling" => N - 1 - i, "zigzag" => i % 2 == 0 ? i / 2 : N - 1 - (i / 2), _ => random.Next(N) });
        Assert.Equal(N, cell.Count);
        if (order == "shuffled") return;
        Assert.Equal(N - 1234, cell.PValue(1234).AtLeast);
        Assert.Equal(SignificanceLevel.Of(1, 10).Rank(N) - 1, cell.Quantile(0.1m));
    }

    [Fact]
    public void Refuses_what_has_no_place()
    {
        Assert.Throws<InvalidCalibrationDataException>(() => new OnlineConformalCell().Add(double.NaN));
        Assert.Throws<InvalidCalibrationDataException>(() => new OnlineConformalCell().Add(double.PositiveInfinity));
        Assert.Throws<InvalidCalibrationDataException>(() => new OnlineConformalCell().PValue(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OnlineMondrianConformal().Add("a", -1, 0));
        Assert.Throws<ArgumentException>(() => new OnlineMondrianConformal().Predict("a", [0.1], 0.1m));
    }

    [Fact]
    public void Sets_follow_the_policies()
    {
        var online = new OnlineMondrianConformal();
        Assert.False(online.Predict("a", [0.1, 0.9], 0.1m).CategorySeen);
        for (var i = 0; i < 29; i++) online.Add("a", 1, i / 100.0);
        for (var i = 0; i < 30; i++) online.Add("a", 0, i / 100.0);
        var set = online.Predict("a", [2, 2], 0.1m);
        Assert.Equal((LabelInclusion.Excluded, LabelInclusion.Forced), (set.Labels[0].Inclusion, set.Labels[1].Inclusion));
        online.Add("a", 1, 0.5);
        Assert.True(online.Predict("a", [2, 2], 0.1m).WasEmpty);
    }
}
