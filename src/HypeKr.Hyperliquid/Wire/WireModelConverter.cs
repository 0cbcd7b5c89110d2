using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace HypeKr.Hyperliquid;

/// <summary>Reads a model with a reader written by hand, and writes it by its metadata.</summary>
internal abstract class WireModelConverter<T, TReader>(Func<JsonTypeInfo<T>> metadata) : JsonConverter<T>
    where T : class
    where TReader : IWireReader<T>
{
    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => TReader.Read(ref reader);

    public sealed override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, metadata());
}
