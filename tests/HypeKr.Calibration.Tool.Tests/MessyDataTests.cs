namespace HypeKr.Calibration.Tool.Tests;

/// <summary>Files as people have them: what is wrong is said with its value, and nothing is lost without a word.</summary>
public sealed class MessyDataTests
{
    [Fact]
    public async Task Prices_that_are_none_are_faults_and_not_lost_without_a_word()
    {
        using var run = new ToolRun();
        await File.WriteAllTextAsync(run.File("rows.csv"), "raw_prob,outcome,category,market_price\n0.5,1,a,0.4\n0.6,1,a,\n0.7,0,a,40\n0.2,0,a,n/a\n");
        foreach (var command in (string[])["fit", "score", "report"])
        {
            string[] args = [command, run.File("rows.csv"), "--market", "market_price", .. command == "score" ? [] : (string[])["--out", run.File("out")]];
            var (code, _, error) = await run.RunAsync(args);
            Assert.Equal(CalibrationTool.Faults, code);
            Assert.Contains("2 of 4 rows are wrong", error, StringComparison.Ordinal);
            Assert.Contains("2 with a \"market_price\" that is no probability", error, StringComparison.Ordinal);
            Assert.Contains("The first is row 3: \"raw_prob\" is '0.7', \"outcome\" is '0', \"market_price\" is '40'.", error, StringComparison.Ordinal);
            Assert.Equal(2, (int)(await run.JsonAsync([.. args, "--skip-faults"]))["invalidPrices"]!);
        }

        // The rows themselves are sound.
        Assert.Equal(4, (int)(await run.JsonAsync("fit", run.File("rows.csv"), "--market", "market_price", "--skip-faults", "--out", run.File("bundle.json")))["rows"]!);
    }

