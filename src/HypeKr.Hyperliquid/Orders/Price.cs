using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A price in quote currency per unit of the base asset; for an outcome, per share. Wire: a JSON string.</summary>
/// <remarks>The default value is zero, which no order accepts. Parsing and formatting are invariant and use the venue's text: plain digits, no trailing zeros.</remarks>
[JsonConverter(typeof(PriceJsonConverter))]
public readonly record struct Price : ISpanParsable<Price>, IComparable<Price>
{
    private const string What = "A price";

    /// <summary>A price of that value.</summary>
    /// <param name="value">Zero or more, with at most 8 fractional digits.</param>
    /// <exception cref="InvalidOrderException">The value is negative or has more digits.</exception>
    public Price(decimal value)
    {
        if (value < 0) throw new InvalidOrderException($"{What} is not negative, as {WireDecimal.ToText(value)} is.", value);
        if (!WireDecimal.Fits(value)) throw WireDecimal.TooPrecise("The price", value);
        Value = value;
    }

    /// <summary>The number.</summary>
    public decimal Value { get; }

    /// <summary>Whether the left price is lower.</summary>
    public static bool operator <(Price left, Price right) => left.Value < right.Value;

    /// <summary>Whether the left price is higher.</summary>
    public static bool operator >(Price left, Price right) => left.Value > right.Value;

    /// <summary>Whether the left price is not higher.</summary>
    public static bool operator <=(Price left, Price right) => left.Value <= right.Value;

    /// <summary>Whether the left price is not lower.</summary>
    public static bool operator >=(Price left, Price right) => left.Value >= right.Value;

    /// <summary>Reads plain notation: digits and at most one point, whatever the culture.</summary>
    /// <param name="s">Such as <c>0.5</c>; no spaces, sign, exponent or separators.</param>
    /// <param name="provider">Not used.</param>
    /// <exception cref="InvalidOrderException">The text is anything else, or does not fit a decimal exactly.</exception>
    public static Price Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) => new(WireDecimal.Parse(s, What));

    /// <inheritdoc cref="Parse(ReadOnlySpan{char}, IFormatProvider?)"/>
    public static Price Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <summary>Reads plain notation; false where <see cref="Parse(string, IFormatProvider?)"/> throws.</summary>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Price result)
    {
        var valid = WireDecimal.TryParse(s, out var value) && value >= 0 && WireDecimal.Fits(value);
        result = valid ? new Price(value) : default;
        return valid;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, IFormatProvider?, out Price)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Price result)
    {
        result = default;
        return s is not null && TryParse(s.AsSpan(), provider, out result);
    }

    /// <summary>Compares by value.</summary>
    public int CompareTo(Price other) => Value.CompareTo(other.Value);

    /// <summary>The text on the wire, such as <c>0.5</c>.</summary>
    public override string ToString() => WireDecimal.ToText(Value);

    /// <summary>Reads and writes the text on the wire. Public for the serializers that are generated elsewhere.</summary>
    public sealed class PriceJsonConverter : JsonConverter<Price>
    {
        /// <inheritdoc/>
        public override Price Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var value = DecimalJsonConverter.Read(ref reader);
            return value >= 0 && WireDecimal.Fits(value) ? new(value) : throw new JsonException($"{WireDecimal.ToText(value)} is not a price.");
        }

        /// <inheritdoc/>
        public override void Write(Utf8JsonWriter writer, Price value, JsonSerializerOptions options) => DecimalJsonConverter.Write(writer, value.Value);
    }
}
