namespace HypeKr.Calibration;

/// <summary>A fitted model as tables of a database, and the query that applies it there.</summary>
/// <remarks>
/// The query does the operations of this library in the same order on the same doubles, so isotonic and Venn-Abers numbers are equal
/// bit for bit, row for row. Statements are to be run one by one, in order.
/// </remarks>
public sealed class SqlExport
{
    private readonly Func<SqlSource, ForecastColumns, IReadOnlyList<string>, string> _apply;

    internal SqlExport(SqlDialect dialect, IReadOnlyList<SqlTableText> tables, IReadOnlyList<string> outputs, Func<SqlSource, ForecastColumns, IReadOnlyList<string>, string> apply)
    {
        Dialect = dialect;
        Outputs = outputs;
        CreateStatements = [.. tables.SelectMany(t => t.Create(dialect))];
        DropStatements = [.. tables.Select(t => t.Drop(dialect))];
        _apply = apply;
    }

    /// <summary>The database.</summary>
    public SqlDialect Dialect { get; }

    /// <summary>Makes the tables and fills them.</summary>
    public IReadOnlyList<string> CreateStatements { get; }

    /// <summary>Drops the tables where they exist.</summary>
    public IReadOnlyList<string> DropStatements { get; }

    /// <summary>The columns that <see cref="ApplyQuery"/> adds, in order.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>The query that applies the model to every row of a source. A row without a usable score gets nulls.</summary>
    /// <param name="source">Where the forecasts are.</param>
    /// <param name="columns">Which column is what; no label is needed.</param>
    /// <param name="keep">The source's columns that come along, in front of <see cref="Outputs"/>.</param>
    /// <exception cref="ArgumentException">A kept column has the name of an output, a column that the model needs is not named, or the source is a file and the database reads none.</exception>
    public string ApplyQuery(SqlSource source, ForecastColumns columns, params IReadOnlyList<string> keep)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(keep);
        foreach (var column in keep)
        {
            if (Outputs.Contains(column, StringComparer.OrdinalIgnoreCase)) throw new ArgumentException($"The column \"{column}\" cannot come along: the query has an output of that name.", nameof(keep));
        }

        return _apply(source, columns, keep);
    }
}
