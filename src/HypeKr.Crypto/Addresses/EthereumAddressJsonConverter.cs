using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Crypto;

/// <summary>Reads every accepted form of an address, writes lower-case hex; also as the name of a member. Public so that source-generated contexts can use it.</summary>
public sealed class EthereumAddressJsonConverter : JsonConverter<EthereumAddress>
{
    /// <inheritdoc/>
    public override EthereumAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String) throw new JsonException("An address is a JSON string: 0x and 40 hex digits.");
        return ReadText(ref reader);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, EthereumAddress value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[EthereumAddress.TextLength];
        value.WriteLower(text);
        writer.WriteStringValue(text);
    }

    /// <inheritdoc/>
    public override EthereumAddress ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ReadText(ref reader);

    /// <inheritdoc/>
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
