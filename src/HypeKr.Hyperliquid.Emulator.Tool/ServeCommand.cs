using HypeKr.Hyperliquid.Emulator.AspNetCore;
using Spectre.Console.Cli;

namespace HypeKr.Hyperliquid.Emulator.Tool;

/// <summary>Serves one emulator until it is told to end.</summary>
internal sealed class ServeCommand : AsyncCommand<ServeSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, ServeSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            var options = new EmulatorOptions { RandomSeed = settings.Seed ?? 0, RandomMarket = settings.Seed is null ? null : new RandomMarket() };
            using var source = settings.Mirror is null ? null : Source(settings.Mirror);
            await using var mirror = source is null ? null : await VenueMirror.StartAsync(source, new MirrorOptions { Coins = settings.Coins, Emulator = options }, cancellationToken);
            var emulator = mirror?.Emulator ?? new HyperliquidEmulator(options);
            foreach (var (address, amount) in settings.Deposits()) emulator.Admin.Fund(address, amount);
            if (settings.Tape is { } tape) emulator.Admin.Play(MarketTape.Open(tape));

            await using var host = await EmulatorHost.StartAsync(emulator, settings.Port, cancellationToken);
            Console.Out.WriteLine($"listening {host.BaseAddress.GetLeftPart(UriPartial.Authority)}");
            Console.Out.Flush();
            await EndAsync(cancellationToken);
            return EmulatorTool.Ended;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return EmulatorTool.Ended;
        }
        catch (Exception e) when (e is EmulatorException or HyperliquidException or IOException)
        {
            Console.Error.WriteLine(e.Message);
            return EmulatorTool.BadInput;
        }
    }

    private static HyperliquidClient Source(string text)
    {
        ServeSettings.TryReadNetwork(text, out var network);
        return new HyperliquidClient(new HyperliquidOptions { Network = network! });
    }

    private static async Task EndAsync(CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource();
        await using var registration = cancellationToken.Register(ended.SetResult);
        await ended.Task;
    }
}
