namespace HypeKr.Calibration;

/// <summary>Where forecasts are read from.</summary>
public sealed class SqlSource
{
    private readonly Func<SqlDialect, string> _render;

    private SqlSource(Func<SqlDialect, string> render) => _render = render;

    /// <summary>A table or view. Every part of its name is quoted, so a name from a user or a file is safe.</summary>
    /// <param name="path">The table's name, with its schema and database in front where they are needed.</param>
    /// <exception cref="ArgumentException">There is no name, or a part is empty.</exception>
    public static SqlSource Table(params IReadOnlyList<string> path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Count == 0) throw new ArgumentException("A table has a name.", nameof(path));
        foreach (var part in path) ArgumentException.ThrowIfNullOrEmpty(part, nameof(path));
        string[] parts = [.. path];
        return new SqlSource(dialect => string.Join('.', parts.Select(dialect.Quote)));
    }

    /// <summary>A file that DuckDB reads by its ending: CSV, Parquet, JSON, with patterns such as <c>runs/*.parquet</c>. Its name is a quoted literal.</summary>
    /// <param name="path">The file, or a pattern.</param>
    public static SqlSource File(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new SqlSource(dialect => dialect == SqlDialect.DuckDb
            ? dialect.Literal(path)
            : throw new ArgumentException($"{dialect.Name} does not read files by their name; load '{path}' into a table, or use DuckDB.", nameof(dialect)));
    }

    /// <summary>SQL of the caller's own, taken as it stands: a table function or a query in parentheses. Never build it from what somebody else typed.</summary>
    /// <param name="sql">What stands behind FROM, without an alias.</param>
    public static SqlSource Trusted(string sql)
    {
        ArgumentException.ThrowIfNullOrEmpty(sql);
        return new SqlSource(_ => sql);
    }

    internal string Render(SqlDialect dialect) => _render(dialect);
}
