using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using Npgsql;

namespace HypeKr.Calibration.Tests;

/// <summary>A real database that tests run the queries on.</summary>
internal abstract class SqlEngine : IDisposable
{
    public abstract SqlDialect Dialect { get; }

    /// <summary>A column type of numbers that may be null.</summary>
    protected abstract string Number { get; }

    protected abstract string NotANumber { get; }

    protected virtual string TableSuffix => "";

    public abstract void Execute(string sql);

    public abstract DataTable Query(string sql);

    public abstract void Dispose();

    /// <summary>A reader over all rows of a query.</summary>
    public IDataReader Read(string sql) => Query(sql).CreateDataReader();

    /// <summary>Fills a table that is dropped first.</summary>
    public void Load(string table, IReadOnlyList<SqlRow> rows)
    {
        var name = Dialect.Quote(table);
        Execute($"DROP TABLE IF EXISTS {name}");
        Execute($"CREATE TABLE {name} (id {(Dialect == SqlDialect.ClickHouse ? "Int64" : "bigint")}, {Dialect.Quote("the score")} {Number}, {Dialect.Quote("label\"")} {Number}, category {Text}, market {Number}, asked {Date}){TableSuffix}");
        for (var first = 0; first < rows.Count; first += 5000)
        {
            var sql = new StringBuilder($"INSERT INTO {name} VALUES ");
            sql.AppendJoin(", ", rows.Skip(first).Take(5000).Select((r, i) => string.Create(CultureInfo.InvariantCulture, $"({first + i}, {Literal(r.Score)}, {Literal(r.Label)}, {(r.Category is null ? "NULL" : Dialect.Literal(r.Category))}, {Literal(r.Market)}, '{r.Asked:yyyy-MM-dd}')")));
            Execute(sql.ToString());
        }
    }

    public static ForecastColumns Columns { get; } = new() { Score = "the score", Label = "label\"", Category = "category", Market = "market", Time = "asked" };

    private string Text => Dialect == SqlDialect.ClickHouse ? "Nullable(String)" : Dialect == SqlDialect.DuckDb ? "VARCHAR" : "text";

    private static string Date => "Date";

    private string Literal(double? value) => value is not { } number ? "NULL" : double.IsNaN(number) ? NotANumber : Finite(number);

    protected virtual string Finite(double number) => SqlDialect.Number(number);
}

/// <param name="Score">Null, NaN and out of range among them.</param>
internal sealed record SqlRow(double? Score, double? Label, string? Category = "all", double? Market = null, DateOnly Asked = default)
{
    public bool IsUsable => Score is >= 0 and <= 1 && Label is { } label && double.IsFinite(label) && !string.IsNullOrEmpty(Category);
}

/// <summary>DuckDB in this process.</summary>
internal sealed class DuckDbEngine : SqlEngine
{
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");

    public DuckDbEngine() => _connection.Open();

    public DbConnection Connection => _connection;

    public override SqlDialect Dialect => SqlDialect.DuckDb;

    protected override string Number => "DOUBLE";

    protected override string NotANumber => "'NaN'::DOUBLE";

    public override void Execute(string sql) => Ado.Execute(_connection, sql);

    public override DataTable Query(string sql) => Ado.Query(_connection, sql);

    public override void Dispose() => _connection.Dispose();
}

/// <summary>The PostgreSQL that HYPEKR_POSTGRES names, in a schema of its own.</summary>
internal sealed class PostgresEngine : SqlEngine
{
    public const string Variable = "HYPEKR_POSTGRES";

    private readonly NpgsqlConnection _connection = new(Environment.GetEnvironmentVariable(Variable));
    private readonly string _schema = $"hypekr_{Guid.NewGuid():N}";

    public PostgresEngine()
    {
        _connection.Open();
        Execute($"CREATE SCHEMA {_schema}");
        Execute($"SET search_path TO {_schema}");
    }

    public override SqlDialect Dialect => SqlDialect.PostgreSql;

    protected override string Number => "double precision";

    protected override string NotANumber => "'NaN'";

    public override void Execute(string sql) => Ado.Execute(_connection, sql);

    public override DataTable Query(string sql) => Ado.Query(_connection, sql);

    public override void Dispose()
    {
        Execute($"DROP SCHEMA {_schema} CASCADE");
        _connection.Dispose();
    }
}

/// <summary>The ClickHouse whose HTTP address HYPEKR_CLICKHOUSE names, in a database of its own.</summary>
internal sealed class ClickHouseEngine : SqlEngine
{
    public const string Variable = "HYPEKR_CLICKHOUSE";

    private readonly HttpClient _http = new() { BaseAddress = new Uri(Environment.GetEnvironmentVariable(Variable)!) };
    private readonly string _database = $"hypekr_{Guid.NewGuid():N}";

    public ClickHouseEngine() => Post("/", $"CREATE DATABASE {_database}");

    public override SqlDialect Dialect => SqlDialect.ClickHouse;

    protected override string Number => "Nullable(Float64)";

    protected override string NotANumber => "nan";

    protected override string TableSuffix => " ENGINE = Memory";

    // By its bits where they are unusual: engines as old as 18.16 lose the smallest numbers when they read text.
    protected override string Finite(double number) => number is 0 or >= 1e-6 ? base.Finite(number) : $"reinterpretAsFloat64(unhex('{Convert.ToHexString(BitConverter.GetBytes(number))}'))";

    public override void Execute(string sql) => Post($"/?database={_database}", sql);

    public override DataTable Query(string sql)
    {
        var lines = Post($"/?database={_database}", sql + "\nFORMAT TabSeparatedWithNamesAndTypes").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var (names, types) = (lines[0].Split('\t'), lines[1].Split('\t'));
        var table = new DataTable();
        for (var i = 0; i < names.Length; i++) table.Columns.Add(names[i], types[i].Contains("String", StringComparison.Ordinal) ? typeof(string) : types[i].Contains("Date", StringComparison.Ordinal) ? typeof(DateTime) : types[i].Contains("Float", StringComparison.Ordinal) ? typeof(double) : typeof(long));
        foreach (var line in lines.Skip(2))
        {
            table.Rows.Add([.. line.Split('\t').Select((cell, i) => cell == "\\N" ? DBNull.Value : Convert.ChangeType(cell == "nan" ? "NaN" : Regex.Replace(cell, @"\\(.)", "$1"), table.Columns[i].DataType, CultureInfo.InvariantCulture))]);
        }

        return table;
    }

    public override void Dispose()
    {
        Post("/", $"DROP DATABASE {_database}");
        _http.Dispose();
    }

    private string Post(string path, string sql)
    {
        using var answer = _http.PostAsync(path, new StringContent(sql)).GetAwaiter().GetResult();
        var text = answer.Content.ReadAsStringAsync().GetAwaiter().GetResult();
        return answer.IsSuccessStatusCode ? text : throw new InvalidOperationException($"{text}\n{sql[..Math.Min(sql.Length, 3000)]}");
    }
}

internal static class Ado
{
    public static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>All rows, with the types that the driver gives.</summary>
    public static DataTable Query(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var table = new DataTable();
        for (var i = 0; i < reader.FieldCount; i++) table.Columns.Add($"{i}", typeof(object));
        while (reader.Read())
        {
            var values = new object[reader.FieldCount];
            for (var i = 0; i < values.Length; i++) values[i] = reader.GetValue(i);
            table.Rows.Add(values);
        }

        return table;
    }
}
