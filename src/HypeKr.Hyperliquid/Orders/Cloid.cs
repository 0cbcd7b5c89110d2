using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A client order id: 16 bytes that the client chooses. Wire: <c>0x</c> and 32 lower-case hex digits.</summary>
/// <remarks>It must be unique among the user's open orders. The default value is all zeros.</remarks>
[JsonConverter(typeof(CloidJsonConverter))]
public readonly record struct Cloid : ISpanParsable<Cloid>
{
    /// <summary>The length in bytes.</summary>
    public const int Size = 16;

    private const int TextLength = 2 + (2 * Size);

    private readonly UInt128 _value;

    /// <summary>The id of those bytes.</summary>
    /// <param name="bytes">16 bytes.</param>
    /// <exception cref="ArgumentException">The length is another.</exception>
    public Cloid(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size) throw new ArgumentException($"A cloid has {Size} bytes, not {bytes.Length}.", nameof(bytes));
        _value = BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>An id from the system's random source.</summary>
    public static Cloid NewRandom()
    {
        Span<byte> bytes = stackalloc byte[Size];
        RandomNumberGenerator.Fill(bytes);
        return new(bytes);
    }

    /// <summary>Reads <c>0x</c> and 32 hex digits of either case.</summary>
    /// <param name="s">The text.</param>
    /// <param name="provider">Not used.</param>
    /// <exception cref="InvalidOrderException">The text is anything else.</exception>
    public static Cloid Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var cloid) ? cloid : throw new InvalidOrderException($"A cloid is 0x and {2 * Size} hex digits, not {Quoted.Text(s)}.");

    /// <inheritdoc cref="Parse(ReadOnlySpan{char}, IFormatProvider?)"/>
    public static Cloid Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <summary>Reads <c>0x</c> and 32 hex digits; false where <see cref="Parse(string, IFormatProvider?)"/> throws.</summary>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Cloid result)
    {
        result = default;
        if (s.Length != TextLength || !s.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) return false;
        foreach (var c in s[2..])
        {
            if (!char.IsAsciiHexDigit(c)) return false;
        }

        Span<byte> bytes = stackalloc byte[Size];
        Convert.FromHexString(s[2..], bytes, out _, out _);
        result = new(bytes);
        return true;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, IFormatProvider?, out Cloid)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Cloid result)
    {
        result = default;
        return s is not null && TryParse(s.AsSpan(), provider, out result);
    }

    /// <summary>Copies the 16 bytes.</summary>
    public void CopyTo(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, _value);

    /// <summary>The text on the wire.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        Span<byte> text = stackalloc byte[TextLength];
        WireHex.Format(bytes, text);
        return Encoding.ASCII.GetString(text);
    }

    /// <summary>Reads and writes the text on the wire. Public for the serializers that are generated elsewhere.</summary>
    public sealed class CloidJsonConverter : JsonConverter<Cloid>
    {
        /// <inheritdoc/>
        public override Cloid Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), null, out var cloid)
                ? cloid
                : throw new JsonException($"A cloid is a JSON string of 0x and {2 * Size} hex digits.");

        /// <inheritdoc/>
        public override void Write(Utf8JsonWriter writer, Cloid value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
