using System.Runtime.InteropServices;
using Spectre.Console;
using Spectre.Console.Cli;

namespace HypeKr.Hyperliquid.Emulator.Tool;

/// <summary>The command line: <c>hypekr-emulator</c>.</summary>
internal static class EmulatorTool
{
    /// <summary>It ended as asked: by Ctrl+C or SIGTERM.</summary>
    public const int Ended = 0;

    /// <summary>The arguments, or a file that they name, are wrong. Nothing was started.</summary>
    public const int BadInput = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        var app = new CommandApp<ServeCommand>();
        app.Configure(config =>
        {
            config.SetApplicationName("hypekr-emulator");
            config.UseStrictParsing();
            config.SetExceptionHandler((e, _) =>
            {
                AnsiConsole.Console.Profile.Out.Writer.Flush();
                Console.Error.WriteLine(e.Message);
                return BadInput;
            });
        });
        return await app.RunAsync(args, stop.Token);

        void End(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }
}
