using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The few instants that the venue counts in seconds since 1970 UTC: JSON numbers.</summary>
internal sealed class UnixSecondsConverter : JsonConverter<DateTimeOffset?>
{
    private static readonly long MaxSeconds = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var seconds) || seconds < 0 || seconds > MaxSeconds)
        {
            throw new JsonException("Seconds since 1970 were expected.");
        }

        return DateTimeOffset.FromUnixTimeSeconds(seconds);
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is { } time) writer.WriteNumberValue(time.ToUnixTimeSeconds());
        else writer.WriteNullValue();
    }
}
