using System.Data.Common;
using System.Globalization;
using DuckDB.NET.Data;

namespace HypeKr.Calibration.Tool;

/// <summary>The rows of one source, opened in a DuckDB of this process. Files and databases are only read.</summary>
internal sealed class ForecastSource : IAsyncDisposable
{
    private readonly DuckDBConnection _connection;
    private readonly SourceSettings _settings;
    private string _unread = "";

    private ForecastSource(DuckDBConnection connection, SourceSettings settings) => (_connection, _settings) = (connection, settings);

    public DuckDBConnection Connection => _connection;

    public SqlSource From => SqlSource.Trusted(Text);

    /// <summary>What stands behind FROM, with a category in every row; all of it quoted or the user's own.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Whether the rows come from files, which are read in their order every time; a query or a view may have another order each time.</summary>
    public bool IsFile => _settings.Query is null && _settings.Table is null;

    public ForecastColumns Columns { get; private set; } = new() { Score = "none" };

    /// <summary>The source's own columns, in order.</summary>
    public IReadOnlyList<(string Name, string Type)> Schema { get; private set; } = [];

    public ForecastSql Sql => new(SqlDialect.DuckDb, From, Columns);

    /// <summary>Opens a source.</summary>
    /// <param name="settings">What the user said.</param>
    /// <param name="needsLabel">Whether rows must have outcomes; where not, a label column is not asked for.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<ForecastSource> OpenAsync(SourceSettings settings, bool needsLabel, CancellationToken cancellationToken)
    {
        var connection = new DuckDBConnection("DataSource=:memory:");
        var source = new ForecastSource(connection, settings);
        try
        {
            await connection.OpenAsync(cancellationToken);

            // A bundle's data window and a report's days must not hang on where the machine stands.
            await source.ExecuteAsync("SET TimeZone = 'UTC'", cancellationToken);

            // Progress is kept only where a bar could be drawn; ours is drawn here.
            await source.ExecuteAsync("SET enable_progress_bar = true", cancellationToken);
            await source.ExecuteAsync("SET enable_progress_bar_print = false", cancellationToken);
            if (settings.Threads is { } threads) await source.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"SET threads = {threads}"), cancellationToken);
            await source.ResolveAsync(needsLabel, cancellationToken);
            return source;
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = sql;
        await Task.Run(command.ExecuteNonQuery, cancellationToken);
    }

    /// <summary>A name that the source does not use.</summary>
    public string Free(string name)
    {
        while (Schema.Any(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase))) name += "_";
        return name;
    }

    /// <summary>The query of the first and the last time among the usable rows, and of how many of them have none.</summary>
    public string Window() => $"SELECT CAST(min(asked) AS TIMESTAMP), CAST(max(asked) AS TIMESTAMP), count(*) - count(asked) FROM ({Usable("")})";

    /// <summary>The query of the usable rows, oldest question first, the newest so many: category, score and outcome.</summary>
    // Ties in time are broken at random. An order by the forecast would be a drift of its own, and that of the source may be one of outcomes.
    public string InOrder(int most) => string.Create(CultureInfo.InvariantCulture, $"""
        SELECT category, score, resolution
        FROM ({Usable(", hash(row_number() OVER ()) AS draw")})
        WHERE asked IS NOT NULL
        QUALIFY row_number() OVER (ORDER BY asked DESC, draw DESC) <= {most}
        ORDER BY asked, draw
        """);

    /// <summary>The query of how many rows have no usable forecast, and how many a market price that is none.</summary>
    public string WithoutNumbers()
    {
        var market = Columns.Market is { } column ? $"CAST({SqlDialect.DuckDb.Quote(column)} AS DOUBLE)" : "NULL";
        return $"""
            SELECT count(*) FILTER (WHERE NOT coalesce(score >= 0 AND score <= 1, false)), count(*) FILTER (WHERE NOT coalesce(market >= 0 AND market <= 1, true))
            FROM (SELECT CAST({SqlDialect.DuckDb.Quote(Columns.Score)} AS DOUBLE) AS score, {market} AS market FROM {Text})
            """;
    }

    /// <summary>Runs a query on another thread and reads it there, with the database's own progress.</summary>
    public Task<T> ReadAsync<T>(string sql, Func<DbDataReader, T> read, IProgress<double> progress, CancellationToken cancellationToken) => RunAsync(
        sql,
        command =>
        {
            using var reader = command.ExecuteReader();
            return read(reader);
        },
        progress,
        cancellationToken);

    /// <summary>Runs a statement on another thread, with the database's own progress.</summary>
    /// <returns>How many rows it wrote.</returns>
    public Task<long> WriteAsync(string sql, IProgress<double> progress, CancellationToken cancellationToken) => RunAsync(sql, command => (long)command.ExecuteNonQuery(), progress, cancellationToken);

    /// <summary>Counts what can be used, and refuses a source with faults unless told to skip them.</summary>
    public async Task<ForecastCensus> CensusAsync(IProgress<double> progress, CancellationToken cancellationToken)
    {
        var census = await ReadAsync(Sql.Census(), ForecastCensus.FromReader, progress, cancellationToken);
        if (census.Faults + census.InvalidMarkets > 0 && !_settings.SkipFaults)
        {
            var prices = Columns.Market is { } market ? string.Create(CultureInfo.InvariantCulture, $", {census.InvalidMarkets} with a \"{market}\" that is no probability") : "";
            var first = await ReadAsync(FirstFault(), ReadFault, new Progress<double>(), cancellationToken);
            throw new FaultyRowsException(string.Create(CultureInfo.InvariantCulture, $"{census.Faults + census.InvalidMarkets} of {census.Rows} rows are wrong: {census.MissingScores} without \"{Columns.Score}\", {census.InvalidScores} where it is no probability in [0, 1], {census.InvalidLabels} with a \"{Columns.Label}\" that is no number, {census.MissingCategories} without a category{prices}.{first} Mend them, or leave them out with --skip-faults."));
        }

        if (census.Usable == 0) throw new ToolException(string.Create(CultureInfo.InvariantCulture, $"No row can be used: of {census.Rows} rows {census.Unresolved} have no \"{Columns.Label}\"."));
        return census;
    }

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();

    private async Task<T> RunAsync<T>(string sql, Func<DbCommand, T> run, IProgress<double> progress, CancellationToken cancellationToken)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = sql;
        await using var cancel = cancellationToken.Register(command.Cancel);
        var work = Task.Run(() => run(command), cancellationToken);
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, CancellationToken.None));
            if (!work.IsCompleted) progress.Report(_connection.GetQueryProgress().Percentage / 100);
        }

        return await work;
    }

    /// <summary>A source by its file, its table, or SQL of the user's own. Names are quoted; only --query is taken as it stands.</summary>
    private async Task<string> RenderAsync(CancellationToken cancellationToken)
    {
        var dialect = SqlDialect.DuckDb;
        if (_settings.Query is { } query) return $"({query}\n)";
        var path = _settings.Source!;
        var isPattern = path.AsSpan().ContainsAny("*?[");
        if (!isPattern && !File.Exists(path) && !path.Contains("://", StringComparison.Ordinal)) throw new ToolException($"There is no file '{path}'.");
        if (_settings.Table is { } table)
        {
            await ExecuteAsync($"ATTACH {dialect.Literal(path)} AS hypekr_source (READ_ONLY)", cancellationToken);
            return string.Join('.', table.Split('.').Prepend("hypekr_source").Select(dialect.Quote));
        }

        if (Path.GetExtension(path) is ".duckdb" or ".db") throw new ToolException($"'{path}' is a database; name the table in it with --table.");
        return dialect.Literal(path);
    }

    private async Task ResolveAsync(bool needsLabel, CancellationToken cancellationToken)
    {
        var from = await RenderAsync(cancellationToken);
        Schema = await ReadAsync(
            $"DESCRIBE SELECT * FROM {from}",
            reader =>
            {
                var columns = new List<(string, string)>();
                while (reader.Read()) columns.Add((reader.GetString(0), reader.GetString(1)));
                return columns;
            },
            new Progress<double>(),
            cancellationToken);
        var label = needsLabel ? Find(_settings.Label, "--label") : null;
        var all = Free("hypekr_category");
        Columns = new ForecastColumns
        {
            Score = Find(_settings.Score, "--score"),
            Label = label,
            LabelType = Schema.FirstOrDefault(c => c.Name == label).Type == "BOOLEAN" ? SqlLabel.Boolean : SqlLabel.Resolution,
            Category = _settings.Category is { } category ? Find(category, "--category") : all,
            Market = _settings.Market is { } market ? Find(market, "--market") : null,
            Time = _settings.Time is { } time ? Find(time, "--time") : null,
        };

        Text = _unread = _settings.Category is null ? $"(SELECT *, 'all' AS {all} FROM {from})" : from;
        if (!needsLabel) return;

        // Text that is no number is a fault to be counted, not the end of the query; and a time that is none, or that no calendar has, is no time.
        string?[] numbers = [Columns.Score, Columns.LabelType == SqlLabel.Boolean ? null : label, Columns.Market];
        var readings = Schema.Where(c => c.Type == "VARCHAR" && numbers.Contains(c.Name)).Select(c => SqlDialect.DuckDb.Quote(c.Name)).Select(c => $"CASE WHEN {c} IS NOT NULL THEN coalesce(TRY_CAST({c} AS DOUBLE), CAST('nan' AS DOUBLE)) END AS {c}").ToList();
        if (Columns.Time is { } asked)
        {
            var moment = SqlDialect.DuckDb.Quote(asked);
            var instant = Schema.First(c => c.Name == asked).Type == "VARCHAR" ? $"CAST(TRY_CAST({moment} AS TIMESTAMPTZ) AS TIMESTAMP)" : $"CAST({moment} AS TIMESTAMP)";
            readings.Add($"CASE WHEN {instant} >= TIMESTAMP '0001-01-01' AND {instant} < TIMESTAMP '9999-12-31' THEN {instant} END AS {moment}");
        }

        if (readings.Count > 0) Text = $"(SELECT * REPLACE ({string.Join(", ", readings)}) FROM {_unread})";
    }

    /// <summary>The usable rows: category, score, outcome, time, and whatever else is asked for.</summary>
    private string Usable(string more)
    {
        var dialect = SqlDialect.DuckDb;
        var (category, score, label, time) = (dialect.Quote(Columns.Category!), dialect.Quote(Columns.Score), dialect.Quote(Columns.Label!), dialect.Quote(Columns.Time!));
        return $"""
            SELECT * FROM (SELECT CAST({category} AS VARCHAR) AS category, CAST({score} AS DOUBLE) AS score, CAST({label} AS DOUBLE) AS resolution, {time} AS asked{more} FROM {Text})
            WHERE score >= 0 AND score <= 1 AND resolution >= -1e300 AND resolution <= 1e300 AND category <> ''
            """;
    }

    /// <summary>The query of the first row with a fault, as it stands in the source.</summary>
    private string FirstFault()
    {
        var dialect = SqlDialect.DuckDb;
        var market = Columns.Market is { } column ? dialect.Quote(column) : "NULL";
        return $"""
            SELECT place, score, label, category, market
            FROM (SELECT row_number() OVER () AS place, CAST({dialect.Quote(Columns.Score)} AS VARCHAR) AS score, CAST({dialect.Quote(Columns.Label!)} AS VARCHAR) AS label, CAST({dialect.Quote(Columns.Category!)} AS VARCHAR) AS category, CAST({market} AS VARCHAR) AS market, TRY_CAST({dialect.Quote(Columns.Score)} AS DOUBLE) AS p, TRY_CAST({dialect.Quote(Columns.Label!)} AS DOUBLE) AS y, TRY_CAST({market} AS DOUBLE) AS m FROM {_unread})
            WHERE label IS NOT NULL AND NOT coalesce(p >= 0 AND p <= 1 AND y >= -1e300 AND y <= 1e300 AND category <> '' AND (market IS NULL OR (m >= 0 AND m <= 1)), false)
            ORDER BY place
            LIMIT 1
            """;
    }

    private string ReadFault(DbDataReader reader)
    {
        if (!reader.Read()) return "";
        var values = new List<string> { Value(Columns.Score, 1), Value(Columns.Label!, 2) };
        if (_settings.Category is not null) values.Add(Value(Columns.Category!, 3));
        if (Columns.Market is { } market) values.Add(Value(market, 4));
        return string.Create(CultureInfo.InvariantCulture, $" The first is row {reader.GetInt64(0)}: {string.Join(", ", values)}.");

        string Value(string name, int column)
        {
            if (reader.IsDBNull(column)) return $"\"{name}\" is missing";
            var text = reader.GetString(column);
            return $"\"{name}\" is '{(text.Length <= 40 ? text : text[..40] + "…")}'";
        }
    }

    /// <summary>The column as the source spells it; DuckDB does not tell cases apart.</summary>
    private string Find(string name, string option)
    {
        foreach (var (column, _) in Schema)
        {
            if (column.Equals(name, StringComparison.OrdinalIgnoreCase)) return column;
        }

        throw new ToolException($"The source has no column \"{name}\" ({option}); it has {string.Join(", ", Schema.Select(c => $"\"{c.Name}\""))}.");
    }
}
