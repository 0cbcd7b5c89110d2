using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace HypeKr.Hyperliquid;

/// <summary>Decimals as the venue writes them: plain digits, no exponent, no trailing zeros, no minus zero.</summary>
/// <remarks>The text of a price is part of the signed hash. A text the venue would write otherwise makes it recover another signer.</remarks>
internal static class WireDecimal
{
    /// <summary>The venue takes at most this many fractional digits.</summary>
    public const int MaxFractionDigits = 8;

    /// <summary>Bytes that any decimal fits in: sign, 29 digits, a point and a zero before it.</summary>
    public const int MaxLength = 32;

    /// <summary>Whether the value can be written with <see cref="MaxFractionDigits"/> fractional digits.</summary>
    public static bool Fits(decimal value) => value.Scale <= MaxFractionDigits || decimal.Round(value, MaxFractionDigits) == value;

    /// <summary>Writes the normalised text, at most <see cref="MaxLength"/> bytes, and returns its length.</summary>
    /// <exception cref="InvalidOrderException">The value has more than eight fractional digits.</exception>
    public static int Format(decimal value, Span<byte> destination)
    {
        if (!Fits(value)) throw TooPrecise("The value", value);
        return FormatExact(value, destination);
    }

    /// <summary>The normalised text, whatever the number of fractional digits.</summary>
    public static string ToText(decimal value)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(text[..FormatExact(value, text)]);
    }

    /// <summary>Reads plain notation exactly.</summary>
    /// <param name="text">Digits with an optional minus sign and an optional point; leading and trailing zeros are allowed.</param>
    /// <param name="what">What the text is meant to be, for the message: "A price".</param>
    /// <exception cref="InvalidOrderException">The text is anything else, or does not fit a decimal exactly.</exception>
    public static decimal Parse(ReadOnlySpan<char> text, string what) =>
        Read(text, out var value) is { } reason
            ? throw new InvalidOrderException($"{what} is written like '0.5' or '1234', not {Quoted.Text(text)}: {reason}.")
            : value;

    /// <summary>Reads plain notation exactly; false where <see cref="Parse"/> throws.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out decimal value) => Read(text, out value) is null;

    public static InvalidOrderException TooPrecise(string what, decimal value)
    {
        var below = decimal.Round(value, MaxFractionDigits, MidpointRounding.ToNegativeInfinity);
        var above = decimal.Round(value, MaxFractionDigits, MidpointRounding.ToPositiveInfinity);
        return new($"{what} {ToText(value)} has more than {MaxFractionDigits} fractional digits, which the venue does not take: nearest are {ToText(below)} and {ToText(above)}.", value, below, above);
    }

    private static int FormatExact(decimal value, Span<byte> destination)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        if (bits[2] == 0) return FormatSmall(unchecked(((ulong)(uint)bits[1] << 32) | (uint)bits[0]), value.Scale, bits[3] < 0, destination);

        // A decimal is never formatted with an exponent, but it keeps the zeros it was made with.
        value.TryFormat(destination, out var length, default, CultureInfo.InvariantCulture);
        if (destination[..length].Contains((byte)'.'))
        {
            while (destination[length - 1] == (byte)'0') length--;
            if (destination[length - 1] == (byte)'.') length--;
        }

        return length;
    }

    /// <summary>A number whose digits fit 64 bits, as those of prices and sizes do: written twice an order, so without the detour over a culture.</summary>
    private static int FormatSmall(ulong digits, int scale, bool negative, Span<byte> destination)
    {
        for (; scale > 0 && digits % 10 == 0; scale--) digits /= 10;
        if (digits == 0)
        {
            destination[0] = (byte)'0';
            return 1;
        }

        var start = negative ? 1 : 0;
        if (negative) destination[0] = (byte)'-';
        if (scale == 0)
        {
            Utf8Formatter.TryFormat(digits, destination[start..], out var written);
            return start + written;
        }

        // From the last digit to the first, the larger ones of 64 bits and the rest of 32; a zero before the point where there is no other.
        Span<byte> text = stackalloc byte[MaxLength];
        var at = MaxLength;
        var fraction = scale;
        for (; digits > uint.MaxValue; digits /= 10) Put(text, ref at, ref fraction, (uint)(digits % 10));
        for (var rest = (uint)digits; rest > 0 || fraction >= 0; rest /= 10) Put(text, ref at, ref fraction, rest % 10);
        text[at..].CopyTo(destination[start..]);
        return start + MaxLength - at;

        static void Put(Span<byte> text, ref int at, ref int fraction, uint digit)
        {
            if (fraction-- == 0) text[--at] = (byte)'.';
            text[--at] = (byte)('0' + digit);
        }
    }

    private static string? Read(ReadOnlySpan<char> text, out decimal value)
    {
        value = 0;
        var digits = text.StartsWith('-') ? text[1..] : text;
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? default : digits[(point + 1)..];
        if (whole.IsEmpty && fraction.IsEmpty) return "it has no digits";
        if (whole.ContainsAnyExceptInRange('0', '9') || fraction.ContainsAnyExceptInRange('0', '9')) return "only the digits 0 to 9, one point and a leading minus sign are allowed";
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)) return "it is larger than a decimal can hold";

        // TryParse rounds what it cannot hold; a rounded price is not the price that was asked for.
        if (SameDigits(value, whole.TrimStart('0'), fraction.TrimEnd('0'))) return null;
        value = 0;
        return "it has more digits than a decimal can hold";
    }

    private static bool SameDigits(decimal value, ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction)
    {
        Span<char> written = stackalloc char[MaxLength];
        decimal.Abs(value).TryFormat(written, out var length, default, CultureInfo.InvariantCulture);
        ReadOnlySpan<char> text = written[..length];
        var point = text.IndexOf('.');
        return point < 0
            ? text.TrimStart('0').SequenceEqual(whole) && fraction.IsEmpty
            : text[..point].TrimStart('0').SequenceEqual(whole) && text[(point + 1)..].TrimEnd('0').SequenceEqual(fraction);
    }
}
