using System.Globalization;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A decimal of a request: its value, and the normalised text that takes part in the action hash.</summary>
/// <remarks>
/// Accepted: an optional minus, digits, optionally a point and digits, at most 28 digits. No plus, exponent, NaN or infinity.
/// Normalised: no leading or trailing zeros, no bare point, minus zero is zero. The text is normalised as text, so that hashing
/// does not lean on the arithmetic it guards.
/// </remarks>
internal readonly record struct WireDecimal(decimal Value, string Text)
{
    private const int MaxDigits = 28;

    public static WireDecimal Of(decimal value) => new(value, WireText.Plain(value));

    public static bool TryParse(string text, out WireDecimal result)
    {
        result = default;
        var body = text.AsSpan();
        var negative = body.StartsWith("-");
        if (negative) body = body[1..];

        var point = body.IndexOf('.');
        var whole = point < 0 ? body : body[..point];
        var fraction = point < 0 ? [] : body[(point + 1)..];
        if (whole.IsEmpty && fraction.IsEmpty) return false;
        if (whole.ContainsAnyExceptInRange('0', '9') || fraction.ContainsAnyExceptInRange('0', '9')) return false;

        whole = whole.TrimStart('0');
        fraction = fraction.TrimEnd('0');
        if (whole.Length + fraction.Length > MaxDigits) return false;

        var digits = whole.Length + (fraction.IsEmpty ? 0 : 1 + fraction.Length);
        if (!negative && !whole.IsEmpty && digits == text.Length)
        {
            result = new WireDecimal(decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture), text);
            return true;
        }

        var normal = whole.IsEmpty ? "0" : whole.ToString();
        if (!fraction.IsEmpty) normal = $"{normal}.{fraction}";
        if (negative && normal != "0") normal = $"-{normal}";
        result = new WireDecimal(decimal.Parse(normal, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), normal);
        return true;
    }
}
