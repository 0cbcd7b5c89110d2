using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace HypeKr.SampleBot;

internal sealed class BacktestSettings : CommandSettings
{
    [CommandOption("--panel <FILE>", isRequired: true)]
    [Description("The JSON file of recorded panels.")]
    public string Panel { get; init; } = "";

    [CommandOption("--dataset <ID>")]
    [Description("The data set in it; it needs forecasts, an outcome and a market price for each question.")]
    [DefaultValue("paleka-2025-scraped")]
    public string Dataset { get; init; } = "paleka-2025-scraped";

    [CommandOption("--json <FILE>")]
    [Description("Write the report as JSON.")]
    public string? Json { get; init; }

    [CommandOption("--svg <FILE>")]
    [Description("Where the reliability diagram goes.")]
    [DefaultValue("reliability.svg")]
    public string Svg { get; init; } = "reliability.svg";

    [CommandOption("--html <FILE>")]
    [Description("Write a report on one page: diagrams, consistency band, coverage.")]
    public string? Html { get; init; }

    [CommandOption("--database <FILE>")]
    [Description("The DuckDB file that every forecast is added to.")]
    [DefaultValue("hypekr.duckdb")]
    public string Database { get; init; } = "hypekr.duckdb";

    [CommandOption("--venue <FOLDER>")]
    [Description("Seed the emulator from recorded responses of the real venue.")]
    public string? Venue { get; init; }

    [CommandOption("--splits <COUNT>")]
    [Description("How many seeded random halves are averaged.")]
    [DefaultValue(200)]
    public int Splits { get; init; } = 200;

    [CommandOption("--seed <NUMBER>")]
    [Description("The seed of the bootstrap and of the random halves.")]
    [DefaultValue(1)]
    public int Seed { get; init; } = 1;

    [CommandOption("--spread <PRICE>")]
    [Description("The distance from bid to ask that is assumed around each recorded market price.")]
    [DefaultValue(0.02)]
    public double Spread { get; init; } = 0.02;

    public override ValidationResult Validate()
    {
        if (Splits < 1) return ValidationResult.Error($"--splits is {Splits}; at least 1 is needed.");
        if (!(Spread is > 0 and < 1)) return ValidationResult.Error(FormattableString.Invariant($"--spread is {Spread}; it lies between 0 and 1, for example 0.02."));
        return File.Exists(Panel) ? ValidationResult.Success() : ValidationResult.Error($"--panel: there is no file '{Panel}'.");
    }
}
