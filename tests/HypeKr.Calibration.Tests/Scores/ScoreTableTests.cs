namespace HypeKr.Calibration.Tests;

public sealed class ScoreTableTests
{
    [Fact]
    public void Groups_equal_scores_and_takes_minus_zero_for_zero()
    {
        var table = ScoreTable.FromRows([0.5, -0.0, 0.5, 0.0, 0.25], [true, true, false, false, true]);
        Assert.Equal([0, 0.25, 0.5], table.Scores.ToArray());
        Assert.False(double.IsNegative(table.Scores[0]));
        Assert.Equal([1, 1, 1], table.Positives.ToArray());
        Assert.Equal([1, 0, 1], table.Negatives.ToArray());
        Assert.Equal((5, 3, 2), (table.TotalWeight, table.TotalPositives, table.TotalNegatives));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Refuses_a_score_that_is_not_finite_by_its_row(double score)
    {
        var error = Assert.Throws<InvalidCalibrationDataException>(() => ScoreTable.FromRows([0.1, 0.2, score], [true, false, true]));
        Assert.Equal(2, error.Row);
        Assert.Contains(score.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_spans_of_different_length() => Assert.Throws<ArgumentException>(() => ScoreTable.FromRows([0.1, 0.2], [true]));

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(2, 3)]
    [InlineData(2, -1)]
    public void Refuses_counts_that_contradict_each_other(long count, long positives)
    {
        var error = Assert.Throws<InvalidCalibrationDataException>(() => ScoreTable.FromGroups([new(0.1, 1, 1), new(0.2, count, positives)]));
        Assert.Equal(1, error.Row);
    }

    [Fact]
    public void Rows_without_weight_do_not_widen_the_range()
    {
        Assert.Equal([0.5], ScoreTable.FromGroups([new(0.1, 0, 0), new(0.5, 2, 1)]).Scores.ToArray());
        Assert.Equal([0.5], ScoreTable.FromWeightedRows([0.1, 0.5], [true, true], [0, 1.5m], 10).Scores.ToArray());
    }

    [Fact]
    public void Weights_are_whole_units()
    {
        var table = ScoreTable.FromWeightedRows([0.1, 0.1, 0.2], [true, false, true], [0.25m, 1, 0.5m], 4);
        Assert.Equal([1, 2], table.Positives.ToArray());
        Assert.Equal([4, 0], table.Negatives.ToArray());
        Assert.Equal(1, Assert.Throws<InvalidCalibrationDataException>(() => ScoreTable.FromWeightedRows([0.1, 0.2], [true, true], [1, 0.3m], 4)).Row);
        Assert.Equal(0, Assert.Throws<InvalidCalibrationDataException>(() => ScoreTable.FromWeightedRows([0.1], [true], [-1], 4)).Row);
        Assert.Equal(0, Assert.Throws<InvalidCalibrationDataException>(() => ScoreTable.FromWeightedRows([0.1], [true], [decimal.MaxValue], 1 << 20)).Row);
    }

    [Fact]
    public void Refuses_to_merge_different_units()
    {
        var (plain, weighted) = (ScoreTable.FromRows([0.1], [true]), ScoreTable.FromWeightedRows([0.1], [true], [1], 1000));
        Assert.Throws<InvalidCalibrationDataException>(() => plain.Merge(weighted));
        Assert.Same(weighted, ScoreTable.Empty.Merge(weighted));
    }

    [Fact]
    public void Refuses_weights_whose_sum_leaves_no_room()
    {
        Assert.Throws<InvalidCalibrationDataException>(() => ScoreTable.FromGroups([new(0.1, long.MaxValue, 1), new(0.2, long.MaxValue, 1)]));
    }

    [Fact]
    public void Quantizes_by_floor_of_p_times_k_plus_a_half()
    {
        // round(0.12345, 4) is 0.1235 in one database and 0.1234 in .NET; the named rule has one answer.
        var table = ScoreTable.FromRows([0.12345, 0.12344, 0.99999, 0.00004], [true, false, true, false]).Quantize(10_000);
        Assert.Equal([0, 0.1234, Math.Floor((0.12345 * 10_000) + 0.5) / 10_000, 1], table.Scores.ToArray());
        Assert.Equal(4, table.TotalWeight);
    }

    [Fact]
    public void Paired_table_counts_equal_pairs_and_splits_into_both_forecasters()
    {
        var table = PairedScoreTable.FromRows([0.2, 0.1, 0.2, 0.2], [0.3, 0.3, 0.3, 0.4], [true, false, false, true]);
        Assert.Equal([new(0.1, 0.3, 1, 0), new(0.2, 0.3, 2, 1), new(0.2, 0.4, 1, 1)], table.Groups.ToArray());
        Assert.Equal([0.1, 0.2], table.ToScoreTable().Scores.ToArray());
        Assert.Equal([0.3, 0.4], table.ToMarketTable().Scores.ToArray());
        Assert.Equal(1, Assert.Throws<InvalidCalibrationDataException>(() => PairedScoreTable.FromRows([0.1, 0.2], [0.1, 1.2], [true, true])).Row);
    }

    [Fact]
    public void Rows_are_counted_beyond_two_billion() =>
        Assert.Equal(3_000_000_000, Assert.Throws<InvalidCalibrationDataException>(() => Guard.Finite(double.NaN, 3_000_000_000, "score")).Row);

    [Fact]
    public void Total_of_categories_is_merged_once_and_units_are_checked_at_once()
    {
        var table = CategorizedScoreTable.FromRows(["a", "b", "a"], [0.1, 0.2, 0.2], [true, false, true]);
        Assert.Equal(3, table.Total.TotalWeight);
        Assert.Same(table.Total, table.Total);
        Assert.Throws<InvalidCalibrationDataException>(() => CategorizedScoreTable.FromTables([
            KeyValuePair.Create("a", ScoreTable.FromRows([0.1], [true])),
            KeyValuePair.Create("b", ScoreTable.FromWeightedRows([0.1], [true], [1L], 2)),
        ]));
    }
}
