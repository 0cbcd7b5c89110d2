using FsCheck;
using FsCheck.Xunit;

namespace HypeKr.Calibration.Tests;

public sealed class AdaptiveConformalTests
{
    [Property]
    public void Level_is_the_recursion_and_the_bound_holds_for_any_sequence(bool[] covered, byte percent, byte step)
    {
        var (alpha, gamma) = ((1 + (percent % 99)) / 100m, (1 + (step % 50)) / 1000m);
        var adaptive = new AdaptiveConformal(alpha, gamma);
        var level = alpha;
        var misses = 0;
        foreach (var wish in covered)
        {
            // At level 0 or below every label is in, at 1 or above none: that much is not the sequence's to choose.
            var hit = adaptive.Level <= 0 || (adaptive.Level < 1 && wish);
            adaptive.Update(hit);
            level += gamma * (alpha - (hit ? 0 : 1));
            if (!hit) misses++;
            Assert.Equal(level, adaptive.Level);
            Assert.True(Math.Abs(((decimal)misses / adaptive.Steps) - alpha) <= adaptive.Bound);
        }

        Assert.Equal(adaptive.Level, new AdaptiveConformal(alpha, gamma, adaptive.Steps, adaptive.Misses).Level);
    }

    [Fact]
    public void Keeps_its_rate_when_the_scores_drift()
    {
        // Scores grow, so a fixed cell would miss ever more often.
        var random = new Random(2);
        var cell = new OnlineConformalCell();
        var adaptive = new AdaptiveConformal(0.1m, 0.05m);
        for (var t = 0; t < 5000; t++)
        {
            var score = random.NextDouble() + (t / 500.0);
            adaptive.Update(adaptive.Includes(cell.PValue(score)));
            cell.Add(score);
        }

        Assert.InRange((double)adaptive.Misses / adaptive.Steps, 0.1 - (double)adaptive.Bound, 0.1 + (double)adaptive.Bound);
        Assert.True(adaptive.Bound < 0.01m);
    }

    [Fact]
    public void Every_label_is_in_at_zero_and_none_at_one()
    {
        Span<bool> included = stackalloc bool[2];
        new AdaptiveConformal(0.1m, 0.5m, 10, 10).Predict([new(0, 99), new(99, 99)], included);
        Assert.True(included[0] && included[1]);
        new AdaptiveConformal(0.9m, 1m, 10, 0).Predict([new(0, 99), new(99, 99)], included);
        Assert.True(!included[0] && !included[1]);
        new AdaptiveConformal(0.1m).Predict([new(9, 99), new(10, 99)], included);
        Assert.True(!included[0] && included[1]);
    }

    [Fact]
    public void Refuses_what_makes_no_sense()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdaptiveConformal(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdaptiveConformal(0.1m, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdaptiveConformal(0.123456789m));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdaptiveConformal(0.1m, 0.1m, 3, 4));
        Assert.Throws<ArgumentException>(() => new AdaptiveConformal(0.1m).Predict([default], new bool[2]));
    }
}
