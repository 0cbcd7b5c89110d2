using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The client's id where there is one that can be read: an order must be seen, and cancelled, whatever stands in its place.</summary>
internal sealed class ReadableCloidConverter : JsonConverter<Cloid?>
{
    public override Cloid? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        try
        {
            return Cloid.TryParse(reader.GetString(), null, out var cloid) ? cloid : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            return null;
        }
    }

    public override void Write(Utf8JsonWriter writer, Cloid? value, JsonSerializerOptions options) => writer.WriteStringValue(value?.ToString());
}
