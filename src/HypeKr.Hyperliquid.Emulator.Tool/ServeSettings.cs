using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using HypeKr.Crypto;
using Spectre.Console;
using Spectre.Console.Cli;

namespace HypeKr.Hyperliquid.Emulator.Tool;

internal sealed class ServeSettings : CommandSettings
{
    [CommandOption("--port <PORT>")]
    [Description("The port on the loopback; 0 takes any that is free.")]
    [DefaultValue(3001)]
    public int Port { get; init; } = 3001;

    [CommandOption("--fund <ADDRESS=USDC>")]
    [Description("Deposits USDC for an address, such as 0x…=10000; may be given again.")]
    public string[] Fund { get; init; } = [];

    [CommandOption("--seed <NUMBER>")]
    [Description("Moves the market by chance, the same way for the same number. Without it prices stand until somebody trades.")]
    public long? Seed { get; init; }

    [CommandOption("--tape <FILE>")]
    [Description("Plays a market from JSON lines of mids, books and trades with times.")]
    public string? Tape { get; init; }

    [CommandOption("--mirror <VENUE>")]
    [Description("Paper trading: mirrors the market of mainnet, testnet, or another emulator at http://127.0.0.1:PORT.")]
    public string? Mirror { get; init; }

    [CommandOption("--coin <COIN>")]
    [Description("With --mirror: a coin to mirror from the start; may be given again. Others are once somebody asks for them.")]
    public string[] Coins { get; init; } = [];

    [CommandOption("--state <FILE>")]
    [Description("Goes on from this file when it exists, and saves to it every minute and at the end. With --mirror: accounts and orders, in the market of now.")]
    public string? State { get; init; }

    [CommandOption("--faults <FILE>")]
    [Description("What goes wrong from the start: a JSON rule or an array of them, as the admin port takes them.")]
    public string? Faults { get; init; }

    [CommandOption("--admin-port <PORT>")]
    [Description("Opens the admin door (money, marks, quotes, time, faults) on a port of its own on the loopback; 0 takes any that is free.")]
    public int? AdminPort { get; init; }

    [CommandOption("--chain <CHAIN>")]
    [Description("Whose signatures count: testnet, or mainnet for clients that sign for nothing else. What is signed for mainnet could be replayed there: use keys that own nothing.")]
    [DefaultValue("testnet")]
    public string Chain { get; init; } = "testnet";

    [CommandOption("--live")]
    [Description("Shows books, the funded accounts' orders and the faults in the terminal.")]
    public bool Live { get; init; }

    public override ValidationResult Validate()
    {
        if (Chain is not ("testnet" or "mainnet")) return ValidationResult.Error($"--chain '{Chain}' is not testnet or mainnet.");
        if (AdminPort is < 0 or > ushort.MaxValue) return ValidationResult.Error(string.Create(CultureInfo.InvariantCulture, $"--admin-port {AdminPort} is no port: 0 to 65535."));
        if (AdminPort is > 0 && AdminPort == Port) return ValidationResult.Error(string.Create(CultureInfo.InvariantCulture, $"--admin-port {AdminPort} is the venue's port: what may trade shall not be what makes money."));
        if (Faults is not null && !File.Exists(Faults)) return ValidationResult.Error($"--faults '{Faults}': there is no such file.");
        if (Mirror is not null && (Seed ?? (object?)Tape) is not null) return ValidationResult.Error("--mirror has the venue's market: leave --seed and --tape out.");
        if (State is not null && !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(State)))) return ValidationResult.Error($"--state '{State}': there is no such folder.");
        if (Mirror is null && Coins.Length > 0) return ValidationResult.Error("--coin goes with --mirror.");
        if (Mirror is not null && !TryReadNetwork(Mirror, out _)) return ValidationResult.Error($"--mirror '{Mirror}' is not mainnet, testnet or an address such as http://127.0.0.1:3001.");
        if (Tape is not null && !File.Exists(Tape)) return ValidationResult.Error($"--tape '{Tape}': there is no such file.");
        if (Port is < 0 or > ushort.MaxValue) return ValidationResult.Error(string.Create(CultureInfo.InvariantCulture, $"--port {Port} is no port: 0 to 65535."));
        foreach (var fund in Fund)
        {
            if (!TryReadFund(fund, out _, out _)) return ValidationResult.Error($"--fund '{Shorten(fund)}' is not ADDRESS=USDC, such as 0x…=10000 with 40 hex digits and more than 0 USDC.");
        }

        return ValidationResult.Success();
    }

    public IEnumerable<(EthereumAddress Address, decimal Amount)> Deposits()
    {
        foreach (var fund in Fund)
        {
            if (TryReadFund(fund, out var address, out var amount)) yield return (address, amount);
        }
    }

    public static bool TryReadNetwork(string text, [NotNullWhen(true)] out HyperliquidNetwork? network)
    {
        network = text switch
        {
            "mainnet" => HyperliquidNetwork.Mainnet,
            "testnet" => HyperliquidNetwork.Testnet,
            _ => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.IsLoopback && address.Scheme == Uri.UriSchemeHttp ? HyperliquidNetwork.Emulator(address) : null,
        };
        return network is not null;
    }

    private static bool TryReadFund(string text, out EthereumAddress address, out decimal amount)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        (address, amount) = (default, 0);
        return at > 0
            && EthereumAddress.TryParse(text[..at], out address)
            && decimal.TryParse(text[(at + 1)..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount)
            && amount > 0;
    }

    /// <summary>An address is not repeated on a terminal that may be logged.</summary>
    private static string Shorten(string text) => text.Length <= 12 ? text : $"{text[..6]}…{text[^4..]}";
}
