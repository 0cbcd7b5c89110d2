namespace HypeKr.Calibration.Tests;

public sealed class IsotonicCalibratorTests
{
    private static readonly ScoreTable Table = ScoreTable.FromRows([0.1, 0.2, 0.3, 0.4, 0.6], [false, true, false, true, true]);

    [Fact]
    public void Interpolates_between_blocks_or_steps()
    {
        // Blocks: {0.1} 0, {0.2, 0.3} 1/2, {0.4, 0.6} 1.
        var linear = IsotonicCalibrator.Fit(Table);
        Assert.Equal(0.25, linear.Predict(0.15), 1e-12);
        Assert.Equal(0.5, linear.Predict(0.25));
        Assert.Equal(0.75, linear.Predict(0.35), 1e-12);
        var step = IsotonicCalibrator.Fit(Table, new IsotonicOptions { Interpolation = IsotonicInterpolation.Step });
        Assert.Equal(0, step.Predict(0.15));
        Assert.Equal(0.5, step.Predict(0.35));
    }

    [Fact]
    public void Out_of_range_is_clipped_or_nan_or_refused_by_row()
    {
        Assert.Equal((0, 1), (IsotonicCalibrator.Fit(Table).Predict(-5), IsotonicCalibrator.Fit(Table).Predict(5)));
        Assert.True(double.IsNaN(IsotonicCalibrator.Fit(Table, new IsotonicOptions { OutOfRange = OutOfRangeRule.NaN }).Predict(0.61)));
        var strict = IsotonicCalibrator.Fit(Table, new IsotonicOptions { OutOfRange = OutOfRangeRule.Throw });
        Assert.Equal(1, Assert.Throws<InvalidCalibrationDataException>(() => strict.Predict([0.1, 0.05], new double[2])).Row);
        Assert.Equal(1, Assert.Throws<InvalidCalibrationDataException>(() => strict.Predict([0.1, double.NaN], new double[2])).Row);
    }

    [Fact]
    public void Bounds_apply_after_the_fit()
    {
        var fitted = IsotonicCalibrator.Fit(Table, new IsotonicOptions { Minimum = 0.2, Maximum = 0.9 });
        Assert.Equal((0.2, 0.5, 0.9), (fitted.Predict(0.1), fitted.Predict(0.2), fitted.Predict(0.6)));
        Assert.Equal(0, fitted.Steps[0].Value);
        Assert.Throws<ArgumentException>(() => IsotonicCalibrator.Fit(Table, new IsotonicOptions { Minimum = 0.9, Maximum = 0.1 }));
    }

    [Fact]
    public void Refuses_an_empty_table_and_a_short_destination()
    {
        Assert.Throws<InvalidCalibrationDataException>(() => IsotonicCalibrator.Fit(ScoreTable.Empty));
        Assert.Throws<ArgumentException>(() => IsotonicCalibrator.Fit(Table).Predict([0.1, 0.2], new double[1]));
        Assert.Throws<InvalidCalibrationDataException>(() => IsotonicRegression.Fit([1.0], [1.0], [0.0]));
        Assert.Equal(1, Assert.Throws<InvalidCalibrationDataException>(() => IsotonicRegression.Fit([1.0, 2], [1.0, 1], [1.0, -1])).Row);
    }

    [Fact]
    public void Stays_exact_where_doubles_would_tie()
    {
        // Two shares that differ by 1e-35 and are one double: pooled would be wrong, since they increase.
        const long n = 1L << 58;
        var table = ScoreTable.FromGroups([new(0.1, n - 1, (n / 2) - 1), new(0.2, n + 1, n / 2)]);
        Assert.Equal((double)table.Positives[0] / (n - 1), (double)table.Positives[1] / (n + 1));
        Assert.Equal(2, IsotonicCalibrator.Fit(table).Steps.Length);
    }

    [Fact]
    public void Predicting_allocates_nothing()
    {
        var isotonic = IsotonicCalibrator.Fit(Table);
        var vennAbers = VennAbersCalibrator.Fit(Table);
        var scores = Enumerable.Range(0, 500).Select(i => i / 500.0).ToArray();
        var values = new double[500];
        var intervals = new VennAbersInterval[500];

        void Predict()
        {
            isotonic.Predict(scores, values);
            vennAbers.Predict(scores, intervals);
            vennAbers.Predict(scores, VennAbersMerge.LogMinimax, values);
        }

        Predict();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Predict();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Lines_between_knots_survive_any_spacing()
    {
        foreach (var (low, middle, high) in ((double, double, double)[])[(-1.6e308, 0, 1.6e308), (0, 5e-320, 1e-319), (-1e300, 0, 1e300), (0, 0.5, 1)])
        {
            Assert.Equal(0.5, IsotonicCalibrator.Fit(ScoreTable.FromRows([low, high], [false, true])).Predict(middle), 1e-3);
            Assert.Equal(0, IsotonicRegression.Fit([low, high], [-1.5e308, 1.5e308]).Predict(middle) / 1e308, 1e-3);
            Assert.Equal(0.5, IsotonicRegression.Fit([low, high], [0, 1e-300]).Predict(middle) * 1e300, 1e-3);
        }
    }

    [Fact]
    public void Sums_that_no_double_holds_are_refused()
    {
        Assert.Contains("more than a double holds", Assert.Throws<InvalidCalibrationDataException>(() => IsotonicRegression.Fit([1, 1], [1e308, 1e308])).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidCalibrationDataException>(() => IsotonicRegression.Fit([1, 2], [1e308, 1e308], [10, 10]));
        Assert.Throws<InvalidCalibrationDataException>(() => IsotonicRegression.Fit([1, 1], [0, 0], [1e308, 1e308]));
    }
}
