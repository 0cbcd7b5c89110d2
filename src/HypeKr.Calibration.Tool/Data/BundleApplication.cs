using System.Data.Common;

namespace HypeKr.Calibration.Tool;

/// <summary>Applies a bundle to a source and writes a file.</summary>
internal static class BundleApplication
{
    private const string Prefix = "hypekr_model";
    private const string Results = "hypekr_results";
    private const string Rows = "hypekr_rows";
    private const int Batch = 8192;

    public static string? FormatOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".parquet" => "parquet",
        ".csv" => "csv",
        ".json" => "json",
        _ => null,
    };

    /// <summary>By the exported query, inside the database.</summary>
    public static async Task<long> BySqlAsync(ForecastSource source, CalibratorBundle bundle, string path, IProgress<double> progress, CancellationToken cancellationToken)
    {
        var export = CalibratorSql.Bundle(bundle, SqlDialect.DuckDb, Prefix);
        foreach (var statement in export.CreateStatements) await source.ExecuteAsync(statement, cancellationToken);

        // A join keeps no order, and whoever lays the output beside the input expects it.
        var number = source.Free("hypekr_row");
        var numbered = SqlSource.Trusted($"(SELECT *, row_number() OVER () AS {number} FROM {source.Text})");
        var query = export.ApplyQuery(numbered, source.Columns, [.. Kept(source, export.Outputs), number]);
        return await CopyAsync(source, $"SELECT * EXCLUDE ({number}) FROM ({query}) ORDER BY {number}", path, progress, cancellationToken);
    }

    /// <summary>Through this process: scores are read, calibrated in batches and appended to a table that is laid beside the source.</summary>
    public static async Task<long> ByProcessAsync(ForecastSource source, CalibratorBundle bundle, string path, IProgress<double> progress, CancellationToken cancellationToken)
    {
        var outputs = CalibratorSql.Bundle(bundle, SqlDialect.DuckDb, Prefix).Outputs;
        await source.ExecuteAsync($"CREATE TABLE {Results} ({string.Join(", ", outputs.Select(o => $"{o} {(o.StartsWith("set_", StringComparison.Ordinal) ? "INTEGER" : "DOUBLE")}"))})", cancellationToken);

        // The rows are read twice, and laid beside each other by their place: what may come in another order the second time is kept.
        var text = source.IsFile ? source.Text : Rows;
        if (!source.IsFile) await source.ExecuteAsync($"CREATE TABLE {Rows} AS SELECT * FROM {source.Text}", cancellationToken);
        var total = await source.ReadAsync($"SELECT count(*) FROM {text}", reader => reader.Read() ? reader.GetInt64(0) : 0, new Progress<double>(), cancellationToken);
        await Task.Run(() => Append(source, text, bundle, total, new PartProgress(progress, 0, 0.6), cancellationToken), cancellationToken);
        var kept = string.Join(", ", Kept(source, outputs).Select(k => $"s.{SqlDialect.DuckDb.Quote(k)}").Concat(outputs.Select(o => $"r.{o}")));
        return await CopyAsync(source, $"SELECT {kept} FROM {text} AS s POSITIONAL JOIN {Results} AS r", path, new PartProgress(progress, 0.6, 1), cancellationToken);
    }

    /// <summary>The numbers of every row of a reader on score, category and market.</summary>
    internal static void Apply(DbDataReader reader, CalibratorBundle bundle, Action<CalibratedRow?> row, CancellationToken cancellationToken)
    {
        var (scores, categories, markets, known, rows) = (new double[Batch], new int[Batch], new double[Batch], new bool[Batch], new CalibratedRow[Batch]);
        for (var more = true; more;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = 0;
            while (count < Batch && (more = reader.Read()))
            {
                var score = reader.IsDBNull(0) ? double.NaN : reader.GetDouble(0);
                known[count] = score is >= 0 and <= 1;
                scores[count] = known[count] ? score : 0;
                categories[count] = reader.IsDBNull(1) ? -1 : bundle.IndexOf(reader.GetString(1));
                var market = reader.IsDBNull(2) ? double.NaN : reader.GetDouble(2);
                markets[count++] = market is >= 0 and <= 1 ? market : double.NaN;
            }

            bundle.Apply(scores.AsSpan(0, count), categories.AsSpan(0, count), markets.AsSpan(0, count), rows);
            for (var i = 0; i < count; i++) row(known[i] ? rows[i] : null);
        }
    }

    private static void Append(ForecastSource source, string text, CalibratorBundle bundle, long total, PartProgress progress, CancellationToken cancellationToken)
    {
        var (dialect, columns) = (SqlDialect.DuckDb, source.Columns);
        using var command = source.Connection.CreateCommand();
        command.CommandText = $"SELECT CAST({dialect.Quote(columns.Score)} AS DOUBLE), CAST({dialect.Quote(columns.Category!)} AS VARCHAR), CAST({(columns.Market is { } market ? dialect.Quote(market) : "NULL")} AS DOUBLE) FROM {text}";
        command.UseStreamingMode = true;

        // The reader streams, so what is appended goes through a connection of its own.
        using var second = source.Connection.Duplicate();
        second.Open();
        using var reader = command.ExecuteReader();
        using var appender = second.CreateAppender(Results);
        var done = 0L;
        Apply(
            reader,
            bundle,
            row =>
            {
                var target = appender.CreateRow();
                if (row is { } r)
                {
                    target.AppendValue(r.Isotonic).AppendValue(r.Lower).AppendValue(r.Upper).AppendValue(r.Calibrated);
                    if (double.IsNaN(r.Blended)) target.AppendNullValue();
                    else target.AppendValue(r.Blended);
                    target.AppendValue(r.Set.HasFlag(BinarySet.No) ? 1 : 0).AppendValue(r.Set.HasFlag(BinarySet.Yes) ? 1 : 0);
                }
                else
                {
                    for (var i = 0; i < 7; i++) target.AppendNullValue();
                }

                target.EndRow();
                if (++done % 100_000 == 0 && total > 0) progress.Report((double)done / total);
            },
            cancellationToken);
    }

    private static string[] Kept(ForecastSource source, IReadOnlyList<string> outputs) => [.. source.Schema.Select(c => c.Name).Where(name => !outputs.Contains(name, StringComparer.OrdinalIgnoreCase))];

    private static Task<long> CopyAsync(ForecastSource source, string query, string path, IProgress<double> progress, CancellationToken cancellationToken)
    {
        var format = FormatOf(path)! + (FormatOf(path) == "csv" ? ", HEADER" : "");
        return WholeFile.WriteAsync(path, partial => source.WriteAsync($"COPY ({query}) TO {SqlDialect.DuckDb.Literal(partial)} (FORMAT {format})", progress, cancellationToken));
    }
}
