using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Decimals of the venue's answers: a JSON string nearly always, now and then a JSON number. Written as a string.</summary>
internal sealed class DecimalJsonConverter : JsonConverter<decimal>
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Far beyond any number of the venue; a longer one is not copied to be shown.</summary>
    private const int MaxBytes = 128;

    public static decimal Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number)) throw new JsonException($"A decimal is a JSON string or number, not a {reader.TokenType}.");

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

        return decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new JsonException($"{Quoted.Text(Encoding.UTF8.GetString(text.Length > MaxBytes ? text[..MaxBytes] : text))} is not a decimal.");
    }

    public static void Write(Utf8JsonWriter writer, decimal value) => writer.WriteStringValue(WireDecimal.ToText(value));

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => Write(writer, value);
}
