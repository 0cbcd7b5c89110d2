using System.Data.Common;
using System.Globalization;
using DuckDB.NET.Data;
using HypeKr.Calibration;

namespace HypeKr.Benchmarks;

/// <summary>A bundle of ten categories applied to ten million rows of a DuckDB table, by the exported query and through this process, and rows counted in the engine; each beside the engine's own scan of the same columns.</summary>
internal static class DatabaseComparison
{
    private const int RowCount = 10_000_000;
    private const int Batch = 8192;

    // Uniform numbers from the engine's own hash: a forecaster who exaggerates, ten categories, and a price.
    private const string Forecasts = """
        SELECT p AS raw_prob, u < 1e-1 + 8e-1 * p AS outcome, 'category ' || (i % 10) AS category, 2e-2 + 96e-2 * m AS market_price
        FROM (SELECT range AS i, (hash(range) >> 11)::DOUBLE / 9007199254740992 AS p, (hash(range + 1000000007) >> 11)::DOUBLE / 9007199254740992 AS u, (hash(range + 2000000011) >> 11)::DOUBLE / 9007199254740992 AS m FROM range({0}))
        """;

    private static readonly ForecastColumns Columns = new() { Score = "raw_prob", Label = "outcome", LabelType = SqlLabel.Boolean, Category = "category", Market = "market_price" };

    public static IEnumerable<ComparisonRow> Rows()
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        Execute(connection, $"CREATE TABLE forecasts AS {string.Format(CultureInfo.InvariantCulture, Forecasts, RowCount)}");
        var bundle = Fit(connection);
        var export = CalibratorSql.Bundle(bundle, SqlDialect.DuckDb, "model");
        foreach (var statement in export.CreateStatements) Execute(connection, statement);
        var query = export.ApplyQuery(SqlSource.Table("forecasts"), Columns);
        const string Scan = "SELECT sum(raw_prob), sum(market_price), max(category) FROM forecasts";

        var scan = Best(() => Read(connection, Scan, FirstNumber));
        var stream = Best(() => Stream(connection, null));
        var sql = Best(() => Read(connection, $"SELECT sum(calibrated_prob), sum(blended_prob), sum(set_no + set_yes), sum(isotonic_prob), sum(lower_prob), sum(upper_prob) FROM ({query})", FirstNumber));
        var process = Best(() => Stream(connection, bundle));
        if (Math.Abs(sql.Sum - process.Sum) > 1e-3) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The query gives a sum of {sql.Sum:R}, this process {process.Sum:R}: they do not do the same work."));
        yield return Row("bundle applied by the exported query", sql, scan, "the engine's scan of the columns");
        yield return Row("bundle applied through C#", process, scan, "the engine's scan of the columns");
        yield return Row("bundle applied through C#", process, stream, "the driver reading the rows, nothing applied");

        var counted = new ForecastSql(SqlDialect.DuckDb, SqlSource.Table("forecasts"), Columns);
        yield return Row("rows to score table on a grid of 10,000", Best(() => Read(connection, counted.ScoreTable(10_000), r => ScoreTable.FromReader(r).TotalWeight)), scan, "the engine's scan of the columns");
        yield return Row("Brier, Murphy and ECE on the grid", Best(() => Read(connection, counted.Scores(EceBinning.Floor(15), 10_000), r => GroupedScores.FromReader(r).Brier)), scan, "the engine's scan of the columns");
        yield return Row("Brier, Murphy and ECE of doubles", Best(() => Read(connection, counted.Scores(EceBinning.Floor(15)), r => GroupedScores.FromReader(r).Brier)), scan, "the engine's scan of the columns");
    }

    private static CalibratorBundle Fit(DuckDBConnection connection)
    {
        var some = new ForecastSql(SqlDialect.DuckDb, SqlSource.Trusted("(FROM forecasts LIMIT 200000)"), Columns);
        using var tables = Command(connection, some.CategorizedScoreTable(10_000)).ExecuteReader();
        var counted = CategorizedScoreTable.FromReader(tables);
        using var pairs = Command(connection, some.PairedScoreTable(10_000)).ExecuteReader();
        return CalibratorBundle.Fit(counted.Tables, ForecastSql.ReadPairs(pairs));
    }

    /// <summary>Reads all rows, and takes them through the bundle if there is one.</summary>
    private static double Stream(DuckDBConnection connection, CalibratorBundle? bundle)
    {
        using var command = Command(connection, "SELECT raw_prob, category, market_price FROM forecasts");
        command.UseStreamingMode = true;
        using var reader = command.ExecuteReader();
        var (scores, places, markets, rows) = (new double[Batch], new int[Batch], new double[Batch], new CalibratedRow[Batch]);
        var sum = 0.0;
        for (var more = true; more;)
        {
            var count = 0;
            for (; count < Batch && (more = reader.Read()); count++)
            {
                scores[count] = reader.GetDouble(0);
                var category = reader.GetString(1);
                places[count] = bundle?.IndexOf(category) ?? category.Length;
                markets[count] = reader.GetDouble(2);
            }

            if (bundle is null)
            {
                for (var i = 0; i < count; i++) sum += scores[i];
                continue;
            }

            bundle.Apply(scores.AsSpan(0, count), places.AsSpan(0, count), markets.AsSpan(0, count), rows);
            for (var i = 0; i < count; i++) sum += rows[i].Calibrated;
        }

        return sum;
    }

    /// <summary>The better of two runs, in seconds of processor time on all threads: the engine uses every processor, and others may use them too.</summary>
    private static (double Seconds, double Sum, long Allocated) Best(Func<double> work)
    {
        var (best, sum, allocated) = (double.MaxValue, 0.0, 0L);
        for (var run = 0; run < 2; run++)
        {
            var before = GC.GetTotalAllocatedBytes();
            var clock = Environment.CpuUsage.TotalTime;
            sum = work();
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - clock).TotalSeconds);
            allocated = GC.GetTotalAllocatedBytes() - before;
        }

        return (best, sum, allocated);
    }

    private static ComparisonRow Row(string name, (double Seconds, double Sum, long Allocated) ours, (double Seconds, double Sum, long Allocated) other, string otherName) =>
        new($"{name}, {RowCount:N0} rows", ours.Seconds * 1e6, other.Seconds * 1e6, otherName, "us", other.Seconds / ours.Seconds, null, ours.Allocated, RowCount, "DuckDB table");

    private static double Read(DuckDBConnection connection, string sql, Func<DbDataReader, double> read)
    {
        using var command = Command(connection, sql);
        using var reader = command.ExecuteReader();
        return read(reader);
    }

    private static double FirstNumber(DbDataReader reader) => reader.Read() ? reader.GetDouble(0) : throw new InvalidOperationException("The query gave no row.");

    private static DuckDBCommand Command(DuckDBConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        command.ExecuteNonQuery();
    }
}
