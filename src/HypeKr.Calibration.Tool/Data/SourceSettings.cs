using System.ComponentModel;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Cli;

namespace HypeKr.Calibration.Tool;

/// <summary>Where rows are read from, and which column is what.</summary>
internal abstract class SourceSettings : CommandSettings
{
    public abstract string? Source { get; init; }

    [CommandOption("--table <NAME>")]
    [Description("SOURCE is a DuckDB file, and this the table in it, such as forecasts or main.forecasts.")]
    public string? Table { get; init; }

    [CommandOption("--query <SQL>")]
    [Description("SQL of your own in place of SOURCE, taken as it stands, such as \"FROM read_parquet('runs/*/x.parquet', hive_partitioning = true)\".")]
    public string? Query { get; init; }

    [CommandOption("--score <COLUMN>")]
    [Description("The forecast, a probability.")]
    [DefaultValue("raw_prob")]
    public string Score { get; init; } = "raw_prob";

    [CommandOption("--label <COLUMN>")]
    [Description("How the question came out: a boolean, or a resolution value that is YES from 0.5 up. Rows without one are open questions and left out.")]
    [DefaultValue("outcome")]
    public string Label { get; init; } = "outcome";

    [CommandOption("--category <COLUMN>")]
    [Description("The question's category; all rows are of one category, \"all\", when it is left out.")]
    public string? Category { get; init; }

    [CommandOption("--market <COLUMN>")]
    [Description("The market price as a probability.")]
    public string? Market { get; init; }

    [CommandOption("--time <COLUMN>")]
    [Description("When the question was asked.")]
    public string? Time { get; init; }

    [CommandOption("--grid <STEPS>")]
    [Description("Put forecasts on a grid of so many steps to one before they are counted, such as 10000.")]
    public int? Grid { get; init; }

    [CommandOption("--skip-faults")]
    [Description("Leave out rows that are wrong (no forecast, or one that is no probability; a label that is no number; no category) instead of refusing the source.")]
    public bool SkipFaults { get; init; }

    [CommandOption("--threads <COUNT>")]
    [Description("How many threads the database may use; all when it is left out.")]
    public int? Threads { get; init; }

    [CommandOption("--json")]
    [Description("Print JSON, for scripts.")]
    public bool Json { get; init; }

    public override ValidationResult Validate()
    {
        if (Source is null == Query is null) return ValidationResult.Error("Name one SOURCE, or give --query, and not both.");
        if (Table is not null && Source is null) return ValidationResult.Error("--table names a table in SOURCE; with --query write it into the SQL.");
        if (Grid is < 1 or > 1_000_000) return ValidationResult.Error(string.Create(CultureInfo.InvariantCulture, $"--grid {Grid} is no grid: 1 to 1,000,000 steps."));
        if (Threads is < 1) return ValidationResult.Error(string.Create(CultureInfo.InvariantCulture, $"--threads {Threads}: at least 1 is needed."));
        return ValidationResult.Success();
    }
}
