using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;
using Spectre.Console.Cli;

namespace HypeKr.Calibration.Tool;

/// <summary><c>score</c>: how good forecasts were, over all and by category.</summary>
internal sealed class ScoreCommand(ToolConsole console) : AsyncCommand<ScoreCommand.Settings>
{
    private const ulong Seed = 1;
    private const int NullSteps = 1000;

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        await using var source = await ForecastSource.OpenAsync(settings, needsLabel: true, cancellationToken);
        var census = await console.WorkAsync("counting rows", settings.Json, p => source.CensusAsync(p, cancellationToken));
        var tables = await console.WorkAsync("counting scores", settings.Json, p => source.ReadAsync(source.Sql.CategorizedScoreTable(settings.Grid), CategorizedScoreTable.FromReader, p, cancellationToken));
        var rule = EceBinning.Floor(settings.Bins);
        var scored = new List<(string Kind, string Name, ScoreTable Table)> { ("all", "all", tables.Total) };
        if (settings.Category is not null) scored.AddRange(tables.Tables.Select(t => ("category", t.Key, t.Value)));
        if (source.Columns.Market is not null)
        {
            var pairs = await console.WorkAsync("counting market prices", settings.Json, p => source.ReadAsync(source.Sql.PairedScoreTable(settings.Grid), ForecastSql.ReadPairs, p, cancellationToken));
            if (pairs.Count > 0) scored.AddRange([("priced", "rows with a price", ScoreTable.Merge(pairs.Values.Select(p => p.ToScoreTable()))), ("market", "market on these", ScoreTable.Merge(pairs.Values.Select(p => p.ToMarketTable())))]);
        }

        if (settings.Json) console.Json(Node(scored, census, rule));
        else Show(scored, census, rule);
        return CalibrationTool.Done;
    }

    private void Show(List<(string Kind, string Name, ScoreTable Table)> scored, ForecastCensus census, BinningRule rule)
    {
        console.Table(
            ["forecasts", "n", "YES", "Brier", "REL", "RES", "UNC", "MCB", "DSC", "log loss", "AUC", "ECE", "by chance"],
            [.. scored.Select(s =>
            {
                var (murphy, corp) = (MurphyDecomposition.Of(s.Table, rule), CorpDecomposition.Of(s.Table));
                return (IReadOnlyList<string>)[s.Name, ToolConsole.Count(s.Table.TotalWeight), ToolConsole.Count(s.Table.TotalPositives), ToolConsole.Number(corp.Score), ToolConsole.Number(murphy.Reliability), ToolConsole.Number(murphy.Resolution), ToolConsole.Number(murphy.Uncertainty), ToolConsole.Number(corp.Miscalibration), ToolConsole.Number(corp.Discrimination), ToolConsole.Number(ProbabilityScores.LogLoss(s.Table, LogLossClip.MachineEpsilon)), ProbabilityScores.Auc(s.Table) is { } auc ? ToolConsole.Number(auc) : "-", ToolConsole.Number(ReliabilityBins.Of(s.Table, rule).ExpectedError), ToolConsole.Number(Chance(s.Table, rule).Mean)];
            })]);
        console.Line();
        console.Line(string.Create(CultureInfo.InvariantCulture, $"Bins: {rule}. Log loss clips at {LogLossClip.MachineEpsilon.Name}. By chance: the ECE of a perfectly calibrated forecaster of the same probabilities. {census.Unresolved} open questions{(census.Faults > 0 ? string.Create(CultureInfo.InvariantCulture, $" and {census.Faults} wrong rows") : "")} left out."));
    }

    private static JsonObject Node(List<(string Kind, string Name, ScoreTable Table)> scored, ForecastCensus census, BinningRule rule) => new()
    {
        ["rows"] = census.Rows,
        ["unresolved"] = census.Unresolved,
        ["skipped"] = census.Faults,
        ["invalidPrices"] = census.InvalidMarkets,
        ["bins"] = rule.ToString(),
        ["logLossClip"] = LogLossClip.MachineEpsilon.Name,
        ["scores"] = new JsonArray([.. scored.Select(s =>
        {
            var (murphy, corp, chance) = (MurphyDecomposition.Of(s.Table, rule), CorpDecomposition.Of(s.Table), Chance(s.Table, rule));
            return (JsonNode)new JsonObject
            {
                ["kind"] = s.Kind,
                ["name"] = s.Name,
                ["n"] = s.Table.TotalWeight,
                ["positives"] = s.Table.TotalPositives,
                ["brier"] = corp.Score,
                ["reliability"] = murphy.Reliability,
                ["resolution"] = murphy.Resolution,
                ["uncertainty"] = murphy.Uncertainty,
                ["withinBinVariance"] = murphy.WithinBinVariance,
                ["withinBinCovariance"] = murphy.WithinBinCovariance,
                ["miscalibration"] = corp.Miscalibration,
                ["discrimination"] = corp.Discrimination,
                ["logLoss"] = ProbabilityScores.LogLoss(s.Table, LogLossClip.MachineEpsilon),
                ["auc"] = ProbabilityScores.Auc(s.Table),
                ["ece"] = ReliabilityBins.Of(s.Table, rule).ExpectedError,
                ["eceByChance"] = chance.Mean,
                ["eceByChance95"] = chance.Upper95,
            };
        })]),
    };

    private static NullCalibrationError Chance(ScoreTable table, BinningRule rule) => NullCalibrationError.Of(table.Count > NullSteps ? table.Quantize(NullSteps) : table, rule, Seed, 200);

    internal sealed class Settings : SourceSettings
    {
        [CommandArgument(0, "[SOURCE]")]
        [Description("CSV, Parquet, JSON, or a pattern of such files; a DuckDB file with --table.")]
        public override string? Source { get; init; }

        [CommandOption("--bins <COUNT>")]
        [Description("How many bins the decomposition and the calibration error have: bin floor(p * COUNT), capped.")]
        [DefaultValue(15)]
        public int Bins { get; init; } = 15;

        public override ValidationResult Validate() => Bins is < 1 or > 1_000_000 ? ValidationResult.Error(string.Create(CultureInfo.InvariantCulture, $"--bins {Bins}: 1 to 1,000,000 are possible.")) : base.Validate();
    }
}
