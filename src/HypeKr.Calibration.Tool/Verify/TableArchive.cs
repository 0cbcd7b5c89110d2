using System.Globalization;

namespace HypeKr.Calibration.Tool;

/// <summary>Reads an archive of runs from two tables of a DuckDB file: rows, and figures a run.</summary>
internal static class TableArchive
{
    public static async Task<List<ArchivedRun>> ReadAsync(VerifyCommand.Settings settings, CancellationToken cancellationToken)
    {
        await using var source = await ForecastSource.OpenAsync(settings, needsLabel: true, cancellationToken);
        var dialect = SqlDialect.DuckDb;
        var run = dialect.Quote(settings.Run);
        var label = dialect.Quote(source.Columns.Label!);
        var rows = await source.ReadAsync(
            $"SELECT CAST({run} AS VARCHAR), CAST({dialect.Quote(source.Columns.Score)} AS DOUBLE), CAST({label} AS DOUBLE) FROM {source.Text} WHERE {label} IS NOT NULL",
            reader =>
            {
                var found = new Dictionary<string, List<(double, double)>>(StringComparer.Ordinal);
                while (reader.Read())
                {
                    if (reader.IsDBNull(0) || reader.IsDBNull(1)) throw new ToolException($"A row has no \"{settings.Run}\" or no \"{settings.Score}\".");
                    var name = reader.GetString(0);
                    if (!found.TryGetValue(name, out var list)) found[name] = list = [];
                    list.Add((reader.GetDouble(1), reader.GetDouble(2)));
                }

                return found;
            },
            new Progress<double>(),
            cancellationToken);
        return await source.ReadAsync(
            $"SELECT * FROM {string.Join('.', settings.Figures.Split('.').Prepend("hypekr_source").Select(dialect.Quote))} ORDER BY {run}",
            reader =>
            {
                var runs = new List<ArchivedRun>();
                while (reader.Read())
                {
                    var figures = new Dictionary<string, double>();
                    var name = "";
                    for (var i = 0; i < reader.FieldCount; i++)
                    {
                        var column = reader.GetName(i);
                        if (column.Equals(settings.Run, StringComparison.OrdinalIgnoreCase)) name = Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture) ?? "";
                        else if (ArchivedRun.FigureNames.Contains(column.ToLowerInvariant()) && !reader.IsDBNull(i)) figures[column.ToLowerInvariant()] = Convert.ToDouble(reader.GetValue(i), CultureInfo.InvariantCulture);
                    }

                    runs.Add(new ArchivedRun(name, figures, rows.TryGetValue(name, out var own) ? own : []));
                }

                var without = rows.Keys.Except(runs.Select(r => r.Name)).Order(StringComparer.Ordinal).ToList();
                return without.Count == 0 ? runs : throw new ToolException($"The table \"{settings.Figures}\" has no row for {string.Join(", ", without.Select(r => $"run \"{r}\""))}.");
            },
            new Progress<double>(),
            cancellationToken);
    }
}
