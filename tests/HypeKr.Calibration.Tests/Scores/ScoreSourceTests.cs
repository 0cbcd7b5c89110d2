using System.Data;
using System.Numerics;

namespace HypeKr.Calibration.Tests;

/// <summary>A table is the same from whatever it is built.</summary>
public sealed class ScoreSourceTests
{
    private static readonly double[] Scores = [0.2, 0.7, 0.2, -0.0, 0.7, 0.9, 0.2];
    private static readonly bool[] Labels = [true, false, false, true, true, true, false];
    private static readonly ScoreTable Expected = ScoreTable.FromGroups([new(0, 1, 1), new(0.2, 3, 1), new(0.7, 2, 1), new(0.9, 1, 1)]);

    [Fact]
    public async Task Streams_spans_readers_and_weights_agree()
    {
        var rows = Scores.Zip(Labels, (s, l) => (s, BinaryOutcome.From(l))).ToArray();
        AssertSame(Expected, ScoreTable.FromRows(Scores, Labels));
        AssertSame(Expected, ScoreTable.FromRows(rows));
        AssertSame(Expected, await ScoreTable.FromRowsAsync(Stream(rows)));
        AssertSame(Expected, await ScoreTable.FromGroupsAsync(Stream<ScoreGroup>([new(0.9, 1, 1), new(0.2, 2, 1), new(0.7, 2, 1), new(0.2, 1, 0), new(-0.0, 1, 1)])));
        AssertSame(Expected, ScoreTable.FromWeightedRows(Scores, Labels, [1, 1, 1, 1, 1, 1, 1L], 1));
        AssertSame(Expected, ScoreTable.FromWeightedRows(Scores, Labels, [1, 1, 1, 1, 1, 1, 1m], 1));
        AssertSame(Expected, ScoreTable.FromRoundedWeights(Scores, Labels, [1, 1, 1, 1, 1, 1, 1.2], 1));
        using var reader = Reader([0.9, 1, 1], [0.2, 3L, 1m], [0.7f == 0 ? 0 : 0.7, (short)2, new BigInteger(1)], [0.0m, 1.0, 1]);
        AssertSame(Expected, ScoreTable.FromReader(reader));
    }

    [Fact]
    public async Task Long_stream_of_few_scores_is_joined_on_the_way()
    {
        const int Rows = 300_000;
        var table = await ScoreTable.FromRowsAsync(Stream(Enumerable.Range(0, Rows).Select(i => (i % 1000 / 1000.0, BinaryOutcome.From(i % 3 == 0)))), ScoreGrid.FloorHalfUp(100));

        Assert.Equal(101, table.Count);
        Assert.Equal(Rows, table.TotalWeight);
        Assert.Equal(Rows / 3, table.TotalPositives);
        Assert.Equal(ScoreTable.FromRows(Enumerable.Range(0, Rows).Select(i => (i % 1000 / 1000.0, BinaryOutcome.From(i % 3 == 0)))).Quantize(100).Positives.ToArray(), table.Positives.ToArray());
    }

