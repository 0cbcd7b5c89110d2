using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Crypto;

/// <summary>Reads every accepted form of an address, writes lower-case hex; also as the name of a member.</summary>
internal sealed class EthereumAddressJsonConverter : JsonConverter<EthereumAddress>
{
    public override EthereumAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String) throw new JsonException("An address is a JSON string: 0x and 40 hex digits.");
        return ReadText(ref reader);
    }

    public override void Write(Utf8JsonWriter writer, EthereumAddress value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[EthereumAddress.TextLength];
        value.WriteLower(text);
        writer.WriteStringValue(text);
    }

    public override EthereumAddress ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ReadText(ref reader);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, EthereumAddress value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[EthereumAddress.TextLength];
        value.WriteLower(text);
        writer.WritePropertyName(text);
    }

    private static EthereumAddress ReadText(ref Utf8JsonReader reader)
    {
        try
        {
            return EthereumAddress.Parse(reader.GetString()!);
        }
        catch (InvalidAddressException e)
        {
            throw new JsonException(e.Message, e);
        }
    }
}
