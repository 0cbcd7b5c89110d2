using System.Diagnostics;
using System.Globalization;

namespace HypeKr.Calibration.Tool.Tests;

public sealed class FitAndApplyTests
{
    private static readonly string[] Columns = ["--category", "category", "--market", "market_price"];

    [Theory]
    [InlineData("csv")]
    [InlineData("parquet")]
    [InlineData("duckdb")]
    public async Task Fitting_a_file_gives_the_bundle_that_its_rows_give(string kind)
    {
        using var run = new ToolRun();
        var rows = Forecasts.Make();
        Forecasts.WriteCsv(run.File("rows.csv"), rows);
        string[] source = [run.File($"rows.{kind}")];
        if (kind == "parquet") ToolRun.Sql($"COPY (FROM '{run.File("rows.csv")}') TO '{source[0]}'");
        if (kind == "duckdb") ToolRun.Sql($"CREATE SCHEMA archive; CREATE TABLE archive.\"resolved forecasts\" AS FROM '{run.File("rows.csv")}'", source[0]);
        if (kind == "duckdb") source = [.. source, "--table", "archive.resolved forecasts"];
        var json = await run.JsonAsync(["fit", .. source, .. Columns, "--time", "asked_at", "--out", run.File("bundle.json")]);

        var expected = CalibratorBundle.Fit(Forecasts.Resolved(rows));
        var bundle = CalibratorBundle.Load(run.File("bundle.json"));
        Assert.Equal(expected.ModelHash, bundle.ModelHash);
        Assert.Equal(bundle.Hash, (string?)json["hash"]);
        Assert.Equal(60, (int)json["unresolved"]!);
        Assert.Equal(3, json["categories"]!.AsArray().Count);

        // The first row with an outcome is the second one.
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.Zero), bundle.Provenance.DataFrom);
    }

    [Fact]
    public async Task Both_engines_write_the_rows_that_the_bundle_gives()
    {
        using var run = new ToolRun();
        var rows = Forecasts.Make();
        rows.AddRange([new(9001, null, null, "politics", 0.5, default), new(9002, 1.5, null, "never seen", 0.5, default), new(9003, 0.4, null, "never seen", 0.25, default)]);
        Forecasts.WriteCsv(run.File("rows.csv"), rows);
        await run.JsonAsync(["fit", run.File("rows.csv"), .. Columns, "--skip-faults", "--out", run.File("bundle.json")]);
        var bundle = CalibratorBundle.Load(run.File("bundle.json"));
        foreach (var (engine, ending) in new[] { ("sql", "parquet"), ("process", "parquet"), ("process", "csv") })
        {
            var output = run.File($"{engine}.{ending}");
            var json = await run.JsonAsync(["apply", run.File("bundle.json"), run.File("rows.csv"), .. Columns, "--out", output, "--engine", engine]);
            Assert.Equal(rows.Count, (int)json["rows"]!);
            var found = ToolRun.Rows($"SELECT id, category, isotonic_prob, lower_prob, upper_prob, calibrated_prob, blended_prob, set_no, set_yes FROM '{output}' ORDER BY id");
            var ordered = rows.OrderBy(r => r.Id).ToList();
            for (var i = 0; i < ordered.Count; i++)
            {
                var row = ordered[i];
                Assert.Equal(row.Category, found[i][1]);
                if (row.Raw is not (>= 0 and <= 1))
                {
                    Assert.All(found[i][2..], Assert.Null);
                    continue;
                }

                var expected = new CalibratedRow[1];
                bundle.Apply([row.Raw.Value], [bundle.IndexOf(row.Category)], [row.Market ?? double.NaN], expected);
                double?[] numbers = [.. found[i][2..].Select(v => v is null ? (double?)null : Convert.ToDouble(v, CultureInfo.InvariantCulture))];
                Assert.Equal(expected[0].Isotonic, numbers[0]);
                Assert.Equal(expected[0].Lower, numbers[1]);
                Assert.Equal(expected[0].Upper, numbers[2]);
                Assert.Equal(expected[0].Calibrated, numbers[3]!.Value, bundle.RungOf(row.Category).Method is CalibrationMethod.Beta or CalibrationMethod.Platt ? 1e-14 : 0);
                if (row.Market is null) Assert.Null(numbers[4]);
                else Assert.Equal(expected[0].Blended, numbers[4]!.Value, 1e-14);
                Assert.Equal((int)expected[0].Set, (int)(numbers[5]! + (2 * numbers[6]!)));
            }
        }

        Assert.Empty(Directory.GetFiles(run.Folder, "*.partial"));
    }

    [Theory]
    [InlineData("sql")]
    [InlineData("process")]
    public async Task Rows_stay_in_the_order_of_the_source(string engine)
    {
        using var run = new ToolRun();
        var rows = Forecasts.Make();
        Forecasts.WriteCsv(run.File("rows.csv"), rows);
        await run.JsonAsync("fit", run.File("rows.csv"), "--category", "category", "--out", run.File("bundle.json"));
        await run.JsonAsync("apply", run.File("bundle.json"), run.File("rows.csv"), "--category", "category", "--engine", engine, "--out", run.File("out.csv"));
        var lines = await File.ReadAllLinesAsync(run.File("out.csv"));
        Assert.StartsWith("id,raw_prob,outcome,category,market_price,asked_at,isotonic_prob", lines[0], StringComparison.Ordinal);
        Assert.Equal(rows.Select(r => r.Id.ToString(CultureInfo.InvariantCulture)), lines[1..].Select(l => l.Split(',')[0]));
    }

    [Theory]
    [InlineData("sql")]
    [InlineData("process")]
    public async Task Rows_of_a_query_that_gives_others_each_time_keep_their_own_numbers(string engine)
    {
        using var run = new ToolRun();
        Forecasts.WriteCsv(run.File("rows.csv"), Forecasts.Make());
        await run.JsonAsync("fit", run.File("rows.csv"), "--category", "category", "--out", run.File("bundle.json"));
        await run.JsonAsync("apply", run.File("bundle.json"), "--query", "SELECT random() AS raw_prob, 'politics' AS category FROM range(5000)", "--category", "category", "--engine", engine, "--out", run.File("out.parquet"));
        var bundle = CalibratorBundle.Load(run.File("bundle.json"));
        var isotonic = bundle.Categories["politics"].Isotonic!;
        Assert.All(ToolRun.Rows($"SELECT raw_prob, isotonic_prob FROM '{run.File("out.parquet")}'"), row => Assert.Equal(isotonic.Predict((double)row[0]!), (double)row[1]!));
    }

    [Fact]
    public async Task Times_are_those_of_the_source_wherever_the_machine_stands()
    {
        using var run = new ToolRun();
        var lines = Enumerable.Range(1, 40).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i / 50.0},{i % 2},2026-01-{1 + (i / 2):00}T02:00:00Z"));
        await File.WriteAllLinesAsync(run.File("rows.csv"), lines.Prepend("raw_prob,outcome,asked_at"));

        // The engine reads the zone of the process when it starts.
        var start = new ProcessStartInfo("dotnet", [typeof(CalibrationTool).Assembly.Location, "fit", run.File("rows.csv"), "--time", "asked_at", "--out", run.File("bundle.json")]) { RedirectStandardOutput = true };
        start.Environment["TZ"] = "America/New_York";
        using var process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        var provenance = CalibratorBundle.Load(run.File("bundle.json")).Provenance;
        Assert.Equal((new DateTimeOffset(2026, 1, 1, 2, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 1, 21, 2, 0, 0, TimeSpan.Zero)), (provenance.DataFrom, provenance.DataTo));
    }

    [Fact]
    public async Task Labels_that_are_text_are_counted_as_wrong_and_a_table_without_rows_says_so()
    {
        using var run = new ToolRun();
        await File.WriteAllTextAsync(run.File("rows.csv"), "raw_prob,outcome\n0.4,1\n0.5,void\n0.6,9.045e-08\n0.7,\n");
        var (code, _, error) = await run.RunAsync("score", run.File("rows.csv"));
        Assert.Equal(CalibrationTool.Faults, code);
        Assert.Contains("1 with a \"outcome\" that is no number", error, StringComparison.Ordinal);
        var json = await run.JsonAsync("score", run.File("rows.csv"), "--skip-faults");
        Assert.Equal((2, 1, 1), ((int)json["scores"]![0]!["n"]!, (int)json["scores"]![0]!["positives"]!, (int)json["unresolved"]!));

        await File.WriteAllTextAsync(run.File("none.csv"), "raw_prob,outcome\n");
        (code, _, error) = await run.RunAsync("score", run.File("none.csv"));
        Assert.Equal(CalibrationTool.BadInput, code);
        Assert.Contains("No row can be used: of 0 rows", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_rows_are_refused_with_their_counts_unless_they_may_be_left_out()
    {
        using var run = new ToolRun();
        var rows = Forecasts.Make(400);
        rows[1] = rows[1] with { Raw = null };
        rows[2] = rows[2] with { Raw = 1.25 };
        rows[3] = rows[3] with { Category = "" };
        Forecasts.WriteCsv(run.File("rows.csv"), rows);
        var (code, output, error) = await run.RunAsync("fit", run.File("rows.csv"), "--category", "category", "--out", run.File("bundle.json"));
        Assert.Equal(CalibrationTool.Faults, code);
        Assert.Contains("3 of 400 rows are wrong: 1 without \"raw_prob\", 1 where it is no probability", error, StringComparison.Ordinal);
        Assert.Empty(output);
        Assert.False(File.Exists(run.File("bundle.json")));
        var json = await run.JsonAsync("fit", run.File("rows.csv"), "--category", "category", "--skip-faults", "--out", run.File("bundle.json"));
        Assert.Equal(3, (int)json["skipped"]!);
        Assert.Equal(rows.Count(r => r.Outcome is not null) - 3, (int)json["rows"]!);
    }

    [Theory]
    [InlineData("calibrated_prob")]
    [InlineData("Blended_Prob")]
    public async Task Nothing_is_fitted_on_a_bundles_own_output(string column)
    {
        using var run = new ToolRun();
        Forecasts.WriteCsv(run.File("rows.csv"), Forecasts.Make(50), $"id,{column},outcome,category,market_price,asked_at");
        var (code, _, error) = await run.RunAsync("fit", run.File("rows.csv"), "--score", column, "--out", run.File("bundle.json"));
        Assert.Equal(CalibrationTool.BadInput, code);
        Assert.Contains("raw_prob", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_of_columns_tables_and_files_are_names_and_nothing_else()
    {
        using var run = new ToolRun();
        const string Evil = "p\"; DROP TABLE t; --";
        Directory.CreateDirectory(run.File("it's"));
        var rows = Forecasts.Make(600);
        Forecasts.WriteCsv(run.File("it's/rows.csv"), rows, "id,\"p\"\"; DROP TABLE t; --\",'y',c a t,market_price,asked_at");
        var json = await run.JsonAsync("fit", run.File("it's/rows.csv"), "--score", Evil, "--label", "'y'", "--category", "c a t", "--out", run.File("it's/bundle.json"));
        Assert.Equal(rows.Count(r => r.Outcome is not null), (int)json["rows"]!);
        await run.JsonAsync("apply", run.File("it's/bundle.json"), run.File("it's/rows.csv"), "--score", Evil, "--category", "c a t", "--out", run.File("it's/out.csv"));
        Assert.Contains(Evil, ToolRun.Rows($"DESCRIBE SELECT * FROM '{run.File("it''s/out.csv")}'").Select(r => (string?)r[0]));

        var (code, _, error) = await run.RunAsync("score", run.File("it's/rows.csv"), "--score", "x\" FROM other --");
        Assert.Equal(CalibrationTool.BadInput, code);
        Assert.Contains("no column", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_is_only_read()
    {
        using var run = new ToolRun();
        ToolRun.Sql("CREATE TABLE t AS SELECT range / 100.0 AS raw_prob, range % 2 AS outcome FROM range(100)", run.File("a.duckdb"));
        var before = await File.ReadAllBytesAsync(run.File("a.duckdb"));
        await run.JsonAsync("score", run.File("a.duckdb"), "--table", "t");
        await run.JsonAsync("fit", run.File("a.duckdb"), "--table", "t", "--out", run.File("b.json"));
        Assert.Equal(before, await File.ReadAllBytesAsync(run.File("a.duckdb")));
    }
}
