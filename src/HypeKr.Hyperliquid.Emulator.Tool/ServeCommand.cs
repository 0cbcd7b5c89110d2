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
            var options = new EmulatorOptions
            {
                RandomSeed = settings.Seed ?? 0,
                RandomMarket = settings.Seed is null ? null : new RandomMarket(),
                AcceptsMainnetSignatures = settings.Chain == "mainnet",
            };
            using var source = settings.Mirror is null ? null : Source(settings.Mirror);
            await using var mirror = source is null ? null : await VenueMirror.StartAsync(source, new MirrorOptions { Coins = settings.Coins, Emulator = options }, cancellationToken);
            var emulator = mirror?.Emulator ?? new HyperliquidEmulator(options);
            foreach (var (address, amount) in settings.Deposits()) emulator.Admin.Fund(address, amount);
            if (settings.Tape is { } tape) emulator.Admin.Play(MarketTape.Open(tape));

            if (settings.Faults is { } faults)
            {
                foreach (var rule in FaultRule.Parse(await File.ReadAllBytesAsync(faults, cancellationToken))) emulator.Faults.Add(rule);
            }

            await using var admin = settings.AdminPort is { } adminPort ? await EmulatorAdminHost.StartAsync(emulator, adminPort, cancellationToken) : null;
            await using var host = await EmulatorHost.StartAsync(emulator, settings.Port, cancellationToken);
            if (admin is not null) Console.Error.WriteLine($"admin {Authority(admin.BaseAddress)}");
            Console.Out.WriteLine($"listening {Authority(host.BaseAddress)}");
            Console.Out.Flush();
            if (settings.Live) await new LiveView(emulator, mirror, [.. settings.Deposits().Select(d => d.Address).Distinct()]).ShowAsync(cancellationToken);
            else await EndAsync(cancellationToken);
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

    private static string Authority(Uri address) => address.GetLeftPart(UriPartial.Authority);

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
