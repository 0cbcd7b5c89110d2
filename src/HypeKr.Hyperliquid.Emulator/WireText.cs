using System.Globalization;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Numbers as the venue writes them in answers: plain notation, and a whole number carries <c>.0</c>.</summary>
internal static class WireText
{
    // "0.0" and 27 more places: all that a decimal can hold.
    private const string Format = "0.0###########################";

    public static string Of(decimal value) => value == 0 ? "0.0" : value.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>A quotient, which has no exact decimal: rounded to 8 places.</summary>
    public static string Rounded(decimal value) => Of(Math.Round(value, 8));

    /// <summary>As inside an error text: no trailing zeros, no <c>.0</c>.</summary>
    public static string Plain(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);
}
