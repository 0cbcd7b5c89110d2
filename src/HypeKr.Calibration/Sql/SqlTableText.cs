using System.Text;

namespace HypeKr.Calibration;

/// <summary>A table to be made in a database: its columns, and its rows as literals.</summary>
internal sealed class SqlTableText(string name, params (string Name, SqlColumnKind Kind)[] columns)
{
    // Enough rows to make a statement worth its journey, few enough for any parser.
    private const int RowsPerStatement = 1000;

    private readonly List<string> _rows = [];

    public void Add(params IReadOnlyList<string> literals) => _rows.Add($"({string.Join(", ", literals)})");

    public IEnumerable<string> Create(SqlDialect dialect)
    {
        var types = columns.Select(c => $"{c.Name} {Type(dialect, c.Kind)}");
        var key = $"{string.Join(", ", columns.TakeWhile(c => c.Kind is SqlColumnKind.KeyText or SqlColumnKind.KeyNumber or SqlColumnKind.KeyInteger).Select(c => c.Name))}";
        yield return dialect == SqlDialect.ClickHouse
            ? $"CREATE TABLE {dialect.Quote(name)} ({string.Join(", ", types)}) ENGINE = MergeTree ORDER BY ({key})"
            : $"CREATE TABLE {dialect.Quote(name)} ({string.Join(", ", types)}, PRIMARY KEY ({key}))";
        for (var first = 0; first < _rows.Count; first += RowsPerStatement)
        {
            var sql = new StringBuilder($"INSERT INTO {dialect.Quote(name)} VALUES\n");
            sql.AppendJoin(",\n", _rows.Skip(first).Take(RowsPerStatement));
            yield return sql.ToString();
        }
    }

    public string Drop(SqlDialect dialect) => $"DROP TABLE IF EXISTS {dialect.Quote(name)}";

    private static string Type(SqlDialect dialect, SqlColumnKind kind) => kind switch
    {
        SqlColumnKind.KeyText or SqlColumnKind.Text => dialect.TextType,
        SqlColumnKind.KeyNumber or SqlColumnKind.Number => dialect.DoubleType,
        _ => dialect.IntegerType,
    };
}
