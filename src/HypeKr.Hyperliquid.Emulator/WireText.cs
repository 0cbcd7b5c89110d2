using System.Globalization;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Numbers as the venue writes them in answers: plain notation, and a whole number carries <c>.0</c>.</summary>
internal static class WireText
{
    // A sign, 29 digits and a point: all that a decimal can hold.
    private const int LongestDecimal = 31;

    public static string Of(decimal value) => Of(value, whole: ".0");

    /// <summary>A quotient, which has no exact decimal: rounded to 8 places.</summary>
    public static string Rounded(decimal value) => Of(Math.Round(value, 8));

    /// <summary>As inside an error text: no trailing zeros, no <c>.0</c>.</summary>
    public static string Plain(decimal value) => Of(value, whole: "");

    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    // A decimal keeps the zeros at its end, and writes them. A format that leaves them out takes four times as long.
    private static string Of(decimal value, string whole)
    {
        Span<char> text = stackalloc char[LongestDecimal];
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        ReadOnlySpan<char> digits = text[..length];
        if (digits.Contains('.')) digits = digits.TrimEnd('0').TrimEnd('.');
        return digits.Contains('.') ? digits.ToString() : string.Concat(digits, whole);
    }
}
