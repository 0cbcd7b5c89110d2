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

    private const int MostSpared = 64 * 1024;

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)? _spare;

    public static EmulatorReply Of(Action<Utf8JsonWriter> write, int statusCode = 200)
    {
        // One reply at a time is written on a thread, unless one is written within another.
        var (buffer, writer) = _spare ?? Create();
        _spare = null;
        write(writer);
        writer.Flush();
        var body = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity <= MostSpared)
        {
            buffer.ResetWrittenCount();
            writer.Reset(buffer);
            _spare = (buffer, writer);
        }

        return new EmulatorReply(statusCode, "application/json", body);
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer) Create()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        return (buffer, new Utf8JsonWriter(buffer, Options));
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
