using Spectre.Console.Cli;

namespace HypeKr.SampleBot;

/// <summary>The command line of the bot.</summary>
internal static class SampleBotApp
{
    /// <returns>0, or 1 after a failure and 130 after Ctrl+C, with the reason on the screen.</returns>
    public static async Task<int> RunAsync(IEnumerable<string> args, CancellationToken cancellationToken)
    {
        var screen = Screen.ForThisProcess();
        var app = new CommandApp<MainJobCommand>();
        app.Configure(config =>
        {
            config.SetApplicationName("HypeKr.SampleBot");
            config.AddCommand<BacktestCommand>("backtest").WithDescription("Replay a recorded panel with known outcomes: fit on the first half, report and trade the second.");
            config.UseStrictParsing();
            config.PropagateExceptions();
        });

        try
        {
            return await app.RunAsync(args, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            screen.Error("Stopped.");
            return 130;
        }
        catch (Exception e) when (e is SampleBotException or CommandAppException)
        {
            screen.Error(e.Message);
            return 1;
        }
        catch (Exception e)
        {
            screen.Error($"{e.GetType().Name}: {e.Message}");
            return 1;
        }
    }
}
