using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Addresses of the venue's answers, straight from the bytes; null and empty text are no address. Written in lower case.</summary>
internal sealed class AddressConverter : JsonConverter<EthereumAddress?>
{
    private const int TextLength = 2 + (2 * EthereumAddress.Size);

    public override bool HandleNull => true;

    public static EthereumAddress? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.String) throw new JsonException($"An address is a JSON string, not a {reader.TokenType}.");
        if (reader is { HasValueSequence: false, ValueIsEscaped: false } && TryReadLower(reader.ValueSpan, out var address)) return address;

        // Capitals are a checksum, and that is the address type's business.
        var text = reader.GetString()!;
        if (text.Length == 0) return null;
        return EthereumAddress.TryParse(text, out address) ? address : throw new JsonException("An address is 0x and 40 hex digits.");
    }

    public override EthereumAddress? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public override void Write(Utf8JsonWriter writer, EthereumAddress? value, JsonSerializerOptions options) => writer.WriteStringValue(value?.ToLowerHex());

    private static bool TryReadLower(ReadOnlySpan<byte> text, out EthereumAddress address)
    {
        address = default;
        if (text.Length != TextLength || text[0] != (byte)'0' || text[1] != (byte)'x' || text.IndexOfAnyInRange((byte)'A', (byte)'F') >= 0) return false;
        Span<byte> bytes = stackalloc byte[EthereumAddress.Size];
        if (Convert.FromHexString(text[2..], bytes, out _, out _) != System.Buffers.OperationStatus.Done) return false;
        address = new(bytes);
        return true;
    }
}
