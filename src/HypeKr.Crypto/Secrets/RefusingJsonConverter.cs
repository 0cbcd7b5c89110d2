using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Crypto;

/// <summary>Keeps a secret out of JSON, both ways.</summary>
internal sealed class RefusingJsonConverter<T> : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException($"{typeof(T).Name} is not read from JSON.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        throw new NotSupportedException($"{typeof(T).Name} is not written as JSON.");
}
