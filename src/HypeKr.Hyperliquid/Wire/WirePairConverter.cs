using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace HypeKr.Hyperliquid;

/// <summary>Reads and writes an array of two as a type with names. Elements that the venue adds behind them are passed over.</summary>
internal sealed class WirePairConverter<T, TFirst, TSecond> : JsonConverter<T> where T : class, IWirePair<T, TFirst, TSecond>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException($"An array of two was expected, not {reader.TokenType}.");
        var first = Element<TFirst>(ref reader, options);
        var second = Element<TSecond>(ref reader, options);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) reader.Skip();
        return T.Create(first, second);
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        JsonSerializer.Serialize(writer, value.First, Info<TFirst>(options));
        JsonSerializer.Serialize(writer, value.Second, Info<TSecond>(options));
        writer.WriteEndArray();
    }

    private static TElement Element<TElement>(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        if (!reader.Read() || reader.TokenType is JsonTokenType.EndArray or JsonTokenType.Null) throw new JsonException("An array of two was expected; it has an element too few.");
        return JsonSerializer.Deserialize(ref reader, Info<TElement>(options))!;
    }

    private static JsonTypeInfo<TElement> Info<TElement>(JsonSerializerOptions options) => (JsonTypeInfo<TElement>)options.GetTypeInfo(typeof(TElement));
}
