using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Reads and writes a union whose case is a member or, without content, a word alone. It stands on the property; the type has its generated converter.</summary>
internal sealed class WireUnionConverter<T> : JsonConverter<T> where T : class, IWireUnion<T>
{
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? T.FromWord(reader.GetString()!) : Members(options).Read(ref reader, typeToConvert, options);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        if (value.Word is { } word) writer.WriteStringValue(word);
        else Members(options).Write(writer, value, options);
    }

    private static JsonConverter<T> Members(JsonSerializerOptions options) => (JsonConverter<T>)options.GetTypeInfo(typeof(T)).Converter;
}
