using FsCheck.Xunit;

namespace HypeKr.Calibration.Tests;

[Properties(Arbitrary = [typeof(Arbitraries)], MaxTest = 200)]
public sealed class MarketShrinkageTests
{
    [Property]
    public void Alpha_has_the_least_loss_of_a_grid_and_of_its_neighbourhood(MarketBag bag)
    {
        var table = PairedScoreTable.FromRows(bag.Scores, bag.Markets, bag.Labels);
        if (MarketShrinkage.BestAlpha(table) is not { } alpha)
        {
            Assert.Equal(bag.Scores, bag.Markets);
            return;
        }

        var best = MarketShrinkage.LogLoss(table, alpha);
        for (var i = 0; i <= 200; i++) Assert.True(MarketShrinkage.LogLoss(table, i / 200.0) >= best - 1e-13);
        foreach (var off in (double[])[1e-3, 1e-5])
        {
            Assert.True(MarketShrinkage.LogLoss(table, Math.Max(alpha - off, 0)) >= best - 1e-15);
            Assert.True(MarketShrinkage.LogLoss(table, Math.Min(alpha + off, 1)) >= best - 1e-15);
        }
    }

    [Property]
    public void Alphas_lie_between_their_own_and_the_global_one(MarketBag bag)
    {
        var fitted = MarketShrinkage.Fit(bag.Categories, Raw(bag.Scores), bag.Markets, bag.Labels);
        foreach (var (category, shrunk) in fitted.Categories)
        {
            Assert.Equal(shrunk.Alpha, fitted.Alpha(category));
            if (shrunk.RawAlpha is not { } raw) Assert.Equal(fitted.GlobalAlpha, shrunk.Alpha);
            else Assert.InRange(shrunk.Alpha!.Value, Math.Min(raw, fitted.GlobalAlpha!.Value) - 1e-15, Math.Max(raw, fitted.GlobalAlpha.Value) + 1e-15);
            Assert.Equal(shrunk.Count / (shrunk.Count + 50.0), shrunk.Weight);
        }

        Assert.Equal(fitted.GlobalAlpha, fitted.Alpha("never seen"));
    }

    [Property]
    public void With_one_category_the_strength_has_no_effect(MarketBag bag)
    {
        string[] one = [.. bag.Categories.Select(_ => "all")];
        var alpha = MarketShrinkage.Fit(one, Raw(bag.Scores), bag.Markets, bag.Labels, new ShrinkageOptions { Strength = 1 }).Alpha("all");
        var other = MarketShrinkage.Fit(one, Raw(bag.Scores), bag.Markets, bag.Labels, new ShrinkageOptions { Strength = 500 }).Alpha("all");
        if (alpha is null) Assert.Null(other);
        else Assert.Equal(alpha.Value, other!.Value, 1e-15);
    }

    [Fact]
    public void Certain_forecasts_that_are_wrong_push_alpha_off_the_end_not_to_nan()
    {
        // The forecast says 0 once and is wrong: alpha 1 has infinite loss; else the forecast is the better one.
        var table = PairedScoreTable.FromRows([0, 0.99, 0.01, 0.98], [0.4, 0.5, 0.5, 0.5], [true, true, false, true]);
        var alpha = MarketShrinkage.BestAlpha(table)!.Value;
        Assert.InRange(alpha, 0.01, 0.99);
        Assert.Equal(double.PositiveInfinity, MarketShrinkage.LogLoss(table, 1));

        // The market is certain and wrong once: alpha 0 is out.
        Assert.InRange(MarketShrinkage.BestAlpha(PairedScoreTable.FromRows([0.1, 0.9, 0.9], [1, 0.1, 0.1], [false, false, false]))!.Value, 1e-6, 0.999);
    }

    [Theory]
    [InlineData(0.0, true)]
    [InlineData(1.0, false)]
    public void Refuses_a_row_where_both_are_certain_and_wrong(double certain, bool outcome)
    {
        var error = Assert.Throws<InvalidCalibrationDataException>(() => MarketShrinkage.Fit(["a", "a", "b"], Raw(0.1, 0.2, certain), [0.2, 0.3, certain], [true, false, outcome]));
        Assert.Equal(2, error.Row);
        Assert.NotNull(MarketShrinkage.Fit(["a", "a", "b"], Raw(0.1, 0.2, certain), [0.2, 0.3, certain], [true, false, !outcome]).GlobalAlpha);
    }

    [Fact]
    public void Refuses_what_makes_no_sense()
    {
        Assert.Throws<ArgumentException>(() => MarketShrinkage.Fit([], [], [], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => MarketShrinkage.Fit(["a"], Raw(0.1), [0.2], [true], new ShrinkageOptions { Strength = -1 }));
        Assert.Equal(1, Assert.Throws<InvalidCalibrationDataException>(() => MarketShrinkage.Fit(["a", "a"], Raw(0.1, 0.2), [0.2, 1.2], [true, true])).Row);
        Assert.Equal(1, Assert.Throws<InvalidCalibrationDataException>(() => MarketShrinkage.Fit(["a", ""], Raw(0.1, 0.2), [0.2, 0.2], [true, true])).Row);
        Assert.Throws<InvalidCalibrationDataException>(() => MarketShrinkage.Blend(1.1, 0.5, 0.5));
    }

    private static RawProbability[] Raw(params double[] values) => [.. values.Select(v => new RawProbability(v))];
}
