using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

internal sealed class WireWordConverter<T> : JsonConverter<T> where T : struct, IWireWord<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? T.FromWire(reader.GetString()!)
            : throw new JsonException($"A JSON string was expected, not {reader.TokenType}.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
