using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;
using Spectre.Console.Cli;

namespace HypeKr.Calibration.Tool;

/// <summary><c>report</c>: one page of diagrams, from counted rows.</summary>
internal sealed class ReportCommand(ToolConsole console) : AsyncCommand<ReportCommand.Settings>
{
    // Bets go row by row; the newest that many are enough for a picture.
    private const int MostBets = 1_000_000;

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var bundle = settings.Bundle is { } path ? BundleFile.Load(path, console) : null;
        await using var source = await ForecastSource.OpenAsync(settings, needsLabel: true, cancellationToken);
        var census = await console.WorkAsync("counting rows", settings.Json, p => source.CensusAsync(p, cancellationToken));
        var tables = await console.WorkAsync("counting scores", settings.Json, p => source.ReadAsync(source.Sql.CategorizedScoreTable(settings.Grid), CategorizedScoreTable.FromReader, p, cancellationToken));
        var rule = EceBinning.Floor(settings.Bins);
        var series = new List<ReliabilitySeries> { new(settings.Score, tables.Total, rule) };
        if (bundle is not null) series.Add(new ReliabilitySeries("calibrated by the bundle", Calibrated(bundle, tables), rule));
        if (source.Columns.Market is not null)
        {
            var pairs = await console.WorkAsync("counting market prices", settings.Json, p => source.ReadAsync(source.Sql.PairedScoreTable(settings.Grid), ForecastSql.ReadPairs, p, cancellationToken));
            if (pairs.Count > 0) series.Add(new ReliabilitySeries(settings.Market!, ScoreTable.Merge(pairs.Values.Select(p => p.ToMarketTable())), rule));
        }

        var days = source.Columns.Time is null ? null : await console.WorkAsync("counting days", settings.Json, p => source.ReadAsync(source.Sql.DailyScoreTable(settings.Grid), ForecastSql.ReadDays, p, cancellationToken));
        var paths = source.Columns.Time is null ? [] : await console.WorkAsync("betting", settings.Json, p => source.ReadAsync(source.InOrder(MostBets), reader => MonitorPaths.Of(reader, settings.Score, bundle), p, cancellationToken));
        var timeless = source.Columns.Time is null ? 0 : await source.ReadAsync(source.Window(), reader => reader.Read() ? reader.GetInt64(2) : 0, new Progress<double>(), cancellationToken);
        var report = new CalibrationReport
        {
            Title = settings.Title,
            Note = string.Create(CultureInfo.InvariantCulture, $"{census.Usable} forecasts with outcomes; {census.Unresolved} open questions{(census.Faults > 0 ? string.Create(CultureInfo.InvariantCulture, $" and {census.Faults} wrong rows") : "")} left out.{(timeless > 0 ? string.Create(CultureInfo.InvariantCulture, $" {timeless} forecasts have no usable {settings.Time} and are missing where things go by time.") : "")}{(bundle is null ? "" : $" Bundle {bundle.Hash[..12]}: its curve and coverage mean something only on rows it was not fitted on.")}"),
            Forecasts = series,
            Days = days,
            DaysPerPoint = settings.Days ?? DaysPerPoint(days),
            Coverage = bundle is null ? null : Tally(bundle, tables),
            Conformal = bundle?.Conformal,
            Alpha = bundle?.Options.Alpha ?? 0.1m,
            Martingales = paths,
            FalseAlarmRate = (double)MonitorPaths.FalseAlarmRate,
        };
        var html = await console.WorkAsync("drawing", settings.Json, _ => Task.Run(report.ToHtml, cancellationToken));
        await WholeFile.WriteAsync(settings.Out, async partial =>
        {
            await File.WriteAllTextAsync(partial, html, cancellationToken);
            return html.Length;
        });
        if (settings.Json) console.Json(new JsonObject { ["output"] = Path.GetFullPath(settings.Out), ["rows"] = census.Usable, ["unresolved"] = census.Unresolved, ["skipped"] = census.Faults, ["invalidPrices"] = census.InvalidMarkets, ["withoutTime"] = timeless });
        else console.Line($"{Path.GetFullPath(settings.Out)}: {ToolConsole.Count(census.Usable)} forecasts");
        return CalibrationTool.Done;
    }

    private static int DaysPerPoint(DailyScoreTable? days)
    {
        // Some twenty points.
        if (days is not { Days.Count: > 0 }) return 7;
        return Math.Max(1, (days.Days.Keys.Last().DayNumber - days.Days.Keys.First().DayNumber + 1) / 20);
    }

    private static ScoreTable Calibrated(CalibratorBundle bundle, CategorizedScoreTable tables) => ScoreTable.Merge(tables.Tables.Select(t =>
    {
        var values = new double[t.Value.Count];
        var places = new int[t.Value.Count];
        places.AsSpan().Fill(bundle.IndexOf(t.Key));
        bundle.Apply(t.Value.Scores, places, values);
        var at = 0;
        return t.Value.Map(_ => values[at++]);
    }));

    /// <summary>How the bundle's sets do: every distinct score once, with the rows that have it.</summary>
    private static ConformalTally Tally(CalibratorBundle bundle, CategorizedScoreTable tables)
    {
        var tally = new ConformalTally();
        foreach (var (category, table) in tables.Tables)
        {
            for (var i = 0; i < table.Count; i++)
            {
                var set = bundle.Conformal.PredictBinary(category, table.Scores[i], bundle.Options.Alpha);
                ReadOnlySpan<bool> included = [set.Contains(0), set.Contains(1)];
                tally.Add(category, included, 0, table.Negatives[i]);
                tally.Add(category, included, 1, table.Positives[i]);
            }
        }

        return tally;
    }

    internal sealed class Settings : SourceSettings
    {
        [CommandArgument(0, "[SOURCE]")]
        [Description("CSV, Parquet, JSON, or a pattern of such files; a DuckDB file with --table.")]
        public override string? Source { get; init; }

        [CommandOption("--out <FILE>")]
        [Description("Where the page goes.")]
        [DefaultValue("report.html")]
        public string Out { get; init; } = "report.html";

        [CommandOption("--bundle <BUNDLE>")]
        [Description("Also draw what this bundle makes of the forecasts, and how its sets cover.")]
        public string? Bundle { get; init; }

        [CommandOption("--title <TEXT>")]
        [Description("What stands on top.")]
        [DefaultValue("Calibration report")]
        public string Title { get; init; } = "Calibration report";

        [CommandOption("--bins <COUNT>")]
        [Description("How many bins the diagram and the calibration error have.")]
        [DefaultValue(15)]
        public int Bins { get; init; } = 15;

        [CommandOption("--days <COUNT>")]
        [Description("How many days a point over time covers; some twenty points when it is left out.")]
        public int? Days { get; init; }

        public override ValidationResult Validate()
        {
            if (Bins is < 1 or > 1_000_000) return ValidationResult.Error(string.Create(CultureInfo.InvariantCulture, $"--bins {Bins}: 1 to 1,000,000 are possible."));
            if (Days is < 1) return ValidationResult.Error(string.Create(CultureInfo.InvariantCulture, $"--days {Days}: at least 1 is needed."));
            return base.Validate();
        }
    }
}
