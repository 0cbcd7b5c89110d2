namespace HypeKr.Hyperliquid.Tests;

/// <summary>The price and size rules on text alone: digits are counted, cut and carried, and no number is computed. The judge of the arithmetic.</summary>
internal static class TextGrid
{
    /// <summary>The largest valid price that is not above; "0" where there is none.</summary>
    public static string PriceDown(string text, int maxDecimals) => Cut(text, PriceDigits(text, maxDecimals));

    /// <summary>The smallest valid price that is not below.</summary>
    public static string PriceUp(string text, int maxDecimals) => CutUp(text, PriceDigits(text, maxDecimals));

    /// <summary>The nearer of the two, up from the middle.</summary>
    public static string PriceNearest(string text, int maxDecimals) => CutNearest(text, PriceDigits(text, maxDecimals));

    /// <summary>The text with at most so many fractional digits, the others cut off.</summary>
    public static string Cut(string text, int digits)
    {
        var (whole, fraction) = Split(text);
        return Join(whole, fraction.Length > digits ? fraction[..digits] : fraction);
    }

    /// <summary>The text with at most so many fractional digits, one more in the last place if any was cut off.</summary>
    public static string CutUp(string text, int digits)
    {
        var down = Cut(text, digits);
        if (down == Join(Split(text).Whole, Split(text).Fraction)) return down;

        var (whole, fraction) = Split(down);
        var figures = (whole + fraction.PadRight(digits, '0')).ToCharArray();
        var place = figures.Length - 1;
        while (place >= 0 && figures[place] == '9') figures[place--] = '0';
        if (place >= 0) figures[place]++;
        var carried = (place < 0 ? "1" : "") + new string(figures);
        return Join(carried[..^digits], carried[^digits..]);
    }

    /// <summary>The text with at most so many fractional digits, rounded by the first one cut off.</summary>
    public static string CutNearest(string text, int digits)
    {
        var (_, fraction) = Split(text);
        return fraction.Length > digits && fraction[digits] >= '5' ? CutUp(text, digits) : Cut(text, digits);
    }

    /// <summary>Without leading and trailing zeros.</summary>
    public static string Normalise(string text) => Join(Split(text).Whole, Split(text).Fraction);

    /// <summary>How many fractional digits a price of this length may have.</summary>
    public static int PriceDigits(string text, int maxDecimals)
    {
        var (whole, fraction) = Split(text);
        var zeros = fraction.Length - fraction.TrimStart('0').Length;
        return Math.Min(maxDecimals, whole == "0" ? zeros + 5 : Math.Max(5 - whole.Length, 0));
    }

    private static (string Whole, string Fraction) Split(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var whole = (point < 0 ? text : text[..point]).TrimStart('0');
        return (whole.Length == 0 ? "0" : whole, point < 0 ? "" : text[(point + 1)..].TrimEnd('0'));
    }

    private static string Join(string whole, string fraction)
    {
        whole = whole.TrimStart('0');
        fraction = fraction.TrimEnd('0');
        return (whole.Length == 0 ? "0" : whole) + (fraction.Length == 0 ? "" : "." + fraction);
    }
}
