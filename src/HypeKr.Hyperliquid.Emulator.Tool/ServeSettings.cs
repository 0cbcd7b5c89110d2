using System.ComponentModel;
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

    public override ValidationResult Validate()
    {
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
