namespace HypeKr.Calibration.Tests;

public sealed class MondrianConformalTests
{
    [Theory]
    [InlineData(9, 0.717, 0.994)]
    [InlineData(30, 0.805, 0.972)]
    [InlineData(50, 0.826, 0.960)]
    [InlineData(100, 0.848, 0.945)]
    [InlineData(300, 0.871, 0.927)]
    [InlineData(1000, 0.884, 0.915)]
    public void Coverage_of_one_fit_is_a_beta_band(int n, double lower, double upper)
    {
        var band = Cells(n, SmallCellRule.Ignore).FindCell("a", 1)!.CoverageBand(0.1m)!.Value;
        Assert.Equal(lower, band.Lower, 6e-4);
        Assert.Equal(upper, band.Upper!.Value, 6e-4);
    }

    [Fact]
    public void Band_is_absent_where_inclusion_is_forced()
    {
        Assert.Null(Cells(8, SmallCellRule.Ignore).FindCell("a", 1)!.CoverageBand(0.1m));
        Assert.Null(Cells(29, SmallCellRule.IncludeLabel).FindCell("a", 1)!.CoverageBand(0.1m));
        Assert.NotNull(Cells(30, SmallCellRule.IncludeLabel).FindCell("a", 1)!.CoverageBand(0.1m));
    }

    [Fact]
    public void Quantile_index_is_exact_for_every_n()
    {
        // (n + 1)(1 - alpha) for alpha = 3/10, 15/100, 45/100 in integers; doubles are wrong for 200 of these n.
        foreach (var hundredths in (int[])[30, 15, 45])
        {
            for (var n = 1; n <= 2000; n++)
            {
                Assert.Equal(((n + 1) * (100 - hundredths) + 99) / 100, SignificanceLevel.FromDecimal(hundredths / 100m).Rank(n));
            }
        }
    }

    [Fact]
    public void P_value_equal_to_alpha_is_out_or_in_by_the_rule()
    {
        // n = 19, none as strange: p = 1/20 = 0.05 exactly.
        var p = new ConformalPValue(0, 19);
        Assert.False(p.Exceeds(0.05m));
        Assert.True(p.Reaches(0.05m));
        Assert.False(Cells(19, SmallCellRule.Ignore).Predict("a", [2, 2], 0.05m).Contains(1));
        Assert.True(Cells(19, SmallCellRule.Ignore, ConformalBoundary.Include).Predict("a", [2, 2], 0.05m).Contains(1));
    }

    [Fact]
    public void Small_cell_forces_its_label_and_says_so()
    {
        var small = Cells(29, SmallCellRule.IncludeLabel).Predict("a", [0, 2], 0.1m);
        Assert.Equal(LabelInclusion.Forced, small.Labels[1].Inclusion);
        Assert.True(small.IsForced);
        var enough = Cells(30, SmallCellRule.IncludeLabel).Predict("a", [0, 2], 0.1m);
        Assert.Equal(LabelInclusion.Excluded, enough.Labels[1].Inclusion);
    }

    [Fact]
    public void Set_can_be_empty_single_or_several()
    {
        var cells = Cells(100, SmallCellRule.Ignore);
        Assert.Equal((PredictionSetKind.Empty, (int?)null, "{}"), Read(cells.Predict("a", [2, 2], 0.1m)));
        Assert.Equal((PredictionSetKind.Singleton, 1, "{1}"), Read(cells.Predict("a", [2, 0], 0.1m)));
        Assert.Equal((PredictionSetKind.Several, (int?)null, "{0, 1}"), Read(cells.Predict("a", [0, 0], 0.1m)));

        static (PredictionSetKind, int?, string) Read(PredictionSet p) => (p.Kind, p.Singleton, p.ToString());
    }

    [Fact]
    public void Category_never_seen_has_p_one_of_no_rows()
    {
        var unseen = Cells(100, SmallCellRule.Ignore).Predict("z", [2, 2], 0.1m);
        Assert.False(unseen.CategorySeen);
        Assert.Equal(PredictionSetKind.Several, unseen.Kind);
        Assert.All(unseen.Labels, l => Assert.Equal((1.0, 0L), (l.PValue.Value, l.PValue.Count)));
        Assert.Null(Cells(100, SmallCellRule.Ignore).FindCell("z", 1));
    }

    [Fact]
    public void Refuses_what_makes_no_sense()
    {
        var cells = Cells(10, SmallCellRule.Ignore);
        foreach (var alpha in (decimal[])[0, 1, -0.1m, 1.1m, 0.1234567890123456789m]) Assert.Throws<ArgumentOutOfRangeException>(() => cells.Predict("a", [0, 0], alpha));
        Assert.Throws<ArgumentException>(() => cells.Predict("a", [0], 0.1m));
        Assert.Throws<InvalidCalibrationDataException>(() => cells.Predict("a", [0, double.NaN], 0.1m));
        Assert.Throws<InvalidCalibrationDataException>(() => cells.PredictBinary("a", 1.1, 0.1m));
        Assert.Equal(1, Assert.Throws<InvalidCalibrationDataException>(() => MondrianConformal.Fit(["a", "a"], [0, 2], [0.0, 0], 2)).Row);
        Assert.Equal(1, Assert.Throws<InvalidCalibrationDataException>(() => MondrianConformal.Fit(["a", "a"], [0, 1], [0, double.NaN], 2)).Row);
        Assert.Equal(0, Assert.Throws<InvalidCalibrationDataException>(() => MondrianConformal.Fit([""], [0], [0.0], 2)).Row);
        Assert.Throws<InvalidCalibrationDataException>(() => MondrianConformal.FitBinary(new Dictionary<string, ScoreTable> { ["a"] = ScoreTable.FromWeightedRows([0.1], [true], [1], 1000) }));
        Assert.Throws<ArgumentException>(() => MondrianConformal.Fit(["a"], [0], [0.0], 2, new MondrianOptions { MinimumSamples = -1 }));
    }

    [Fact]
    public void Tally_measures_cells_classes_and_singletons()
    {
        var tally = new ConformalTally();
        tally.Add("a", [true, false], 0);
        tally.Add("a", [true, false], 1);
        tally.Add("b", [true, true], 1);
        tally.Add("b", [false, false], 1);
        Assert.Equal([new("a", 0, 1, 1), new("a", 1, 0, 1), new("b", 1, 1, 2)], tally.Cells);
        Assert.Equal(new CellCoverage(null, 1, 1, 3), tally.OfClass(1));
        Assert.Equal((0.5, 1, 0.5, 0.25, 0.5), (tally.ErrorRate, tally.MeanSize, tally.SingletonRate, tally.EmptyRate, tally.SingletonAccuracy));
        Assert.Throws<ArgumentOutOfRangeException>(() => tally.Add("a", [true, true], 2));
    }

    /// <summary>n rows of each class with nonconformity scores spread over [0, 1).</summary>
    private static MondrianConformal Cells(int n, SmallCellRule rule, ConformalBoundary boundary = ConformalBoundary.Exclude)
    {
        var classes = Enumerable.Range(0, 2 * n).Select(i => i % 2).ToArray();
        return MondrianConformal.Fit([.. classes.Select(_ => "a")], classes, [.. classes.Select((_, i) => i / (2.0 * n))], 2, new MondrianOptions { SmallCells = rule, Boundary = boundary });
    }
}
