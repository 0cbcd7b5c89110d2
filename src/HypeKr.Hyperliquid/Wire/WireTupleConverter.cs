using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Reads and writes a type as a JSON array.</summary>
internal sealed class WireTupleConverter<T> : JsonConverter<T> where T : class, IWireTuple<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var elements = new WireTupleReader(reader, options);
        var value = T.Read(ref elements);
        reader = elements.End;
        return value;
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        value.Write(new WireTupleWriter(writer, options));
        foreach (var element in value.OtherElements ?? []) element.WriteTo(writer);
        writer.WriteEndArray();
    }
}
