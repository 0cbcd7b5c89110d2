using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Builds replies.</summary>
internal static class JsonReply
{
    // The venue escapes only what JSON demands: "Long > Short" comes as it is.
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static EmulatorReply Of(Action<Utf8JsonWriter> write, int statusCode = 200)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options)) write(writer);
        return new EmulatorReply(statusCode, "application/json", buffer.WrittenMemory);
    }

    public static EmulatorReply Text(int statusCode, string text) => new(statusCode, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));

    public static void EmptyList(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        writer.WriteEndArray();
    }

    public static void WriteRows(Utf8JsonWriter writer, IEnumerable<JsonRow>? rows)
    {
        writer.WriteStartArray();
        foreach (var row in rows ?? []) row.Write(writer);
        writer.WriteEndArray();
    }

    /// <summary>An object whose members are text.</summary>
    public static void WriteTexts(this Utf8JsonWriter writer, params ReadOnlySpan<(string Name, string Value)> members)
    {
        foreach (var (name, value) in members) writer.WriteString(name, value);
    }
}
