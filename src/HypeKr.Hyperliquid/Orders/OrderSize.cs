using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>An amount of the base asset to buy or sell; for an outcome, a number of shares. Wire: a JSON string.</summary>
/// <remarks>The default value is zero, which no order accepts: a whole position is <see cref="WholePosition"/>, in so many words. Parsing and formatting are invariant and use the venue's text: plain digits, no trailing zeros.</remarks>
[JsonConverter(typeof(OrderSizeJsonConverter))]
public readonly record struct OrderSize : ISpanParsable<OrderSize>, IComparable<OrderSize>
{
    private const string What = "A size";
    private const string Whole = "WholePosition";

    /// <summary>A size of that value.</summary>
    /// <param name="value">Zero or more, with at most 8 fractional digits.</param>
    /// <exception cref="InvalidOrderException">The value is negative or has more digits.</exception>
    public OrderSize(decimal value)
    {
        if (value < 0) throw new InvalidOrderException($"{What} is not negative, as {WireDecimal.ToText(value)} is.", value);
        if (!WireDecimal.Fits(value)) throw WireDecimal.TooPrecise("The size", value);
        Value = value;
    }

    private OrderSize(bool isWholePosition) => IsWholePosition = isWholePosition;

    /// <summary>Whatever the position is when the order starts. Only for the reduce-only take-profit and stop-loss orders of a position. Wire: <c>"0"</c>.</summary>
    public static OrderSize WholePosition { get; } = new(isWholePosition: true);

    /// <summary>The number; zero for <see cref="WholePosition"/>.</summary>
    public decimal Value { get; }

    /// <summary>Whether it is <see cref="WholePosition"/>, and not a number.</summary>
    public bool IsWholePosition { get; }

    /// <summary>Whether the left size is lower.</summary>
    public static bool operator <(OrderSize left, OrderSize right) => left.Value < right.Value;

    /// <summary>Whether the left size is higher.</summary>
    public static bool operator >(OrderSize left, OrderSize right) => left.Value > right.Value;

    /// <summary>Whether the left size is not higher.</summary>
    public static bool operator <=(OrderSize left, OrderSize right) => left.Value <= right.Value;

    /// <summary>Whether the left size is not lower.</summary>
    public static bool operator >=(OrderSize left, OrderSize right) => left.Value >= right.Value;

    /// <summary>Reads plain notation: digits and at most one point, whatever the culture.</summary>
    /// <param name="s">Such as <c>0.5</c>; no spaces, sign, exponent or separators. Or <c>WholePosition</c>.</param>
    /// <param name="provider">Not used.</param>
    /// <exception cref="InvalidOrderException">The text is anything else, or does not fit a decimal exactly.</exception>
    public static OrderSize Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) => s is Whole ? WholePosition : new(WireDecimal.Parse(s, What));

    /// <inheritdoc cref="Parse(ReadOnlySpan{char}, IFormatProvider?)"/>
    public static OrderSize Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <summary>Reads plain notation; false where <see cref="Parse(string, IFormatProvider?)"/> throws.</summary>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out OrderSize result)
    {
        if (s is Whole)
        {
            result = WholePosition;
            return true;
        }

        var valid = WireDecimal.TryParse(s, out var value) && value >= 0 && WireDecimal.Fits(value);
        result = valid ? new OrderSize(value) : default;
        return valid;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, IFormatProvider?, out OrderSize)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out OrderSize result)
    {
        result = default;
        return s is not null && TryParse(s.AsSpan(), provider, out result);
    }

    /// <summary>Compares by value.</summary>
    public int CompareTo(OrderSize other) => Value.CompareTo(other.Value);

    /// <summary>The text on the wire, such as <c>0.5</c>; <c>WholePosition</c> for that, which is no number.</summary>
    public override string ToString() => IsWholePosition ? Whole : WireDecimal.ToText(Value);

    /// <summary>Reads and writes the text on the wire, and <c>WholePosition</c>. Public for the serializers that are generated elsewhere.</summary>
    public sealed class OrderSizeJsonConverter : JsonConverter<OrderSize>
    {
        /// <inheritdoc/>
        public override OrderSize Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(Whole)) return WholePosition;
            var value = DecimalJsonConverter.Read(ref reader);
            return value >= 0 && WireDecimal.Fits(value) ? new(value) : throw new JsonException($"{WireDecimal.ToText(value)} is not a size.");
        }

        /// <inheritdoc/>
        public override void Write(Utf8JsonWriter writer, OrderSize value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
