using System.Buffers;
using System.Data;
using System.Text;

namespace HypeKr.Calibration;

/// <summary>The queries that let a database do the heavy part: it counts, and what comes back has a row for every distinct score instead of one for every forecast.</summary>
/// <remarks>
/// <para>
/// Every query leaves out rows without a label (open questions) and rows that cannot be used; <see cref="Census"/> counts both. A label
/// is YES from 0.5 up. The text depends on the arguments alone, and every name in it is quoted.
/// </para>
/// <para>
/// Counts are exact. On a grid of K steps to one (q = floor(p·K + 0.5), as <see cref="ScoreGrid.FloorHalfUp"/>) sums are sums of integers
/// and exact too, as long as rows times K² stay below 2^63 in ClickHouse; the others count further. Without a grid, sums of doubles have
/// no fixed order in a parallel engine and agree with this library within 1e-12.
/// </para>
/// </remarks>
public sealed class ForecastSql
{
    private const int MostSteps = 1_000_000;
    private static readonly SearchValues<char> LineBreaks = SearchValues.Create("\r\n\f\u0085\u2028\u2029");
    private readonly string _from;
    private readonly bool _keepsLines;

    /// <summary>Queries on one source.</summary>
    /// <param name="dialect">The database.</param>
    /// <param name="source">Where the forecasts are.</param>
    /// <param name="columns">Which column is what; a label is needed.</param>
    /// <exception cref="ArgumentException">No label is named, or the source is a file and the database reads none.</exception>
    public ForecastSql(SqlDialect dialect, SqlSource source, ForecastColumns columns)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Label is null) throw new ArgumentException("Columns.Label is null; counting outcomes needs the column that holds them.", nameof(columns));
        Dialect = dialect;
        Columns = columns;
        _from = source.Render(dialect);
        _keepsLines = ((string?[])[_from, columns.Score, columns.Label, columns.Category, columns.Market, columns.Time]).Any(HasLineBreak);
    }

    /// <summary>The database.</summary>
    public SqlDialect Dialect { get; }

    /// <summary>Which column is what.</summary>
    public ForecastColumns Columns { get; }

    /// <summary>One row of counts: all rows, the usable ones, and the others by what is wrong with them. Read it with <see cref="ForecastCensus.FromReader"/>.</summary>
    public string Census()
    {
        var category = Columns.Category is null ? "" : "\n         WHEN category IS NULL OR category = '' THEN 6";
        var market = Columns.Market is null ? "0" : "CASE WHEN market IS NULL OR (market >= 0 AND market <= 1) THEN 0 ELSE 1 END";
        return $"""
            SELECT count(*) AS row_count,
                   count(CASE WHEN fate = 1 THEN 1 END) AS usable,
                   count(CASE WHEN fate = 2 THEN 1 END) AS unresolved,
                   count(CASE WHEN fate = 3 THEN 1 END) AS missing_scores,
                   count(CASE WHEN fate = 4 THEN 1 END) AS invalid_scores,
                   count(CASE WHEN fate = 5 THEN 1 END) AS invalid_labels,
                   count(CASE WHEN fate = 6 THEN 1 END) AS missing_categories,
                   count(CASE WHEN fate = 1 AND invalid_market = 1 THEN 1 END) AS invalid_markets
            FROM (
                SELECT CASE
                     WHEN resolution IS NULL THEN 2
                     WHEN score IS NULL THEN 3
                     WHEN NOT (score >= 0 AND score <= 1) THEN 4
                     WHEN NOT (resolution >= -1e300 AND resolution <= 1e300) THEN 5{category}
                     ELSE 1 END AS fate,
                     {market} AS invalid_market
                FROM (
            {Indent(Raw(), 2)}
                ) AS raw_rows
            ) AS fates
            """;
    }

    /// <summary>The sufficient statistic: score, rows and positives. Read it with <see cref="Calibration.ScoreTable.FromReader"/>.</summary>
    /// <param name="stepsPerOne">K of the grid that scores are put on; without one, every distinct double is a row.</param>
    public string ScoreTable(int? stepsPerOne = null) => Grouped([], stepsPerOne);

    /// <summary>The sufficient statistic of every category: category, score, rows and positives. Read it with <see cref="Calibration.CategorizedScoreTable.FromReader"/>.</summary>
    /// <inheritdoc cref="ScoreTable"/>
    /// <exception cref="InvalidOperationException">No category column is named.</exception>
    public string CategorizedScoreTable(int? stepsPerOne = null) => Grouped([Named(Columns.Category, "category")], stepsPerOne);

    /// <summary>The sufficient statistic of every day: day, score, rows and positives. Read it with <see cref="ReadDays"/>.</summary>
    /// <inheritdoc cref="ScoreTable"/>
    /// <exception cref="InvalidOperationException">No time column is named.</exception>
    public string DailyScoreTable(int? stepsPerOne = null) => Grouped([Named(Columns.Time, "day")], stepsPerOne);

    /// <summary>Forecasts beside market prices: category, score, market, rows and positives. Read it with <see cref="ReadPairs"/>.</summary>
    /// <remarks>Rows without a price, or with one outside [0, 1], are left out.</remarks>
    /// <inheritdoc cref="ScoreTable"/>
    /// <exception cref="InvalidOperationException">No category or no market column is named.</exception>
    public string PairedScoreTable(int? stepsPerOne = null)
    {
        Named(Columns.Market, "market");
        return Grouped([Named(Columns.Category, "category")], stepsPerOne, paired: true);
    }

    /// <summary>The bins of a reliability diagram: bin, rows, positives, mean forecast.</summary>
    /// <param name="rule">A rule that a database can share: <see cref="EceBinning.Floor"/>, or <see cref="BinEdges.FloorUncapped"/>.</param>
    /// <param name="stepsPerOne">K of the grid that scores are put on; without one, sums are of doubles.</param>
    /// <exception cref="ArgumentException">The rule hangs on edges that a database has not.</exception>
    public string Bins(BinningRule rule, int? stepsPerOne = null)
    {
        var scale = SqlDialect.Number((stepsPerOne ?? 1));
        return $"""
            SELECT score_bin, bin_rows, bin_positives, {Dialect.Double("bin_sum")} / {scale} / {Dialect.Double("bin_rows")} AS mean_forecast
            FROM (
            {Indent(Binned(rule, stepsPerOne), 1)}
            ) AS binned
            ORDER BY score_bin
            """;
    }

    /// <summary>Brier score, Murphy's decomposition in its five terms and the expected calibration error, in one row. Read it with <see cref="GroupedScores.FromReader"/>.</summary>
    /// <inheritdoc cref="Bins"/>
    public string Scores(BinningRule rule, int? stepsPerOne = null)
    {
        var steps = stepsPerOne ?? 1;
        var scale = SqlDialect.Number(steps);
        var total = Dialect.Double("sum(bin_rows)");
        var yes = Dialect.Double("sum(bin_positives)");

        // On the grid the numerators of Brier and calibration error are integers, and exact.
        var losses = string.Create(CultureInfo.InvariantCulture, $"bin_squares - {2L * steps} * bin_products + {(long)steps * steps} * bin_positives");
        return $"""
            SELECT sum(bin_rows) AS row_count,
                   sum(bin_positives) AS positive_count,
                   {Dialect.Double($"sum({losses})")} / {scale} / {scale} / {total} AS brier,
                   sum(bin_weight * (mean_forecast - observed_rate) * (mean_forecast - observed_rate)) / {total} AS reliability,
                   sum(bin_weight * observed_rate * observed_rate) / {total} - ({yes} / {total}) * ({yes} / {total}) AS resolution,
                   ({yes} / {total}) * (1 - {yes} / {total}) AS uncertainty,
                   sum({Dialect.Double("bin_squares")} / {scale} / {scale} - bin_weight * mean_forecast * mean_forecast) / {total} AS within_bin_variance,
                   2 * sum({Dialect.Double("bin_products")} / {scale} - bin_weight * mean_forecast * observed_rate) / {total} AS within_bin_covariance,
                   {Dialect.Double($"sum(abs(bin_sum - {steps.ToString(CultureInfo.InvariantCulture)} * bin_positives))")} / {scale} / {total} AS expected_error,
                   count(*) AS bin_count
            FROM (
                SELECT bin_rows, bin_positives, bin_sum, bin_squares, bin_products,
                       {Dialect.Double("bin_rows")} AS bin_weight,
                       {Dialect.Double("bin_sum")} / {scale} / {Dialect.Double("bin_rows")} AS mean_forecast,
                       {Dialect.Double("bin_positives")} / {Dialect.Double("bin_rows")} AS observed_rate
                FROM (
            {Indent(Binned(rule, stepsPerOne), 2)}
                ) AS binned
            ) AS measured
            """;
    }

    /// <summary>Reads what <see cref="DailyScoreTable"/> returns.</summary>
    /// <param name="reader">It is not disposed.</param>
    /// <exception cref="InvalidCalibrationDataException">A column is null or of another type; the error names the row.</exception>
    public static DailyScoreTable ReadDays(IDataReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var days = new SortedDictionary<DateOnly, List<ScoreGroup>>();
        for (var row = 0L; reader.Read(); row++)
        {
            var day = reader.GetValue(0) switch
            {
                DateOnly date => date,
                DateTime instant => DateOnly.FromDateTime(instant),
                var other => throw new InvalidCalibrationDataException(row, $"the day is a {other.GetType().Name}; a date is needed."),
            };
            if (!days.TryGetValue(day, out var groups)) days[day] = groups = [];
            groups.Add(GroupReader.Read(reader, 1, row));
        }

        return Calibration.DailyScoreTable.FromTables(days.Select(d => KeyValuePair.Create(d.Key, Calibration.ScoreTable.FromGroups(d.Value))));
    }

    /// <summary>Reads what <see cref="PairedScoreTable"/> returns, by category.</summary>
    /// <param name="reader">It is not disposed.</param>
    /// <exception cref="InvalidCalibrationDataException">A column is null or of another type; the error names the row.</exception>
    public static IReadOnlyDictionary<string, PairedScoreTable> ReadPairs(IDataReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var categories = new SortedDictionary<string, List<PairedScoreGroup>>(StringComparer.Ordinal);
        for (var row = 0L; reader.Read(); row++)
        {
            var category = Guard.Category(reader.GetValue(0) as string ?? "", row);
            var (market, count, positives) = GroupReader.Read(reader, 2, row);
            if (!categories.TryGetValue(category, out var groups)) categories[category] = groups = [];
            groups.Add(new PairedScoreGroup(GroupReader.Double(reader, 1, row), market, count, positives));
        }

        return categories.ToDictionary(c => c.Key, c => Calibration.PairedScoreTable.FromGroups(c.Value), StringComparer.Ordinal);
    }

    /// <summary>The lines of a part of a query, moved to the right. A name, literal or source with a line break in it must not be moved with them: where there is one, nothing is.</summary>
    internal static string Indent(string sql, int levels, bool keep)
    {
        if (keep) return sql;
        var margin = new string(' ', 4 * levels);
        return margin + sql.ReplaceLineEndings("\n").Replace("\n", "\n" + margin, StringComparison.Ordinal);
    }

    /// <summary>Whether a text holds what could be taken for the end of a line.</summary>
    internal static bool HasLineBreak(string? text) => text is not null && text.AsSpan().ContainsAny(LineBreaks);

    private string Indent(string sql, int levels) => Indent(sql, levels, _keepsLines);

    private static string Named(string? column, string alias) => column is null ? throw new InvalidOperationException($"No {alias} column is named in the columns; this query needs one.") : alias;

    /// <summary>Score and resolution as doubles, and what else is named.</summary>
    private string Raw()
    {
        var label = Dialect.Quote(Columns.Label!);
        var resolution = Columns.LabelType == SqlLabel.Boolean ? $"CASE WHEN {label} THEN 1 WHEN NOT {label} THEN 0 END" : label;
        var columns = new List<string> { $"{Dialect.Double(Dialect.Quote(Columns.Score))} AS score", $"{Dialect.Double(resolution)} AS resolution" };
        if (Columns.Category is { } category) columns.Add($"{Dialect.Text(Dialect.Quote(category))} AS category");
        if (Columns.Market is { } market) columns.Add($"{Dialect.Double(Dialect.Quote(market))} AS market");
        if (Columns.Time is { } time) columns.Add($"{Dialect.Day(Dialect.Quote(time))} AS day");
        return $"SELECT {string.Join(", ", columns)}\nFROM {_from} AS forecasts";
    }

    /// <summary>The usable rows, each with its place on the grid and its outcome as 0 or 1. Comparisons with bounds leave NaN out, whatever a database thinks of its size.</summary>
    private string Usable(int? stepsPerOne, IReadOnlyList<string> keys, bool paired)
    {
        if (stepsPerOne is { } steps)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1, nameof(stepsPerOne));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, MostSteps, nameof(stepsPerOne));
        }

        var columns = new StringBuilder();
        foreach (var key in keys) columns.Append(key).Append(", ");
        if (paired) columns.Append("market, ");

        // A zero of either sign is one score.
        columns.Append(stepsPerOne is { } k
            ? $"{Dialect.Integer(string.Create(CultureInfo.InvariantCulture, $"floor(score * {k} + 0.5)"))} AS step"
            : "CASE WHEN score = 0 THEN 0 ELSE score END AS step");
        var filter = new StringBuilder("score >= 0 AND score <= 1 AND resolution >= -1e300 AND resolution <= 1e300");
        if (Columns.Category is not null) filter.Append(" AND category <> ''");
        if (keys.Contains("day")) filter.Append(" AND day IS NOT NULL");
        if (paired) filter.Append(" AND market >= 0 AND market <= 1");
        return $"SELECT {columns}, CASE WHEN resolution >= 0.5 THEN 1 ELSE 0 END AS outcome\nFROM (\n{Indent(Raw(), 1)}\n) AS raw_rows\nWHERE {filter}";
    }

    private string Grouped(IReadOnlyList<string> keys, int? stepsPerOne, bool paired = false)
    {
        var lead = string.Concat(keys.Select(k => k + ", "));
        var by = lead + "step" + (paired ? ", market" : "");
        var score = stepsPerOne is { } k ? $"{Dialect.Double("step")} / {SqlDialect.Number(k)}" : Dialect.Double("step");
        return $"""
            SELECT {lead}{score} AS score,{(paired ? " market," : "")} count(*) AS row_count, sum(outcome) AS positive_count
            FROM (
            {Indent(Usable(stepsPerOne, keys, paired), 1)}
            ) AS usable
            GROUP BY {by}
            """;
    }

    /// <summary>Rows, positives and the sums of scores, squares and products with the outcome, by bin: integers on a grid, doubles without.</summary>
    private string Binned(BinningRule rule, int? stepsPerOne)
    {
        if (rule.Edges is not (BinEdges.FloorCapped or BinEdges.FloorUncapped)) throw new ArgumentException($"A database cannot share the bins \"{rule}\"; use EceBinning.Floor(15).", nameof(rule));
        var count = rule.Count.ToString(CultureInfo.InvariantCulture);
        var score = stepsPerOne is { } k ? $"{Dialect.Double("step")} / {SqlDialect.Number(k)}" : "step";
        var bin = $"floor({score} * {count})";
        if (rule.Edges == BinEdges.FloorCapped) bin = $"least({bin}, {(rule.Count - 1).ToString(CultureInfo.InvariantCulture)})";
        bin = Dialect.Integer(bin);
        if (stepsPerOne is null)
        {
            // The square of what is smaller than that would be an error in PostgreSQL, and nothing elsewhere.
            return $"""
                SELECT {bin} AS score_bin, count(*) AS bin_rows, sum(outcome) AS bin_positives,
                       {Dialect.SumOfDoubles("step")} AS bin_sum, {Dialect.SumOfDoubles("step * step")} AS bin_squares, {Dialect.SumOfDoubles("step * outcome")} AS bin_products
                FROM (
                    SELECT outcome, CASE WHEN step < 1e-150 THEN 0 ELSE step END AS step
                    FROM (
                {Indent(Usable(null, [], false), 2)}
                    ) AS every
                ) AS usable
                GROUP BY {bin}
                """;
        }

        return $"""
            SELECT score_bin, sum(group_rows) AS bin_rows, sum(group_positives) AS bin_positives,
                   sum(step * group_rows) AS bin_sum, sum(step * step * group_rows) AS bin_squares, sum(step * group_positives) AS bin_products
            FROM (
                SELECT step, {bin} AS score_bin, count(*) AS group_rows, sum(outcome) AS group_positives
                FROM (
            {Indent(Usable(stepsPerOne, [], false), 2)}
                ) AS usable
                GROUP BY step
            ) AS grouped
            GROUP BY score_bin
            """;
    }
}
