using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;
using Spectre.Console.Cli;

namespace HypeKr.Calibration.Tool;

/// <summary><c>verify</c>: the stored figures of an archive of runs against the same figures computed from its rows. Exit code 1 where one differs in its fourth decimal.</summary>
internal sealed class VerifyCommand(ToolConsole console) : AsyncCommand<VerifyCommand.Settings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var rule = new BinningRule(settings.Edges, settings.Bins);
        var runs = settings.Table is null && settings.Query is null
            ? JsonArchive.Read(settings.Source!, settings.Score, settings.Label)
            : await TableArchive.ReadAsync(settings, cancellationToken);
        if (runs.Count == 0) throw new ToolException("The archive has no run.");
        var checks = runs.SelectMany(r => r.Check(rule)).ToList();
        var different = checks.Count(c => !c.Matches);
        if (settings.Json)
        {
            console.Json(new JsonObject
            {
                ["runs"] = runs.Count,
                ["figures"] = checks.Count,
                ["different"] = different,
                ["bins"] = rule.ToString(),
                ["checks"] = new JsonArray([.. checks.Select(c => (JsonNode)new JsonObject { ["run"] = c.Run, ["figure"] = c.Figure, ["stored"] = c.Stored, ["recomputed"] = c.Recomputed, ["byTruthiness"] = c.ByTruthiness, ["matches"] = c.Matches, ["matchesTruthiness"] = c.MatchesTruthiness })]),
            });
        }
        else
        {
            console.Table(
                ["run", "figure", "stored", "recomputed", "by truthiness", "verdict"],
                [.. checks.Select(c => (IReadOnlyList<string>)[c.Run, c.Figure, ToolConsole.Number(c.Stored), ToolConsole.Number(c.Recomputed), ToolConsole.Number(c.ByTruthiness), c.Matches ? "same" : c.MatchesTruthiness ? "DIFFERS: labels were read by truthiness" : "DIFFERS"])]);
            console.Line();
            console.Line(string.Create(CultureInfo.InvariantCulture, $"{checks.Count - different} of {checks.Count} figures of {runs.Count} runs are the same to 4 decimals. A label is YES from 0.5 up; by truthiness, whatever is not 0 would be, 9.045e-08 too. Bins: {rule}."));
        }

        return different == 0 ? CalibrationTool.Done : CalibrationTool.Different;
    }

    internal sealed class Settings : SourceSettings
    {
        [CommandArgument(0, "[ARCHIVE]")]
        [Description("A JSON archive, {\"runs\": [{\"run\", \"figures\": {\"brier\", \"reliability\", \"resolution\", \"uncertainty\", \"ece\"}, \"rows\": [{score, label}]}]}; or a DuckDB file with --table, --run and --figures.")]
        public override string? Source { get; init; }

        [CommandOption("--run <COLUMN>")]
        [Description("The column that names the run, in the rows and in the figures.")]
        [DefaultValue("run")]
        public string Run { get; init; } = "run";

        [CommandOption("--figures <NAME>")]
        [Description("The table of the DuckDB file that stores the figures, a row a run.")]
        [DefaultValue("figures")]
        public string Figures { get; init; } = "figures";

        [CommandOption("--bins <COUNT>")]
        [Description("How many bins the stored figures had.")]
        [DefaultValue(15)]
        public int Bins { get; init; } = 15;

        [CommandOption("--edges <CONVENTION>")]
        [Description("The bins' convention: FloorCapped, FloorUncapped, LeftClosed, RightClosed and so on.")]
        [DefaultValue(BinEdges.FloorCapped)]
        public BinEdges Edges { get; init; } = BinEdges.FloorCapped;

        public override ValidationResult Validate()
        {
            if (Query is not null) return ValidationResult.Error("verify reads a JSON archive, or the tables of a DuckDB file.");
            if (Bins is < 1 or > 1_000_000) return ValidationResult.Error(string.Create(CultureInfo.InvariantCulture, $"--bins {Bins}: 1 to 1,000,000 are possible."));
            return base.Validate();
        }
    }
}
