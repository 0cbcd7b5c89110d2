using System.Globalization;
using System.Numerics;

namespace HypeKr.Calibration.Tests;

/// <summary>A hundred million rows (ten without HYPEKR_LONG=1), made, put on the grid and counted inside DuckDB; the same rows are made here, one by one, to compare.</summary>
[Trait("Category", "Long")]
public sealed class ManyRowsTests
{
    private const int Steps = 10_000;
    private const long Scores = 1_000_003;
    private const long Labels = 1_000_033;

    private static readonly long Rows = Environment.GetEnvironmentVariable("HYPEKR_LONG") == "1" ? 100_000_000 : 10_000_000;
    private static readonly ForecastColumns Columns = new() { Score = "p", Label = "y", LabelType = SqlLabel.Boolean };

    [Fact]
    public void Counts_and_sums_are_exact_and_shards_make_the_whole()
    {
        // Here: the counts of every step and the exact sums.
        var (positives, counts) = (new long[Steps + 1], new long[Steps + 1]);
        var brier = new CompensatedSum();
        var (binRows, binYes, binSum) = (new long[15], new long[15], new CompensatedSum[15]);
        for (var i = 0L; i < Rows; i++)
        {
            var p = Score(i);
            var yes = Yes(i, p);
            var step = (int)Math.Floor((p * Steps) + 0.5);
            counts[step]++;
            if (yes) positives[step]++;
            brier.Add(yes ? (1 - p) * (1 - p) : p * p);
            var bin = Math.Min((int)Math.Floor(p * 15), 14);
            binRows[bin]++;
            if (yes) binYes[bin]++;
            binSum[bin].Add(p);
        }

        // There: the table, and the table of four shards in any order.
        using var engine = new DuckDbEngine();
        var sql = Sql("true");
        var table = ScoreTable.FromReader(engine.Read(sql.ScoreTable(Steps)));
        Assert.Equal(Rows, table.TotalWeight);
        var at = 0;
        for (var step = 0; step <= Steps; step++)
        {
            if (counts[step] == 0) continue;
            Assert.Equal(((double)step / Steps, positives[step], counts[step] - positives[step]), (table.Scores[at], table.Positives[at], table.Negatives[at]));
            at++;
        }

        Assert.Equal(table.Count, at);
        var merged = ScoreTable.Merge(((int[])[2, 0, 3, 1]).Select(shard => ScoreTable.FromReader(engine.Read(Sql(string.Create(CultureInfo.InvariantCulture, $"i % 4 = {shard}")).ScoreTable(Steps)))));
        Assert.True(table.Scores.SequenceEqual(merged.Scores) && table.Positives.SequenceEqual(merged.Positives) && table.Negatives.SequenceEqual(merged.Negatives));

        // On the grid a figure is one division of exact integers.
        BigInteger squares = 0;
        for (var step = 0L; step <= Steps; step++) squares += (BigInteger)positives[step] * (Steps - step) * (Steps - step) + (BigInteger)(counts[step] - positives[step]) * step * step;
        var onGrid = GroupedScores.FromReader(engine.Read(sql.Scores(EceBinning.Floor(15), Steps)));
        Assert.Equal((double)squares / Steps / Steps / Rows, onGrid.Brier);
        Assert.Equal(ReliabilityBins.Of(table, EceBinning.Floor(15)).ExpectedError, onGrid.ExpectedCalibrationError, 1e-12);
        Assert.Equal(MurphyDecomposition.Of(table, EceBinning.Floor(15)).Resolution, onGrid.Murphy.Resolution, 1e-12);

        // Sums of doubles in a parallel engine: close, and no more than that.
        var direct = GroupedScores.FromReader(engine.Read(sql.Scores(EceBinning.Floor(15))));
        Assert.Equal(brier.Value / Rows, direct.Brier, 1e-12);
        var ece = Enumerable.Range(0, 15).Sum(b => Math.Abs(binYes[b] - binSum[b].Value)) / Rows;
        Assert.Equal(ece, direct.ExpectedCalibrationError, 1e-12);
    }

    private static double Score(long i) => (double)(i * 7919 % Scores) / Scores;

    private static bool Yes(long i, double p) => (double)(((i * 104_729) + 12_345) % Labels) / Labels < 0.1 + (0.8 * p);

    private static ForecastSql Sql(string filter) => new(
        SqlDialect.DuckDb,
        SqlSource.Trusted(string.Create(CultureInfo.InvariantCulture, $"(SELECT p, CAST((i * 104729 + 12345) % {Labels} AS DOUBLE) / {Labels} < 1e-1 + 8e-1 * p AS y FROM (SELECT range AS i, CAST(range * 7919 % {Scores} AS DOUBLE) / {Scores} AS p FROM range({Rows})) WHERE {filter})")),
        Columns);
}
