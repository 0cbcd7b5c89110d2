using System.Text.Json;
using DuckDB.NET.Data;
using HypeKr.TestSupport;

namespace HypeKr.SampleBot.Tests;

/// <summary>The bot as a user runs it, in one process: what it prints, returns and leaves behind.</summary>
public sealed class RunTests : IDisposable
{
    private static readonly string[] Columns = ["raw_prob", "calibrated_prob", "blended_prob"];

    private readonly string _folder = Directory.CreateTempSubdirectory("hypekr-sample-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_main_job_forecasts_trades_closes_and_keeps_every_forecast()
    {
        var database = Path.Combine(_folder, "main.duckdb");

        var (code, printed) = await RunAsync("--database", database);

        Assert.True(code == 0, printed);
        Assert.Contains("SIMULATED", printed);
        Assert.Contains("BTC: Closed.", printed);
        Assert.Matches(@"#\d+: Closed\.", printed);
        Assert.Contains(database, printed);
        Assert.Equal(BundledMarket.Questions.Count, Scalar(database, "SELECT count(*) FROM forecasts"));
        foreach (var column in Columns) Assert.Equal(BundledMarket.Questions.Count, Scalar(database, $"SELECT count({column}) FROM forecasts"));
        Assert.True(Scalar(database, "SELECT count(*) FROM forecasts WHERE order_status = 'Filled' AND coin LIKE '#%'") > 0);
        Assert.True(Scalar(database, "SELECT count(*) FROM forecasts WHERE order_status = 'Filled' AND coin NOT LIKE '#%'") > 0);
        Assert.Equal(0, Scalar(database, "SELECT count(*) FROM forecasts WHERE decision = 'skip' AND order_status IS NOT NULL"));
        Assert.Equal(0, Scalar(database, "SELECT count(*) FROM forecasts WHERE blended_prob = raw_prob OR calibrated_prob = raw_prob"));
    }

    [Fact]
    public async Task A_second_run_adds_to_the_database()
    {
        var database = Path.Combine(_folder, "twice.duckdb");
        await RunAsync("--database", database);
        await RunAsync("--database", database);
        Assert.Equal(2 * BundledMarket.Questions.Count, Scalar(database, "SELECT count(*) FROM forecasts"));
        Assert.Equal(2, Scalar(database, "SELECT count(DISTINCT run_id) FROM forecasts"));
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("--database", "/no/such/folder/x.duckdb")]
    [InlineData("--venue", "/no/such/folder")]
    [InlineData("backtest")]
    [InlineData("backtest", "--panel", "/no/such/file.json")]
    public async Task What_it_cannot_do_ends_with_an_exit_code(params string[] args)
    {
        string[] database = args.Contains("--database") || args[0] == "backtest" ? [] : ["--database", Path.Combine(_folder, "x.duckdb")];
        var (code, _) = await RunAsync([.. args, .. database]);
        Assert.NotEqual(0, code);
    }

    [SharedFact("delphi/panels.json")]
    public async Task The_backtest_reports_the_recorded_panel_as_it_was()
    {
        var panels = Path.Combine(Repository.SharedVectors, "delphi", "panels.json");
        var (database, json, svg, html) = (Path.Combine(_folder, "b.duckdb"), Path.Combine(_folder, "b.json"), Path.Combine(_folder, "b.svg"), Path.Combine(_folder, "b.html"));

        var (code, printed) = await RunAsync("backtest", "--panel", panels, "--splits", "3", "--json", json, "--svg", svg, "--html", html, "--database", database);

        Assert.True(code == 0, printed);
        Assert.Contains("no coverage guarantee applies to the second half", printed);
        Assert.Equal(121, Scalar(database, "SELECT count(*) FROM forecasts WHERE outcome IS NOT NULL"));
        Assert.StartsWith("<svg", await File.ReadAllTextAsync(svg));
        var page = await File.ReadAllTextAsync(html);
        Assert.Contains("<h2>Coverage of conformal sets</h2>", page);
        Assert.DoesNotContain("<script", page);
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(json));
        var variants = report.RootElement.GetProperty("variants").EnumerateArray().ToDictionary(v => v.GetProperty("name").GetString()!, v => v.GetProperty("brier").GetProperty("estimate").GetDouble());
        Assert.Equal(9, variants.Count);

        // Straight from the file, without panel, parser or table.
        var (median, market) = BriersOfSecondHalf(panels);
        Assert.Equal(median, variants["raw median"], 1e-12);
        Assert.Equal(market, variants["market"], 1e-12);
        var trading = report.RootElement.GetProperty("trading");
        Assert.Equal(121, trading.GetProperty("trades").GetInt32() + trading.GetProperty("skips").EnumerateObject().Sum(s => s.Value.GetInt32()));
    }

    private static (double Median, double Market) BriersOfSecondHalf(string panels)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(panels));
        var set = document.RootElement.GetProperty("datasets").EnumerateArray().Single(d => d.GetProperty("id").GetString() == "paleka-2025-scraped");
        var rows = set.GetProperty("questions").EnumerateArray().Skip(121).ToList();
        double Brier(Func<JsonElement, double> forecast) => rows.Average(r => Math.Pow(forecast(r) - r.GetProperty("o").GetDouble(), 2));
        return (
            Brier(r => r.GetProperty("p").EnumerateArray().Select(p => p.GetDouble()).Order().ElementAt(7)),
            Brier(r => r.GetProperty("crowd").GetDouble()));
    }

    private static async Task<(int Code, string Printed)> RunAsync(params string[] args)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var written = new StringWriter();
        Console.SetOut(written);
        Console.SetError(written);
        try
        {
            return (await SampleBotApp.RunAsync(args, default), written.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    private static long Scalar(string database, string sql)
    {
        using var connection = new DuckDBConnection($"DataSource={database}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
