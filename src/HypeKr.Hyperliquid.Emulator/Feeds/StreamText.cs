using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Writes messages of sockets.</summary>
internal static class StreamText
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Pong { get; } = """{"channel":"pong"}"""u8.ToArray();

    /// <summary>Any JSON.</summary>
    public static ReadOnlyMemory<byte> Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options)) write(writer);
        return buffer.WrittenMemory;
    }

    /// <summary>A message of a channel.</summary>
    public static ReadOnlyMemory<byte> Message(string channel, Action<Utf8JsonWriter> writeData) => Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("channel", channel);
        writer.WritePropertyName("data");
        writeData(writer);
        writer.WriteEndObject();
    });

    public static ReadOnlyMemory<byte> Error(string text) => Message("error", writer => writer.WriteStringValue(text));

    public static ReadOnlyMemory<byte> Acknowledgement(string method, string echo) => Message("subscriptionResponse", writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("method", method);
        writer.WritePropertyName("subscription");
        writer.WriteRawValue(echo, skipInputValidation: true);
        writer.WriteEndObject();
    });

    /// <summary>JSON that was written before.</summary>
    public static void WriteRaw(this Utf8JsonWriter writer, string name, ReadOnlyMemory<byte> json)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(json.Span, skipInputValidation: true);
    }

    public static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
