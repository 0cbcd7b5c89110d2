using System.ComponentModel;
using Spectre.Console.Cli;

namespace HypeKr.SampleBot;

internal sealed class MainJobSettings : CommandSettings
{
    [CommandOption("--database <FILE>")]
    [Description("The DuckDB file that every forecast is added to.")]
    [DefaultValue("hypekr.duckdb")]
    public string Database { get; init; } = "hypekr.duckdb";

    [CommandOption("--venue <FOLDER>")]
    [Description("Seed the emulator from recorded responses of the real venue instead of the bundled market.")]
    public string? Venue { get; init; }

    [CommandOption("--seed <NUMBER>")]
    [Description("The seed of the panel: labels, samples and the simulation.")]
    [DefaultValue(1L)]
    public long Seed { get; init; } = 1;
}