    [Fact]
    public async Task Stream_stops_when_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ScoreTable.FromRowsAsync(Stream(Enumerable.Repeat((0.5, BinaryOutcome.Yes), 10)), null, cancelled.Token));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("text")]
    [InlineData("fraction")]
    [InlineData("too few columns")]
    [InlineData("more positives than rows")]
    public void Reader_names_the_row_it_cannot_use(string what)
    {
        object[] bad = what switch
        {
            "null" => [0.5, DBNull.Value, 1],
            "text" => ["0.5", 1, 1],
            "fraction" => [0.5, 1.5, 1],
            "too few columns" => [0.5, 1],
            _ => [0.5, 1, 2],
        };
        using var reader = what == "too few columns" ? Reader([0.1, 1], bad) : Reader([0.1, 1, 1], bad);
        Assert.Equal(what == "too few columns" ? 0 : 1, Assert.Throws<InvalidCalibrationDataException>(() => ScoreTable.FromReader(reader)).Row);
    }

    [Fact]
    public void Categories_are_counted_apart_and_together()
    {
        string[] categories = ["b", "a", "b", "a", "b", "a", "b"];
        var rows = CategorizedScoreTable.FromRows(categories, Scores, Labels);
        var groups = CategorizedScoreTable.FromGroups(categories.Select((c, i) => new CategorizedScoreGroup(c, Scores[i], 1, Labels[i] ? 1 : 0)).Reverse());
        using var data = new DataTable();
        foreach (var type in (Type[])[typeof(string), typeof(double), typeof(long), typeof(long)]) data.Columns.Add(null, type);
        for (var i = 0; i < categories.Length; i++) data.Rows.Add(categories[i], Scores[i], 1L, Labels[i] ? 1L : 0L);
        using var reader = data.CreateDataReader();

        Assert.Equal(["a", "b"], rows.Tables.Keys);
        foreach (var other in (CategorizedScoreTable[])[groups, CategorizedScoreTable.FromReader(reader), CategorizedScoreTable.FromTables(rows.Tables), CategorizedScoreTable.Empty.Merge(rows)])
        {
            Assert.Equal(rows.Tables.Keys, other.Tables.Keys);
            foreach (var category in rows.Tables.Keys) AssertSame(rows[category], other[category]);
            AssertSame(Expected, other.Total);
        }

        Assert.Equal(0, rows["none"].Count);
        Assert.Throws<InvalidCalibrationDataException>(() => CategorizedScoreTable.FromRows([""], [0.5], [true]));
    }

    [Fact]
    public void Categories_merge_by_category()
    {
        var first = CategorizedScoreTable.FromRows(["a", "b"], [0.1, 0.2], [true, false]);
        var second = CategorizedScoreTable.FromRows(["b", "c"], [0.2, 0.3], [true, false]);
        var merged = first.Merge(second);
        Assert.Equal(["a", "b", "c"], merged.Tables.Keys);
        Assert.Equal(2, merged["b"].TotalWeight);
        Assert.Equal(merged.Total.Positives.ToArray(), second.Merge(first).Total.Positives.ToArray());
    }

    [Fact]
    public void Old_days_count_less_by_integers()
    {
        var today = new DateOnly(2026, 3, 10);
        var days = DailyScoreTable.Empty
            .Add(today, ScoreTable.FromGroups([new(0.5, 10, 4)]))
            .Add(today.AddDays(-7), ScoreTable.FromGroups([new(0.5, 10, 4), new(0.6, 1, 1)]))
            .Add(today.AddDays(-14), ScoreTable.FromGroups([new(0.7, 3, 0)]))
            .Add(today.AddDays(1), ScoreTable.FromGroups([new(0.9, 5, 5)]));

        var halved = days.At(today, ForgettingRule.Halving(7, 1));
        Assert.Equal(2, halved.UnitsPerWeight);
        Assert.Equal([0.5, 0.6], halved.Scores.ToArray());
        Assert.Equal([12, 1], halved.Positives.ToArray());
        Assert.Equal([18, 0], halved.Negatives.ToArray());

        var window = days.At(today, ForgettingRule.Window(8));
        Assert.Equal(21, window.TotalWeight);
        Assert.Equal(1, window.UnitsPerWeight);

        var own = days.At(today, ForgettingRule.Of(10, [10, 0, 0, 0, 0, 0, 0, 3]));
        Assert.Equal((long)((10 * 10) + (11 * 3)), own.TotalWeight);
        Assert.Equal(0, days.At(today.AddDays(-30), ForgettingRule.Window(5)).Count);

        // Scaling after merging is merging after scaling.
        var twice = days.Merge(days).At(today, ForgettingRule.Halving(7, 1));
        Assert.Equal(halved.Merge(halved).Positives.ToArray(), twice.Positives.ToArray());
    }

    [Fact]
    public void Factor_of_one_unit_leaves_every_fit_as_it_was()
    {
        var scaled = Expected.Scale(8, 8);
        Assert.Equal(8, scaled.UnitsPerWeight);
        Assert.Equal(IsotonicCalibrator.Fit(Expected).Predict(0.3), IsotonicCalibrator.Fit(scaled).Predict(0.3));
        Assert.Equal(VennAbersCalibrator.Fit(Expected).Predict(0.3), VennAbersCalibrator.Fit(scaled).Predict(0.3));
        Assert.Equal(ProbabilityScores.Brier(Expected), ProbabilityScores.Brier(scaled));
        Assert.Equal(PlattCalibrator.Fit(Expected).Predict(0.3), PlattCalibrator.Fit(scaled).Predict(0.3));
    }

    [Theory]
    [InlineData(0.12345, 0.1235, 0.1234)]
    [InlineData(0.00005, 0.0001, 0.0)]
    [InlineData(0.33333, 0.3333, 0.3333)]
    public void Grids_are_named_and_differ_in_the_middle(double score, double floor, double numpy)
    {
        var row = ScoreTable.FromRows([score], [true]);
        Assert.Equal(floor, row.Quantize(ScoreGrid.FloorHalfUp(10_000)).Scores[0]);
        Assert.Equal(floor, ScoreTable.FromRows([score], [true], ScoreGrid.FloorHalfUp(10_000)).Scores[0]);
        Assert.Equal(numpy, row.Quantize(ScoreGrid.NumpyRound(4)).Scores[0]);
        Assert.Equal("floor(s*10000 + 0.5)/10000", ScoreGrid.FloorHalfUp(10_000).ToString());
    }

    [Fact]
    public void Weights_that_do_not_fit_are_refused()
    {
        var half = long.MaxValue / 8;
        Assert.Throws<InvalidCalibrationDataException>(() => ScoreTable.FromGroups([new(0.1, half, 1), new(0.2, half, 1), new(0.3, half, 1)]));
        Assert.Throws<InvalidCalibrationDataException>(() => ScoreTable.FromGroups([new(0.1, half, 1), new(0.1, half, 1), new(0.1, half, 1)]));
        Assert.Throws<InvalidCalibrationDataException>(() => ScoreTable.FromGroups([new(0.1, half, 1)]).Scale(4, 4));
    }

    private static void AssertSame(ScoreTable expected, ScoreTable actual)
    {
        Assert.Equal(expected.Scores.ToArray().Select(BitConverter.DoubleToInt64Bits), actual.Scores.ToArray().Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(expected.Positives.ToArray(), actual.Positives.ToArray());
        Assert.Equal(expected.Negatives.ToArray(), actual.Negatives.ToArray());
        Assert.Equal((expected.TotalPositives, expected.TotalNegatives, expected.UnitsPerWeight), (actual.TotalPositives, actual.TotalNegatives, actual.UnitsPerWeight));
    }

    private static async IAsyncEnumerable<T> Stream<T>(IEnumerable<T> rows, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
        }

        await Task.CompletedTask;
    }

    private static DataTableReader Reader(params object[][] rows)
    {
        var table = new DataTable();
        for (var i = 0; i < rows[0].Length; i++) table.Columns.Add(null, typeof(object));
        foreach (var row in rows) table.Rows.Add(row);
        return table.CreateDataReader();
    }
}
