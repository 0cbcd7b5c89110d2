using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;
using Spectre.Console.Cli;

namespace HypeKr.Calibration.Tool;

/// <summary><c>apply</c>: every row of a source through a bundle, by the exported query in the database or through this process. Both give the same rows.</summary>
internal sealed class ApplyCommand(ToolConsole console) : AsyncCommand<ApplyCommand.Settings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var bundle = BundleFile.Load(settings.Bundle, console);
        await using var source = await ForecastSource.OpenAsync(settings, needsLabel: false, cancellationToken);
        var clock = Stopwatch.StartNew();
        var rows = await console.WorkAsync($"applying by {settings.Engine.ToString().ToLowerInvariant()}", settings.Json, p => settings.Engine == ApplyEngine.Sql
            ? BundleApplication.BySqlAsync(source, bundle, settings.Out, p, cancellationToken)
            : BundleApplication.ByProcessAsync(source, bundle, settings.Out, p, cancellationToken));
        var seconds = clock.Elapsed.TotalSeconds;
        var (unusable, prices) = await source.ReadAsync(source.WithoutNumbers(), reader => reader.Read() ? (reader.GetInt64(0), reader.GetInt64(1)) : default, new Progress<double>(), cancellationToken);
        if (settings.Json)
        {
            console.Json(new JsonObject { ["output"] = Path.GetFullPath(settings.Out), ["rows"] = rows, ["withoutForecast"] = unusable, ["invalidPrices"] = prices, ["bundleHash"] = bundle.Hash, ["engine"] = settings.Engine.ToString().ToLowerInvariant(), ["seconds"] = Math.Round(seconds, 3) });
        }
        else
        {
            console.Line(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFullPath(settings.Out)}: {rows} rows by bundle {bundle.Hash}, {seconds:0.0} s ({rows / Math.Max(seconds, 1e-9):0} rows a second)"));
            if (unusable > 0) console.Line(string.Create(CultureInfo.InvariantCulture, $"{unusable} rows have no \"{source.Columns.Score}\" in [0, 1] and got no numbers."));
            if (prices > 0) console.Line(string.Create(CultureInfo.InvariantCulture, $"{prices} rows have a \"{source.Columns.Market}\" outside [0, 1], which is no price: they got no blended_prob."));
        }

        return CalibrationTool.Done;
    }

    internal enum ApplyEngine
    {
        Sql,
        Process,
    }

    internal sealed class Settings : SourceSettings
    {
        [CommandArgument(0, "<BUNDLE>")]
        [Description("From fit.")]
        public string Bundle { get; init; } = "";

        [CommandArgument(1, "[SOURCE]")]
        [Description("CSV, Parquet, JSON, or a pattern of such files; a DuckDB file with --table.")]
        public override string? Source { get; init; }

        [CommandOption("--out <FILE>")]
        [Description("Where the rows go, with the columns isotonic_prob, lower_prob, upper_prob, calibrated_prob, blended_prob, set_no and set_yes: .parquet, .csv or .json.")]
        [DefaultValue("calibrated.parquet")]
        public string Out { get; init; } = "calibrated.parquet";

        [CommandOption("--engine <ENGINE>")]
        [Description("sql: the exported tables and query, in the database. process: row by row in this process. They give the same rows.")]
        [DefaultValue(ApplyEngine.Sql)]
        public ApplyEngine Engine { get; init; } = ApplyEngine.Sql;

        public override ValidationResult Validate()
        {
            if (BundleApplication.FormatOf(Out) is null) return ValidationResult.Error($"--out '{Out}': the name ends in .parquet, .csv or .json.");
            return base.Validate();
        }
    }
}
