using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Decimals of the venue's answers: a JSON string nearly always, now and then a JSON number. Written as a string.</summary>
/// <remarks>More than the 28 or 29 digits of a decimal are rounded to the nearest; a number above zero that would become zero is an error, as is one that is too large.</remarks>
internal sealed class DecimalJsonConverter : JsonConverter<decimal>
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Far beyond any number of the venue; a longer one is not copied to be shown.</summary>
    private const int MaxBytes = 128;

    public static decimal Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number)) throw new JsonException($"A decimal is a JSON string or number, not a {reader.TokenType}.");
        return !reader.HasValueSequence && TryReadPlain(reader.ValueSpan, out var value) ? value : ReadOther(ref reader);
    }

    // Apart, since the room for a copy would be cleared for each plain number too.
    private static decimal ReadOther(ref Utf8JsonReader reader)
    {
        Span<byte> copy = stackalloc byte[MaxBytes];
        scoped ReadOnlySpan<byte> text = reader.ValueSpan;
        if (reader.HasValueSequence || reader.ValueIsEscaped)
        {
            var length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
            if (length > MaxBytes) throw new JsonException("A decimal has fewer digits than that.");
            if (reader.TokenType == JsonTokenType.String)
            {
                text = copy[..reader.CopyString(copy)];
            }
            else
            {
                System.Buffers.BuffersExtensions.CopyTo(reader.ValueSequence, copy);
                text = copy[..(int)length];
            }
        }

        return decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var value) && (value != 0 || IsZero(text))
            ? value
            : throw new JsonException($"{Quoted.Text(Encoding.UTF8.GetString(text.Length > MaxBytes ? text[..MaxBytes] : text))} is not a decimal.");
    }

    /// <summary>Whether the digits before an exponent are all zero: a price so small that it becomes zero is no price.</summary>
    private static bool IsZero(ReadOnlySpan<byte> text) => !(text.IndexOfAny((byte)'e', (byte)'E') is >= 0 and var exponent ? text[..exponent] : text).ContainsAnyInRange((byte)'1', (byte)'9');

    /// <summary>What the venue nearly always sends: digits, a point among them, at most 19 of them, a minus sign.</summary>
    private static bool TryReadPlain(ReadOnlySpan<byte> text, out decimal value)
    {
        value = 0;
        var isNegative = text is [(byte)'-', ..];
        if (isNegative) text = text[1..];
        if (text.Length is 0 or > 20) return false;
        var mantissa = 0UL;
        var point = -1;
        for (var i = 0; i < text.Length; i++)
        {
            var digit = unchecked((uint)text[i] - '0');
            if (digit <= 9) mantissa = unchecked((mantissa * 10) + digit);
            else if (text[i] == (byte)'.' && point < 0) point = i;
            else return false;
        }

        // Twenty digits may not fit; a point at an end is not for here.
        if (point < 0 ? text.Length > 19 : point == 0 || point == text.Length - 1) return false;
        var scale = point < 0 ? 0 : text.Length - point - 1;
        value = new decimal(unchecked((int)mantissa), unchecked((int)(mantissa >> 32)), 0, isNegative && mantissa != 0, (byte)scale);
        return true;
    }

    public static void Write(Utf8JsonWriter writer, decimal value) => writer.WriteStringValue(WireDecimal.ToText(value));

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => Write(writer, value);
}
