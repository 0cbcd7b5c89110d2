using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <summary>Writes the JSON form of an action.</summary>
internal readonly struct JsonWireWriter(Utf8JsonWriter writer) : IWireWriter
{
    public void BeginMap(int count) => writer.WriteStartObject();

    public void EndMap() => writer.WriteEndObject();

    public void BeginArray(int count) => writer.WriteStartArray();

    public void EndArray() => writer.WriteEndArray();

    public void Name(ReadOnlySpan<byte> utf8) => writer.WritePropertyName(utf8);

    public void Name(ReadOnlySpan<char> name) => writer.WritePropertyName(name);

    public void Text(ReadOnlySpan<byte> utf8) => writer.WriteStringValue(utf8);

    public void Text(ReadOnlySpan<char> text) => writer.WriteStringValue(text);

    public void Integer(long value) => writer.WriteNumberValue(value);

    public void Integer(ulong value) => writer.WriteNumberValue(value);

    public void Boolean(bool value) => writer.WriteBooleanValue(value);

    public void Null() => writer.WriteNullValue();
}
