namespace HypeKr.Calibration.Tool.Tests;

public sealed class ScoreReportDiffTests
{
    [Fact]
    public async Task Scores_are_the_librarys()
    {
        using var run = new ToolRun();
        var rows = Forecasts.Make();
        Forecasts.WriteCsv(run.File("rows.csv"), rows);
        var json = await run.JsonAsync("score", run.File("rows.csv"), "--category", "category", "--market", "market_price", "--bins", "10");
        var scores = json["scores"]!.AsArray();
        Assert.Equal(["all", "l'été, \"x\"", "politics", "sports", "rows with a price", "market on these"], scores.Select(s => (string?)s!["name"]));
        var table = ScoreTable.FromRows(rows.Where(r => r.Outcome is not null).Select(r => (r.Raw!.Value, BinaryOutcome.FromResolution(r.Outcome!.Value))));
        var murphy = MurphyDecomposition.Of(table, EceBinning.Floor(10));
        Assert.Equal(ProbabilityScores.Brier(table), (double)scores[0]!["brier"]!);
        Assert.Equal(murphy.Reliability, (double)scores[0]!["reliability"]!);
        Assert.Equal(murphy.Resolution, (double)scores[0]!["resolution"]!);
        Assert.Equal(ReliabilityBins.Of(table, EceBinning.Floor(10)).ExpectedError, (double)scores[0]!["ece"]!);
        Assert.Equal(rows.Count(r => r is { Outcome: not null, Market: not null }), (int)scores[5]!["n"]!);

        var (code, text, _) = await run.RunAsync("score", run.File("rows.csv"));
        Assert.Equal(CalibrationTool.Done, code);
        Assert.Contains("15 bins, FloorCapped", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Boolean_labels_queries_and_grids_are_read()
    {
        using var run = new ToolRun();
        var json = await run.JsonAsync("score", "--query", "SELECT range / 1000.0 AS raw_prob, range % 2 = 0 AS outcome FROM range(1000)", "--grid", "100", "--threads", "1");
        Assert.Equal(500, (int)json["scores"]![0]!["positives"]!);
        Assert.Equal(1000, (int)json["scores"]![0]!["n"]!);
    }

    [Fact]
    public async Task Report_is_one_page_with_what_was_asked_for()
    {
        using var run = new ToolRun();
        Forecasts.WriteCsv(run.File("fit.csv"), Forecasts.Make());
        Forecasts.WriteCsv(run.File("rows.csv"), Forecasts.Make(seed: 8));
        await run.JsonAsync("fit", run.File("fit.csv"), "--category", "category", "--market", "market_price", "--out", run.File("bundle.json"));
        var json = await run.JsonAsync("report", run.File("rows.csv"), "--category", "category", "--market", "market_price", "--time", "asked_at", "--bundle", run.File("bundle.json"), "--title", "Tuesday <1>", "--out", run.File("report.html"));
        Assert.Equal(2940, (int)json["rows"]!);
        var html = await File.ReadAllTextAsync(run.File("report.html"));
        Assert.Contains("<h1>Tuesday &lt;1&gt;</h1>", html, StringComparison.Ordinal);
        foreach (var heading in (string[])["Scores", "Reliability without bins", "Over time", "Coverage of conformal sets", "Bets against calibration"]) Assert.Contains($"<h2>{heading}</h2>", html, StringComparison.Ordinal);
        Assert.Contains("calibrated by the bundle", html, StringComparison.Ordinal);
        Assert.Contains("politics YES", html, StringComparison.Ordinal);

        // The overconfident forecaster is found out, and the bundle is not.
        Assert.Matches("raw_prob is off</text>\\s*<text[^>]*>alarm after", html);
        Assert.Matches("the bundle is off</text>\\s*<text[^>]*>no alarm", html);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Rows_of_one_day_are_bet_on_in_no_order_of_their_own()
    {
        // Nothing drifts. Within the day the forecasts are sorted, up or down, or by their outcome.
        foreach (var order in (string[])["raw_prob", "raw_prob DESC", "outcome"])
        {
            using var run = new ToolRun();
            var query = $"SELECT * FROM (SELECT (1 + range * 7 % 19) / 20.0 AS raw_prob, hash(range) % 1000 < (1 + range * 7 % 19) * 50 AS outcome, DATE '2026-01-01' AS asked FROM range(2000)) ORDER BY {order}";
            await run.JsonAsync("report", "--query", query, "--time", "asked", "--out", run.File("report.html"));
            Assert.Matches("rows are no longer alike</text>\\s*<text[^>]*>no alarm", await File.ReadAllTextAsync(run.File("report.html")));
        }
    }

    [Fact]
    public async Task Diff_tells_same_from_different_by_its_exit_code_and_by_category()
    {
        using var run = new ToolRun();
        Forecasts.WriteCsv(run.File("monday.csv"), Forecasts.Make());
        Forecasts.WriteCsv(run.File("tuesday.csv"), Forecasts.Make(seed: 9).Where(r => r.Category != "sports"));
        await run.JsonAsync("fit", run.File("monday.csv"), "--category", "category", "--out", run.File("monday.json"));
        await run.JsonAsync("fit", run.File("monday.csv"), "--category", "category", "--out", run.File("again.json"), "--parent", run.File("monday.json"));
        await run.JsonAsync("fit", run.File("tuesday.csv"), "--category", "category", "--out", run.File("tuesday.json"), "--parent", run.File("monday.json"));

        // Provenance is not the model.
        Assert.True((bool)(await run.JsonAsync("diff", run.File("monday.json"), run.File("again.json")))["same"]!);
        var (code, output, _) = await run.RunAsync("diff", run.File("monday.json"), run.File("tuesday.json"), "--json");
        Assert.Equal(CalibrationTool.Different, code);
        var json = System.Text.Json.Nodes.JsonNode.Parse(output)!;
        Assert.True((bool)json["isParent"]!);
        var sports = json["categories"]!.AsArray().Single(c => (string?)c!["category"] == "sports")!;
        Assert.Equal(980, (int)sports["rowsBefore"]!);
        Assert.Null(sports["rowsAfter"]);
        Assert.Equal(CalibrationTool.Different, (await run.RunAsync("diff", run.File("monday.json"), run.File("tuesday.json"))).Code);
    }

    [Fact]
    public async Task A_bundle_of_another_version_is_used_and_said()
    {
        using var run = new ToolRun();
        Forecasts.WriteCsv(run.File("rows.csv"), Forecasts.Make(300));
        await run.JsonAsync("fit", run.File("rows.csv"), "--out", run.File("bundle.json"));
        var bundle = CalibratorBundle.Load(run.File("bundle.json"));
        var json = bundle.ToJson().Replace($"\"package\":\"{bundle.Provenance.PackageVersion}\"", "\"package\":\"0.0.1\"", StringComparison.Ordinal);
        var content = json[(json.IndexOf("\"content\":", StringComparison.Ordinal) + 10)..json.IndexOf(",\"models\":{", StringComparison.Ordinal)];
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(content)));
        await File.WriteAllTextAsync(run.File("old.json"), json.Replace(bundle.Hash, hash, StringComparison.Ordinal));
        var (code, output, error) = await run.RunAsync("diff", run.File("old.json"), run.File("bundle.json"), "--json");
        Assert.Equal(CalibrationTool.Done, code);
        Assert.Contains("PackageVersion: the bundle has 0.0.1", error, StringComparison.Ordinal);
        Assert.DoesNotContain("0.0.1", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_used_is_said_and_ends_with_2()
    {
        using var run = new ToolRun();
        Forecasts.WriteCsv(run.File("rows.csv"), Forecasts.Make(50));
        await File.WriteAllTextAsync(run.File("broken.json"), "{}");
        foreach (var (args, says) in new (string[], string)[]
        {
            (["score", run.File("none.csv")], "There is no file"),
            (["score", run.File("rows.csv"), "--score", "p"], "it has \"id\", \"raw_prob\""),
            (["score"], "SOURCE"),
            (["score", run.File("rows.csv"), "--nonsense"], "nonsense"),
            (["score", run.File("rows.csv"), "--bins", "0"], "--bins 0"),
            (["score", run.File("a.duckdb"), "--query", "FROM t"], "not both"),
            (["score", "--query", "SELECT 1 AS raw_prob FROM nowhere"], "nowhere"),
            (["apply", run.File("broken.json"), run.File("rows.csv")], "broken.json"),
            (["apply", run.File("broken.json"), run.File("rows.csv"), "--out", "x.xml"], ".parquet"),
            (["diff", run.File("broken.json"), run.File("none.json")], "broken.json"),
            (["verify", run.File("broken.json")], "runs"),
            (["fit", run.File("rows.csv"), "--alpha", "1.5"], "--alpha 1.5"),
            (["nonsense"], "nonsense"),
        })
        {
            var (code, _, error) = await run.RunAsync(args);
            Assert.True(code == CalibrationTool.BadInput, $"{string.Join(' ', args)}: {code} {error}");
            Assert.Contains(says, error, StringComparison.Ordinal);
        }

        Assert.Equal(CalibrationTool.Done, (await run.RunAsync("fit", "--help")).Code);
    }
}
