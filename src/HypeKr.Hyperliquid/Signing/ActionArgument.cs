using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Checks what actions are made of. Each refuses what the wire cannot say exactly, with the value and what would be right.</summary>
/// <remarks>Nothing is rounded here: an amount with more digits than the wire takes is refused with its neighbours, since only the caller knows which way to go.</remarks>
internal static class ActionArgument
{
    private const int UsdDecimals = 6;
    private const int MaxDexLength = 16;

    public static EthereumAddress Address(EthereumAddress value, string what) =>
        value.IsZero ? throw new InvalidActionException($"{Begin(what)} is the zero address, which is nobody's.") : value;

    public static T Given<T>(T value, string name)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value;
    }

    public static T Defined<T>(T value, string what)
        where T : struct, Enum => Enum.IsDefined(value) ? value : throw new InvalidActionException($"{Begin(what)} is one of {string.Join(", ", Enum.GetNames<T>())}, not {value}.");

    /// <summary>Text of a length that is counted in UTF-16 code units, as the venue's own front end does.</summary>
    public static string Text(string value, int min, int max, string what)
    {
        ArgumentNullException.ThrowIfNull(value, what);
        if (value.Length < min || value.Length > max)
        {
            var range = max == int.MaxValue ? string.Create(CultureInfo.InvariantCulture, $"{min} or more") : string.Create(CultureInfo.InvariantCulture, $"{min} to {max}");
            throw new InvalidActionException(string.Create(CultureInfo.InvariantCulture, $"{Begin(what)} has {range} characters; {Quoted.Text(value)} has {value.Length}."));
        }

        for (var i = 0; i < value.Length; i++)
        {
            if (!char.IsSurrogate(value[i])) continue;
            if (!Rune.TryGetRuneAt(value, i, out _)) throw new InvalidActionException($"{Begin(what)} holds half of a surrogate pair, which has no UTF-8 form: {Quoted.Text(value)}.");
            i++;
        }

        return value;
    }

    public static IReadOnlyList<string> Texts(IEnumerable<string> values, string what)
    {
        ArgumentNullException.ThrowIfNull(values);
        return [.. values.Select(value => Text(value, 0, int.MaxValue, what))];
    }

    public static long Integer(long value, long min, long max, string what) => value >= min && value <= max
        ? value
        : throw new InvalidActionException(string.Create(CultureInfo.InvariantCulture, $"{Begin(what)} is {min} to {max}, not {value}."));

    /// <summary>A number that is written as text, with at most eight fractional digits.</summary>
    public static decimal Decimal(decimal value, string what, decimal? min = null, decimal? max = null)
    {
        CheckRange(value, what, min, max);
        return CheckDigits(value, WireDecimal.MaxFractionDigits, what);
    }

    /// <summary>Dollars, which are written as an integer of millionths.</summary>
    public static decimal Usd(decimal value, string what, decimal? min = null)
    {
        // Twice, since no number of dollars written with all its digits may be larger than the integer.
        CheckRange(value, what, min ?? -(WireInteger.Max / 1_000_000m), WireInteger.Max / 1_000_000m);
        CheckDigits(value, UsdDecimals, what);
        return min is null && value == 0 ? throw new InvalidActionException($"{Begin(what)} is not zero.") : value;
    }

    /// <summary>HYPE, which is written as an integer of 10^-8.</summary>
    public static decimal Hype(decimal value, string what, decimal min)
    {
        CheckRange(value, what, min, WireInteger.Max / 100_000_000m);
        return CheckDigits(value, WireDecimal.MaxFractionDigits, what);
    }

    public static long UsdUnits(decimal value) => (long)(value * 1_000_000m);

    public static long HypeUnits(decimal value) => (long)(value * 100_000_000m);

    public static string Dex(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length is > 0 and <= MaxDexLength && value.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? value
            : throw new InvalidActionException($"The name of a dex is 1 to {MaxDexLength} letters and digits, not {Quoted.Text(value)}.");
    }

    public static string Coin(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return CoinName.IsValid(value)
            ? value
            : throw new InvalidActionException($"{Quoted.Text(value)} is not a coin: coins of a dex look like xyz:GOLD, with at most {CoinName.MaxLength} letters, digits, '_' or '-'.");
    }

    /// <summary>An IP address in its usual form, so that the venue writes it back as it was hashed.</summary>
    public static string Ip(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return IPAddress.TryParse(value, out var address) && address.ToString() == value
            ? value
            : throw new InvalidActionException($"An IP address is written like 192.0.2.1 or 2001:db8::1, not {Quoted.Text(value)}.");
    }

    /// <summary>Whether the text is <c>0x</c> and that many hex digits of either case.</summary>
    public static bool IsHex(ReadOnlySpan<char> text, int digits)
    {
        if (text.Length != digits + 2 || !text.StartsWith("0x")) return false;
        foreach (var c in text[2..])
        {
            if (!char.IsAsciiHexDigit(c)) return false;
        }

        return true;
    }

    /// <summary>A list in the order given, in which nobody comes twice.</summary>
    public static KeyValuePair<TKey, TValue>[] Distinct<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> items, Func<TKey, string> show, string what, [CallerArgumentExpression(nameof(items))] string name = "")
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(items, name);
        KeyValuePair<TKey, TValue>[] list = [.. items];
        var seen = new HashSet<TKey>(list.Length);
        foreach (var (key, _) in list)
        {
            if (key is null) throw new InvalidActionException($"{Begin(what)} have an entry without a name.");
            if (!seen.Add(key)) throw new InvalidActionException($"{Begin(what)} name {show(key)} twice.");
        }

        return list;
    }

    /// <summary>A list by coin, in the order given, in which no coin comes twice.</summary>
    public static KeyValuePair<string, T>[] ByCoin<T>(IEnumerable<KeyValuePair<string, T>> items, Func<string, T, T> check, string what)
    {
        var list = Distinct(items, static coin => Quoted.Text(coin), what);
        for (var i = 0; i < list.Length; i++) list[i] = new(Coin(list[i].Key), check(list[i].Key, list[i].Value));
        return list;
    }

    private static void CheckRange(decimal value, string what, decimal? min, decimal? max)
    {
        if (!(value < min) && !(value > max)) return;
        var range = max is null ? $"{WireDecimal.ToText(min!.Value)} or more" : min is null ? $"at most {WireDecimal.ToText(max.Value)}" : $"{WireDecimal.ToText(min.Value)} to {WireDecimal.ToText(max.Value)}";
        throw new InvalidActionException($"{Begin(what)} is {range}, not {WireDecimal.ToText(value)}.");
    }

    private static decimal CheckDigits(decimal value, int decimals, string what)
    {
        if (decimal.Round(value, decimals) == value) return value;
        var below = decimal.Round(value, decimals, MidpointRounding.ToNegativeInfinity);
        var above = decimal.Round(value, decimals, MidpointRounding.ToPositiveInfinity);
        throw new InvalidActionException(string.Create(
            CultureInfo.InvariantCulture,
            $"{Begin(what)} {WireDecimal.ToText(value)} has more than {decimals} fractional digits, which the venue does not take: nearest are {WireDecimal.ToText(below)} and {WireDecimal.ToText(above)}."));
    }

    private static string Begin(string what) => string.Concat(char.ToUpperInvariant(what[0]).ToString(), what.AsSpan(1));
}