    [Fact]
    public async Task The_first_fault_is_named_with_its_value()
    {
        using var run = new ToolRun();
        await File.WriteAllTextAsync(run.File("rows.csv"), "raw_prob,outcome,category\n0.5,1,a\n0.6,,\nabc,1,b\n1.5,1,b\n");
        var (code, _, error) = await run.RunAsync("score", run.File("rows.csv"), "--category", "category");
        Assert.Equal(CalibrationTool.Faults, code);
        Assert.Contains("The first is row 3: \"raw_prob\" is 'abc', \"outcome\" is '1', \"category\" is 'b'.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_says_how_many_rows_got_no_numbers()
    {
        using var run = new ToolRun();
        await File.WriteAllTextAsync(run.File("rows.csv"), "raw_prob,outcome,market_price\n0.5,1,0.4\n0.6,0,40\n,1,0.4\nnan,1,\n7,1,\n");
        await run.JsonAsync("fit", run.File("rows.csv"), "--skip-faults", "--out", run.File("bundle.json"));
        foreach (var engine in (string[])["sql", "process"])
        {
            string[] args = ["apply", run.File("bundle.json"), run.File("rows.csv"), "--market", "market_price", "--engine", engine, "--out", run.File("out.csv")];
            var json = await run.JsonAsync(args);
            Assert.Equal((5, 3, 1), ((int)json["rows"]!, (int)json["withoutForecast"]!, (int)json["invalidPrices"]!));
            Assert.Contains("3 rows have no \"raw_prob\" in [0, 1]", (await run.RunAsync(args)).Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Times_that_no_calendar_has_are_no_times_and_faulty_rows_do_not_widen_the_window()
    {
        using var run = new ToolRun();
        foreach (var last in (string[])["infinity", "soon", "290000-01-01 00:00:00"])
        {
            await File.WriteAllTextAsync(run.File("rows.csv"), $"raw_prob,outcome,t\n0.5,1,2026-01-02 10:00:00\n0.4,0,{last}\n7,1,2030-01-01 00:00:00\n0.4,,2031-01-01 00:00:00\n");
            string[] args = [run.File("rows.csv"), "--time", "t", "--skip-faults", "--out"];
            Assert.Equal(1, (int)(await run.JsonAsync(["fit", .. args, run.File("bundle.json")]))["withoutTime"]!);
            Assert.Equal(new DateTimeOffset(2026, 1, 2, 10, 0, 0, TimeSpan.Zero), CalibratorBundle.Load(run.File("bundle.json")).Provenance.DataTo);
            Assert.Equal(1, (int)(await run.JsonAsync(["report", .. args, run.File("report.html")]))["withoutTime"]!);
            Assert.Contains("1 forecasts have no usable t", await File.ReadAllTextAsync(run.File("report.html")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Columns_with_the_names_that_the_tool_uses_are_columns_like_others()
    {
        using var run = new ToolRun();
        await File.WriteAllTextAsync(run.File("rows.csv"), "hypekr_row,raw_prob,outcome,Hypekr_Category\n7,0.5,1,x\n3,0.6,0,y\n");
        var json = await run.JsonAsync("fit", run.File("rows.csv"), "--out", run.File("bundle.json"));
        Assert.Equal("all", (string?)Assert.Single(json["categories"]!.AsArray())!["category"]);
        foreach (var engine in (string[])["sql", "process"])
        {
            await run.JsonAsync("apply", run.File("bundle.json"), run.File("rows.csv"), "--engine", engine, "--out", run.File($"{engine}.csv"));
        }

        Assert.StartsWith("hypekr_row,raw_prob,outcome,Hypekr_Category,isotonic_prob", await File.ReadAllTextAsync(run.File("sql.csv")), StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllTextAsync(run.File("process.csv")), await File.ReadAllTextAsync(run.File("sql.csv")));
    }

    [Fact]
    public async Task Names_with_line_breaks_quotes_and_escapes_are_names()
    {
        using var run = new ToolRun();
        await File.WriteAllTextAsync(run.File("rows.csv"), "\"p\"\"; DROP TABLE x; --\",\"out\ncome\",\"cate\r\ngory\"\n0.5,1,\"red\u001b[31m\nline\"\n0.25,0,b\n");
        string[] columns = ["--score", "p\"; DROP TABLE x; --", "--label", "out\ncome", "--category", "cate\r\ngory"];
        var (code, output, error) = await run.RunAsync(["fit", run.File("rows.csv"), .. columns, "--out", run.File("bundle.json")]);
        Assert.True(code == CalibrationTool.Done, error);

        // A terminal must not be told anything by a name.
        Assert.DoesNotContain('\u001b', output);
        Assert.Equal(["b", "red\u001b[31m\nline"], CalibratorBundle.Load(run.File("bundle.json")).CategoryNames);
        foreach (var engine in (string[])["sql", "process"]) Assert.Equal(0, (int)(await run.JsonAsync(["apply", run.File("bundle.json"), run.File("rows.csv"), .. columns, "--engine", engine, "--out", run.File("out.csv")]))["withoutForecast"]!);
        await run.JsonAsync(["report", run.File("rows.csv"), .. columns, "--title", "<script>", "--out", run.File("report.html")]);
        Assert.DoesNotContain("<script", await File.ReadAllTextAsync(run.File("report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_is_taken_as_it_stands_with_its_texts_and_comments()
    {
        using var run = new ToolRun();
        var json = await run.JsonAsync("score", "--query", "SELECT 0.5 AS raw_prob, 1 AS outcome, 'a\nb' AS category -- the end", "--category", "category");
        Assert.Equal([("all", "all"), ("category", "a\nb")], json["scores"]!.AsArray().Select(s => ((string)s!["kind"]!, (string)s["name"]!)));
    }

    [Theory]
    [InlineData("{\"runs\": [7]}", "Run 0 is 7")]
    [InlineData("{\"runs\": [{\"run\": \"r\", \"figures\": [], \"rows\": []}]}", "\"figures\" is an object")]
    [InlineData("{\"runs\": [{\"run\": \"r\", \"figures\": {}, \"rows\": {}}]}", "\"rows\" a list")]
    [InlineData("{\"runs\": [{\"run\": \"r\", \"figures\": {\"brier\": 0.1}, \"rows\": [7]}]}", "row 0: \"raw_prob\" is no number")]
    [InlineData("{\"runs\": [{\"run\": \"r\", \"figures\": {\"brier\": 0.1}, \"rows\": [{\"raw_prob\": 1.5, \"outcome\": 1}]}]}", "row 0: \"raw_prob\" is 1.5")]
    [InlineData("{\"runs\": [{\"run\": \"r\", \"figures\": {\"brier\": 0.1}, \"rows\": [{\"raw_prob\": 0.5, \"outcome\": 1e999}]}]}", "\"outcome\" is 1e999")]
    [InlineData("{\"runs\": [{\"run\": \"r\", \"figures\": {\"brier\": 1e999}, \"rows\": [{\"raw_prob\": 0.5, \"outcome\": 1}]}]}", "\"brier\" is 1e999")]
    public async Task An_archive_that_is_none_is_refused_with_the_place(string archive, string says)
    {
        using var run = new ToolRun();
        await File.WriteAllTextAsync(run.File("archive.json"), archive);
        var (code, output, error) = await run.RunAsync("verify", run.File("archive.json"), "--json");
        Assert.Equal((CalibrationTool.BadInput, ""), (code, output));
        Assert.Contains(says, error, StringComparison.Ordinal);
    }
}
