using System.Data.Common;
using Spectre.Console.Cli;

namespace HypeKr.Calibration.Tool;

/// <summary>The command line: <c>hypekr-calibrate</c>.</summary>
internal static class CalibrationTool
{
    /// <summary>Everything was done, and nothing differed.</summary>
    public const int Done = 0;

    /// <summary><c>diff</c> or <c>verify</c> found a difference.</summary>
    public const int Different = 1;

    /// <summary>The arguments, a file they name, or what is in it cannot be used. Nothing was written.</summary>
    public const int BadInput = 2;

    /// <summary>Rows of the source are wrong, and <c>--skip-faults</c> was not given. Nothing was written.</summary>
    public const int Faults = 3;

    /// <summary>Stopped by Ctrl+C or SIGTERM.</summary>
    public const int Stopped = 130;

    public static async Task<int> RunAsync(IReadOnlyList<string> args, ToolConsole console, CancellationToken cancellationToken)
    {
        var app = new CommandApp();
        app.Configure(config =>
        {
            config.SetApplicationName("hypekr-calibrate");
            config.ConfigureConsole(console.Help);
            config.UseStrictParsing();
            config.PropagateExceptions();
            config.Settings.Registrar.RegisterInstance(console);
            config.AddCommand<FitCommand>("fit").WithDescription("Fit a bundle on resolved forecasts, counted by the database.").WithExample("fit", "forecasts.parquet", "--category", "category", "--market", "market_price", "--out", "bundle.json");
            config.AddCommand<ApplyCommand>("apply").WithDescription("Take every row of a source through a bundle.").WithExample("apply", "bundle.json", "open.csv", "--out", "calibrated.parquet");
            config.AddCommand<ScoreCommand>("score").WithDescription("Brier, Murphy, calibration error and the rest, computed from counted rows.").WithExample("score", "forecasts.csv", "--score", "calibrated_prob", "--json");
            config.AddCommand<ReportCommand>("report").WithDescription("Draw a report: one HTML page without scripts.").WithExample("report", "forecasts.parquet", "--bundle", "bundle.json", "--out", "report.html");
            config.AddCommand<DiffCommand>("diff").WithDescription("What changed from one bundle to another, by category.").WithExample("diff", "monday.json", "tuesday.json");
            config.AddCommand<VerifyCommand>("verify").WithDescription("Recompute the stored figures of an archive of runs, to 4 decimals.").WithExample("verify", "archive.json");
        });

        try
        {
            return await app.RunAsync(args, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            console.Error("Stopped.");
            return Stopped;
        }
        catch (FaultyRowsException e)
        {
            console.Error(e.Message);
            return Faults;
        }
        catch (CommandAppException e)
        {
            console.Error(e.Message);
            return BadInput;
        }
        catch (Exception e) when (e is ToolException or CalibrationException or DbException or IOException or UnauthorizedAccessException or ArgumentException or System.Text.Json.JsonException)
        {
            // A query that was interrupted ends with an error of the database.
            console.Error(cancellationToken.IsCancellationRequested ? "Stopped." : e.Message);
            return cancellationToken.IsCancellationRequested ? Stopped : BadInput;
        }
    }
}
