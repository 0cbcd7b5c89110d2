using System.ComponentModel;
using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;
using Spectre.Console.Cli;

namespace HypeKr.Calibration.Tool;

/// <summary><c>fit</c>: a bundle from resolved forecasts. The database counts; what is fitted on are the distinct scores.</summary>
internal sealed class FitCommand(ToolConsole console) : AsyncCommand<FitCommand.Settings>
{
    private static readonly string[] NeverFitted = ["calibrated_prob", "blended_prob", "isotonic_prob"];

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var parent = settings.Parent is { } path ? BundleFile.Load(path, console) : null;
        await using var source = await ForecastSource.OpenAsync(settings, needsLabel: true, cancellationToken);
        var census = await console.WorkAsync("counting rows", settings.Json, p => source.CensusAsync(p, cancellationToken));
        var tables = await console.WorkAsync("counting scores", settings.Json, p => source.ReadAsync(source.Sql.CategorizedScoreTable(settings.Grid), CategorizedScoreTable.FromReader, p, cancellationToken));
        var pairs = source.Columns.Market is null
            ? new Dictionary<string, PairedScoreTable>()
            : await console.WorkAsync("counting market prices", settings.Json, p => source.ReadAsync(source.Sql.PairedScoreTable(settings.Grid), ForecastSql.ReadPairs, p, cancellationToken));
        var window = source.Columns.Time is null ? default : await source.ReadAsync(source.Window(), ReadWindow, new Progress<double>(), cancellationToken);
        var bundle = await console.WorkAsync("fitting", settings.Json, _ => Task.Run(
            () => CalibratorBundle.Fit(
                tables.Tables,
                pairs,
                new CalibratorOptions { Alpha = settings.Alpha },
                new BundleProvenance { ParentHash = parent?.Hash, DataFrom = window.From, DataTo = window.To }),
            cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        bundle.Save(settings.Out);
        Show(bundle, census, window.Without, settings);
        return CalibrationTool.Done;
    }

    private static (DateTimeOffset? From, DateTimeOffset? To, long Without) ReadWindow(DbDataReader reader)
    {
        reader.Read();
        return (Instant(0), Instant(1), reader.GetInt64(2));

        DateTimeOffset? Instant(int column) => reader.IsDBNull(column) ? null : new DateTimeOffset(reader.GetDateTime(column), TimeSpan.Zero);
    }

    private void Show(CalibratorBundle bundle, ForecastCensus census, long withoutTime, Settings settings)
    {
        if (settings.Json)
        {
            console.Json(new JsonObject
            {
                ["bundle"] = Path.GetFullPath(settings.Out),
                ["hash"] = bundle.Hash,
                ["modelHash"] = bundle.ModelHash,
                ["parentHash"] = bundle.Provenance.ParentHash,
                ["rows"] = bundle.RowCount,
                ["positives"] = bundle.PositiveCount,
                ["unresolved"] = census.Unresolved,
                ["skipped"] = census.Faults,
                ["invalidPrices"] = census.InvalidMarkets,
                ["withoutTime"] = withoutTime,
                ["categories"] = new JsonArray([.. bundle.Categories.Select(c => (JsonNode)new JsonObject
                {
                    ["category"] = c.Key,
                    ["rows"] = c.Value.RowCount,
                    ["positives"] = c.Value.PositiveCount,
                    ["map"] = bundle.RungOf(c.Key).ToString(),
                    ["alpha"] = bundle.Shrinkage?.Alpha(c.Key),
                })]),
            });
            return;
        }

        console.Table(
            ["category", "rows", "YES", "map", "trust in the forecast"],
            [.. bundle.Categories.Select(c => (IReadOnlyList<string>)[c.Key, ToolConsole.Count(c.Value.RowCount), ToolConsole.Count(c.Value.PositiveCount), bundle.RungOf(c.Key).ToString(), bundle.Shrinkage?.Alpha(c.Key) is { } alpha ? alpha.ToString("0.00", CultureInfo.InvariantCulture) : "-"])]);
        console.Line();
        console.Line(string.Create(CultureInfo.InvariantCulture, $"{bundle.RowCount} forecasts, {bundle.PositiveCount} YES; {census.Unresolved} open questions{(census.Faults > 0 ? string.Create(CultureInfo.InvariantCulture, $" and {census.Faults} wrong rows") : "")} left out."));
        if (census.InvalidMarkets > 0) console.Line(string.Create(CultureInfo.InvariantCulture, $"{census.InvalidMarkets} prices are no probability; those rows were fitted on without one."));
        if (withoutTime > 0) console.Line(string.Create(CultureInfo.InvariantCulture, $"{withoutTime} forecasts have no usable \"{settings.Time}\"; the bundle's data window is that of the others."));
        console.Line($"{Path.GetFullPath(settings.Out)}: bundle {bundle.Hash}");
    }

    internal sealed class Settings : SourceSettings
    {
        [CommandArgument(0, "[SOURCE]")]
        [Description("CSV, Parquet, JSON, or a pattern of such files; a DuckDB file with --table.")]
        public override string? Source { get; init; }

        [CommandOption("--out <FILE>")]
        [Description("Where the bundle goes.")]
        [DefaultValue("bundle.json")]
        public string Out { get; init; } = "bundle.json";

        [CommandOption("--alpha <RATE>")]
        [Description("The error rate of conformal sets, between 0 and 1.")]
        [DefaultValue(typeof(decimal), "0.1")]
        public decimal Alpha { get; init; } = 0.1m;

        [CommandOption("--parent <BUNDLE>")]
        [Description("The bundle that this one replaces; its hash goes into the new one.")]
        public string? Parent { get; init; }

        public override ValidationResult Validate()
        {
            if (NeverFitted.Contains(Score, StringComparer.OrdinalIgnoreCase)) return ValidationResult.Error($"--score {Score}: a bundle is fitted on the forecast before calibration (raw_prob), never on its own output.");
            if (Alpha is <= 0 or >= 1) return ValidationResult.Error(string.Create(CultureInfo.InvariantCulture, $"--alpha {Alpha} does not lie between 0 and 1; 0.1 makes sets that hold the truth nine times in ten."));
            return base.Validate();
        }
    }
}
