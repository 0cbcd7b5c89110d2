using Spectre.Console.Cli;

namespace HypeKr.Hyperliquid.Emulator.Tool;

internal sealed class ServeCommand : AsyncCommand<ServeSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, ServeSettings settings, CancellationToken cancellationToken)
    {
        var emulator = new HyperliquidEmulator();
        foreach (var (address, amount) in settings.Deposits()) emulator.Admin.Fund(address, amount);

        await using var host = await AspNetCore.EmulatorHost.StartAsync(emulator, settings.Port, cancellationToken);
        Console.Out.WriteLine($"listening {host.BaseAddress.GetLeftPart(UriPartial.Authority)}");
        Console.Out.Flush();
        var ended = new TaskCompletionSource();
        await using var registration = cancellationToken.Register(ended.SetResult);
        await ended.Task;
        return EmulatorTool.Ended;
    }
}
