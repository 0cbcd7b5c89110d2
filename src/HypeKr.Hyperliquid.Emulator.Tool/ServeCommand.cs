using System.Globalization;
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

                // Nobody can read it from here, and a market that moves for days would fill the memory with it.
                KeepsAudit = false,
            };
            using var source = settings.Mirror is null ? null : Source(settings.Mirror);
            var isRestored = File.Exists(settings.State);
            var mirroring = new MirrorOptions { Coins = settings.Coins, State = isRestored ? settings.State : null, Emulator = options };
            await using var mirror = source is null ? null : await VenueMirror.StartAsync(source, mirroring, cancellationToken);
            var emulator = mirror?.Emulator ?? (isRestored ? Restore(settings) : new HyperliquidEmulator(options));
            if (isRestored) CheckChain(emulator, settings);

            // What was deposited once is in the state.
            foreach (var (address, amount) in settings.Deposits().Where(d => !isRestored || !emulator.Admin.HasAccount(d.Address)).ToArray()) emulator.Admin.Fund(address, amount);
            if (!isRestored && settings.Tape is { } tape) emulator.Admin.Play(MarketTape.Open(tape));
            await using var state = settings.State is { } path ? new StateKeeper(emulator, path) : null;

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

    private static HyperliquidEmulator Restore(ServeSettings settings)
    {
        var path = settings.State!;
        var emulator = HyperliquidEmulator.Restore(path);
        var options = emulator.Options;
        if (settings.Seed is { } seed && (options.RandomMarket is null || options.RandomSeed != seed))
        {
            var kept = options.RandomMarket is null ? "no --seed" : string.Create(CultureInfo.InvariantCulture, $"--seed {options.RandomSeed}");
            throw new IOException(string.Create(CultureInfo.InvariantCulture, $"--state '{path}' was begun with {kept}, not with --seed {seed}: leave --seed out, or name another file."));
        }

        if (settings.Tape is { } tape && !emulator.Admin.GetTapes().Contains(Path.GetFullPath(tape)))
        {
            throw new IOException($"--state '{path}' does not stand within the tape '{tape}': leave --tape out, or name another file.");
        }

        return emulator;
    }

    private static void CheckChain(HyperliquidEmulator emulator, ServeSettings settings)
    {
        var chain = emulator.Options.AcceptsMainnetSignatures ? "mainnet" : "testnet";
        if (chain != settings.Chain) throw new IOException($"--state '{settings.State}' is of --chain {chain}, not of {settings.Chain}.");
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
