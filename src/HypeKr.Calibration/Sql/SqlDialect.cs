using System.Text;

namespace HypeKr.Calibration;

/// <summary>The SQL of one database: how it quotes names and writes numbers, types and joins.</summary>
/// <remarks>
/// A distributed engine of the same dialect runs the same text: MotherDuck that of <see cref="DuckDb"/>, Citus that of
/// <see cref="PostgreSql"/>, a cluster that of <see cref="ClickHouse"/>.
/// </remarks>
public sealed class SqlDialect
{
    private readonly char _quote;
    private readonly bool _backslashes;
    private readonly string _nullableDouble;
    private readonly string _integer;
    private readonly string _text;

    private SqlDialect(string name, char quote, bool backslashes, string doubleType, string nullableDouble, string integerType, string textType, string text)
    {
        Name = name;
        _quote = quote;
        _backslashes = backslashes;
        DoubleType = doubleType;
        _nullableDouble = nullableDouble;
        _integer = integerType;
        TextType = textType;
        _text = text;
    }

    /// <summary>DuckDB 1.1 or later, embedded, and MotherDuck.</summary>
    public static SqlDialect DuckDb { get; } = new("DuckDB", '"', false, "DOUBLE", "CAST({0} AS DOUBLE)", "CAST({0} AS BIGINT)", "VARCHAR", "CAST({0} AS VARCHAR)");

    /// <summary>PostgreSQL 12 or later, and Citus.</summary>
    public static SqlDialect PostgreSql { get; } = new("PostgreSQL", '"', false, "double precision", "CAST({0} AS double precision)", "CAST({0} AS bigint)", "text", "CAST({0} AS text)");

    /// <summary>ClickHouse, on one machine or a cluster. The queries that group run on 18.16 already; those that apply a model need ASOF JOIN.</summary>
    public static SqlDialect ClickHouse { get; } = new("ClickHouse", '`', true, "Float64", "CAST({0} AS Nullable(Float64))", "toInt64({0})", "String", "toString({0})");

    /// <summary>The database's name.</summary>
    public string Name { get; }

    internal string DoubleType { get; }

    internal string TextType { get; }

    internal string IntegerType => this == ClickHouse ? "Int64" : "bigint";

    /// <summary>A name of a column or table as the database takes it, whatever characters are in it.</summary>
    /// <exception cref="ArgumentException">The name is empty or holds a NUL character.</exception>
    public string Quote(string identifier)
    {
        ArgumentException.ThrowIfNullOrEmpty(identifier);
        RefuseNul(identifier, nameof(identifier));
        return Enclose(identifier, _quote);
    }

    /// <summary>A text as a literal, whatever characters are in it.</summary>
    /// <exception cref="ArgumentException">The text holds a NUL character.</exception>
    public string Literal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        RefuseNul(text, nameof(text));
        return Enclose(text, '\'');
    }

    /// <summary>A number as a literal that reads back as the same double.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite.</exception>
    public static string Number(double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), value, "Only finite numbers have a literal.");
        var text = value.ToString("R", CultureInfo.InvariantCulture);

        // With an exponent it is a double everywhere; without, DuckDB would make it a decimal and round twice.
        if (!text.Contains('E', StringComparison.Ordinal)) text += "e0";
        return value < 0 ? $"({text})" : text;
    }

    /// <summary>The dialect's name.</summary>
    public override string ToString() => Name;

    internal string Double(string expression) => Format(_nullableDouble, expression);

    internal string Integer(string expression) => Format(_integer, expression);

    internal string Text(string expression) => Format(_text, expression);

    /// <summary>A sum of doubles, compensated where the database has that.</summary>
    internal string SumOfDoubles(string expression) => this == DuckDb ? $"fsum({expression})" : $"sum({expression})";

    /// <summary>The day of an instant.</summary>
    internal string Day(string expression) => this == ClickHouse ? $"toDate({expression})" : $"CAST({expression} AS date)";

    private static string Format(string pattern, string expression) => pattern.Replace("{0}", expression, StringComparison.Ordinal);

    private static void RefuseNul(string text, string name)
    {
        if (text.Contains('\0', StringComparison.Ordinal)) throw new ArgumentException("No database takes a NUL character in a name or text.", name);
    }

    private string Enclose(string text, char mark)
    {
        var quoted = new StringBuilder(text.Length + 2).Append(mark);
        foreach (var c in text)
        {
            if (_backslashes && (c == mark || c == '\\')) quoted.Append('\\');
            else if (c == mark) quoted.Append(mark);
            quoted.Append(c);
        }

        return quoted.Append(mark).ToString();
    }
}
