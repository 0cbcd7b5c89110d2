using System.Globalization;
using System.Text.Json.Nodes;
using DuckDB.NET.Data;

namespace HypeKr.Calibration.Tool.Tests;

/// <summary>A folder for one test, and runs of the tool in this process.</summary>
internal sealed class ToolRun : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("hypekr-calibrate-").FullName;

    public string File(string name) => Path.Combine(Folder, name);

    public async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(CultureInfo.InvariantCulture), new StringWriter(CultureInfo.InvariantCulture));
        var code = await CalibrationTool.RunAsync(args, new ToolConsole(output, error, isTerminal: false), CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>Runs, expects success, and reads what was printed as JSON.</summary>
    public async Task<JsonNode> JsonAsync(params string[] args)
    {
        var (code, output, error) = await RunAsync([.. args, "--json"]);
        Assert.True(code == CalibrationTool.Done, $"exit code {code}: {error}{output}");
        return JsonNode.Parse(output)!;
    }

    public static void Sql(string sql, string database = ":memory:")
    {
        using var connection = new DuckDBConnection($"DataSource={database}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static List<object?[]> Rows(string sql)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        return rows;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
