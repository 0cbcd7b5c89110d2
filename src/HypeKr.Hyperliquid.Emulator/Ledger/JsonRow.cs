using System.Buffers;
using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A row of a history as it is told: written once, when it happens.</summary>
internal sealed record JsonRow(long Time, ReadOnlyMemory<byte> Json)
{
    public static JsonRow Keep(StateArchive a, JsonRow? row) => new(a.Long(row?.Time), a.Bytes(row?.Json));

    public static JsonRow Of(long time, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, JsonReply.Options)) write(writer);
        return new JsonRow(time, buffer.WrittenMemory);
    }

    /// <summary>A row that was told before.</summary>
    /// <exception cref="EmulatorSeedException">It is no JSON object with a time.</exception>
    public static JsonRow Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return new JsonRow(document.RootElement.GetProperty("time").GetInt64(), System.Text.Encoding.UTF8.GetBytes(json));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new EmulatorSeedException($"A row of an account's history is no JSON object with a time: {e.Message}", e);
        }
    }

    public void Write(Utf8JsonWriter writer) => writer.WriteRawValue(Json.Span, skipInputValidation: true);
}
