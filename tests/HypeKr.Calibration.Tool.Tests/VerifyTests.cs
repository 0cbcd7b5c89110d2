using System.Globalization;
using System.Text.Json.Nodes;

namespace HypeKr.Calibration.Tool.Tests;

/// <summary>The parity case: an archive whose labels include 9.045e-08 for NO, which a script that asks for truth takes for YES.</summary>
public sealed class VerifyTests
{
    private static readonly (string Run, int Seed, int Count)[] Runs = [("run_30", 1, 30), ("run_200", 2, 200), ("run_100", 3, 100)];

    [Theory]
    [InlineData("json", 15, "FloorCapped")]
    [InlineData("json", 10, "LeftClosed")]
    [InlineData("duckdb", 15, "FloorCapped")]
    public async Task Right_figures_are_the_same_to_four_decimals(string kind, int bins, string edges)
    {
        using var run = new ToolRun();
        string[] args = [.. Write(run, kind, new BinningRule(Enum.Parse<BinEdges>(edges), bins), truthiness: false), "--bins", $"{bins}", "--edges", edges];
        var json = await run.JsonAsync(args);
        Assert.Equal(15, (int)json["figures"]!);
        Assert.Equal(0, (int)json["different"]!);

        // The wrong reading would have been seen: it gives another Brier score on every run.
        Assert.All(json["checks"]!.AsArray().Where(c => (string?)c!["figure"] == "brier"), c => Assert.False((bool)c!["matchesTruthiness"]!));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("duckdb")]
    public async Task Figures_by_truthiness_are_found_out(string kind)
    {
        using var run = new ToolRun();
        string[] args = Write(run, kind, EceBinning.Floor(15), truthiness: true);
        var (code, output, error) = await run.RunAsync([.. args, "--json"]);
        Assert.True(code == CalibrationTool.Different, error);
        var checks = JsonNode.Parse(output)!["checks"]!.AsArray();
        Assert.All(checks, c => Assert.True((bool)c!["matchesTruthiness"]!));
        Assert.All(checks.Where(c => (string?)c!["figure"] == "brier"), c =>
        {
            Assert.False((bool)c!["matches"]!);
            Assert.True(Math.Abs((double)c["stored"]! - (double)c["recomputed"]!) > 0.01, "The mistake is no rounding.");
        });
        Assert.Contains("labels were read by truthiness", (await run.RunAsync(args)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_figure_wrong_in_its_fourth_decimal_is_found()
    {
        using var run = new ToolRun();
        var args = Write(run, "json", EceBinning.Floor(15), truthiness: false);
        var archive = JsonNode.Parse(await File.ReadAllTextAsync(args[1]))!;
        archive["runs"]![1]!["figures"]!["ece"] = (double)archive["runs"]![1]!["figures"]!["ece"]! + 0.0001;
        await File.WriteAllTextAsync(args[1], archive.ToJsonString());
        var (code, output, _) = await run.RunAsync([.. args, "--json"]);
        Assert.Equal(CalibrationTool.Different, code);
        var wrong = Assert.Single(JsonNode.Parse(output)!["checks"]!.AsArray(), c => !(bool)c!["matches"]!);
        Assert.Equal(("run_200", "ece"), ((string?)wrong!["run"], (string?)wrong["figure"]));
    }

    [Fact]
    public async Task A_run_that_cannot_be_compared_is_no_match()
    {
        using var run = new ToolRun();
        var args = Write(run, "json", EceBinning.Floor(15), truthiness: false);
        var text = await File.ReadAllTextAsync(args[1]);
        foreach (var (figures, says) in new (JsonNode, string)[] { (new JsonObject(), "stores none of the figures"), (new JsonObject { ["Brier"] = 0.2 }, "stores none of the figures"), (new JsonObject { ["brier"] = "0.2" }, "is no number") })
        {
            var archive = JsonNode.Parse(text)!;
            archive["runs"]![1]!["figures"] = figures;
            await File.WriteAllTextAsync(args[1], archive.ToJsonString());
            var (code, _, error) = await run.RunAsync(args);
            Assert.Equal(CalibrationTool.BadInput, code);
            Assert.Contains("run_200", error, StringComparison.Ordinal);
            Assert.Contains(says, error, StringComparison.Ordinal);
        }

        args = Write(run, "duckdb", EceBinning.Floor(15), truthiness: false);
        ToolRun.Sql("DELETE FROM figures WHERE run = 'run_200'", run.File("archive.duckdb"));
        var (missing, _, explanation) = await run.RunAsync(args);
        Assert.Equal(CalibrationTool.BadInput, missing);
        Assert.Contains("no row for run \"run_200\"", explanation, StringComparison.Ordinal);
    }

    /// <summary>Writes an archive with the figures that one reading of the labels gives, to four decimals as reports store them.</summary>
    private static string[] Write(ToolRun run, string kind, BinningRule rule, bool truthiness)
    {
        var runs = Runs.Select(r => (r.Run, Rows: Rows(r.Seed, r.Count))).Select(r => (r.Run, r.Rows, Figures: Figures(r.Rows, rule, truthiness))).ToList();
        Assert.All(runs, r => Assert.Contains(r.Rows, row => row.Label == 9.045e-08));
        if (kind == "json")
        {
            var archive = new JsonObject
            {
                ["runs"] = new JsonArray([.. runs.Select(r => (JsonNode)new JsonObject
                {
                    ["run"] = r.Run,
                    ["figures"] = new JsonObject([.. r.Figures.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)f.Value))]),
                    ["rows"] = new JsonArray([.. r.Rows.Select(row => (JsonNode)new JsonObject { ["raw_prob"] = row.Score, ["outcome"] = row.Label })]),
                })]),
            };
            File.WriteAllText(run.File("archive.json"), archive.ToJsonString());
            return ["verify", run.File("archive.json")];
        }

        var rows = runs.SelectMany(r => r.Rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"('{r.Run}', {SqlDialect.Number(row.Score)}, {(row.Label is { } label ? SqlDialect.Number(label) : "NULL")})")));
        var figures = runs.Select(r => $"('{r.Run}', {string.Join(", ", r.Figures.Values.Select(SqlDialect.Number))})");
        ToolRun.Sql($"CREATE TABLE forecasts (run VARCHAR, raw_prob DOUBLE, outcome DOUBLE); INSERT INTO forecasts VALUES {string.Join(", ", rows)}; CREATE TABLE figures (run VARCHAR, {string.Join(", ", runs[0].Figures.Keys.Select(k => $"{k} DOUBLE"))}); INSERT INTO figures VALUES {string.Join(", ", figures)}", run.File("archive.duckdb"));
        return ["verify", run.File("archive.duckdb"), "--table", "forecasts"];
    }

    private static List<(double Score, double? Label)> Rows(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var p = Math.Round(random.NextDouble(), 2);
            double? label = i % 17 == 16 ? null : random.NextDouble() < p ? 1 : (i % 3 == 0 ? 9.045e-08 : 0);
            return (p, label);
        }), (0.1, 9.045e-08)];
    }

    private static Dictionary<string, double> Figures(List<(double Score, double? Label)> rows, BinningRule rule, bool truthiness)
    {
        var known = rows.Where(r => r.Label is not null).ToList();
        var table = ScoreTable.FromRows([.. known.Select(r => r.Score)], [.. known.Select(r => truthiness ? r.Label != 0 : r.Label >= 0.5)]);
        var murphy = MurphyDecomposition.Of(table, rule);
        return new()
        {
            ["brier"] = Math.Round(known.Average(r => Math.Pow(r.Score - ((truthiness ? r.Label != 0 : r.Label >= 0.5) ? 1 : 0), 2)), 4),
            ["reliability"] = Math.Round(murphy.Reliability, 4),
            ["resolution"] = Math.Round(murphy.Resolution, 4),
            ["uncertainty"] = Math.Round(murphy.Uncertainty, 4),
            ["ece"] = Math.Round(ReliabilityBins.Of(table, rule).ExpectedError, 4),
        };
    }
}
