using System.Globalization;
using HypeKr.SampleBot;
using Spectre.Console.Cli;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var screen = Screen.ForThisProcess();
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

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
    return await app.RunAsync(args, stop.Token);
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
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
