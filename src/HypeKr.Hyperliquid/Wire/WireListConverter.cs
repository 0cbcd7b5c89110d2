using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Reads a list of models with a reader written by hand, and writes each by the converter of its type.</summary>
internal abstract class WireListConverter<T, TReader> : JsonConverter<IReadOnlyList<T>>
    where T : class
    where TReader : IWireReader<T>
{
    public sealed override IReadOnlyList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => WireReader.List<T, TReader>(ref reader);

    public sealed override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var item in value) JsonSerializer.Serialize(writer, item, options.GetTypeInfo(typeof(T)));
        writer.WriteEndArray();
    }
}
