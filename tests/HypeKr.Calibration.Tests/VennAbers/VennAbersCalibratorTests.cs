namespace HypeKr.Calibration.Tests;

public sealed class VennAbersCalibratorTests
{
    [Fact]
    public void One_row_gives_one_half_and_the_ends()
    {
        var yes = VennAbersCalibrator.Fit(ScoreTable.FromRows([0.3], [true]));
        Assert.Equal(new VennAbersInterval(0.5, 1), yes.Predict(0.3));
        Assert.Equal(new VennAbersInterval(0, 1), yes.Predict(0.2));
        Assert.Equal(new VennAbersInterval(0.5, 1), yes.Predict(0.4));
        var no = VennAbersCalibrator.Fit(ScoreTable.FromRows([0.3], [false]));
        Assert.Equal(new VennAbersInterval(0, 0.5), no.Predict(0.3));
        Assert.Equal(new VennAbersInterval(0, 0.5), no.Predict(0.2));
        Assert.Equal(new VennAbersInterval(0, 1), no.Predict(0.4));
    }

    [Fact]
    public void Above_all_calibration_scores_p1_is_one()
    {
        var fitted = VennAbersCalibrator.Fit(ScoreTable.FromRows([0.1, 0.2, 0.3], [true, false, false]));
        Assert.True(fitted.Predict(0.3).P1 < 1);
        Assert.Equal(1, fitted.Predict(0.30000001).P1);
        Assert.Equal(0, fitted.Predict(0.0999).P0);
    }

    [Fact]
    public void Merges_have_their_formulas()
    {
        var interval = new VennAbersInterval(0.2, 0.4);
        Assert.Equal(0.4 / 1.2, interval.Merge(VennAbersMerge.LogMinimax), 1e-15);
        Assert.Equal(0.3 + (0.2 * (0.5 - 0.3)), interval.Merge(VennAbersMerge.BrierMinimax), 1e-15);
        Assert.Equal(0.3, interval.Merge(VennAbersMerge.Midpoint), 1e-15);
        Assert.Throws<ArgumentOutOfRangeException>(() => interval.Merge((VennAbersMerge)9));
    }

    [Fact]
    public void Fits_a_hundred_thousand_sharp_scores_at_once()
    {
        // Well-separated scores make other implementations quadratic: this would take minutes.
        var groups = Enumerable.Range(0, 200_000).Select(i => new ScoreGroup(i / 200_000.0, 1, i >= 100_000 ? 1 : 0));
        var fitted = VennAbersCalibrator.Fit(ScoreTable.FromGroups(groups));
        Assert.Equal(0, fitted.Predict(0.1).P0);
        Assert.Equal(1, fitted.Predict(0.9).P1);
        Assert.Equal(1.0 / 100_001, fitted.Predict(0).P1, 1e-15);
    }

    [Fact]
    public void Many_folds_do_not_underflow()
    {
        var fold = ScoreTable.FromGroups([new(0.1, 1000, 0), new(0.9, 10, 10)]);
        var cross = CrossVennAbersCalibrator.Fit([.. Enumerable.Repeat(fold, 400)]);
        Assert.Equal(VennAbersCalibrator.Fit(fold).Predict(0.1).Merge(VennAbersMerge.LogMinimax), cross.Predict(0.1, VennAbersMerge.LogMinimax), 1e-12);
        Assert.Throws<ArgumentException>(() => CrossVennAbersCalibrator.Fit([]));
        Assert.Throws<ArgumentException>(() => cross.Predict([0.1], VennAbersMerge.LogMinimax));
    }

    [Fact]
    public void Each_fold_uses_its_own_model()
    {
        var cross = CrossVennAbersCalibrator.Fit([ScoreTable.FromRows([0.5], [true]), ScoreTable.FromRows([0.5], [false])]);
        Assert.Equal(new VennAbersInterval(0.5, 1), cross.Folds[0].Predict(0.5));
        Assert.Equal(new VennAbersInterval(0, 0.5), cross.Folds[1].Predict(0.5));
        Assert.Equal(0.5, cross.Predict(0.5, VennAbersMerge.Midpoint), 1e-15);
    }

    [Fact]
    public void Numbers_that_are_no_interval_are_refused()
    {
        foreach (var (p0, p1) in ((double, double)[])[(0.5, 0.4), (-0.1, 0.4), (0.5, 1.1), (double.NaN, 0.5), (0.5, double.NaN)])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new VennAbersInterval(p0, p1));
        }

        Assert.Equal(0.25, new VennAbersInterval(0.5, 0.75).Width);
    }
}
