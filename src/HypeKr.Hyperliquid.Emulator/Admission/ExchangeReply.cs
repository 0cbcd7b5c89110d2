using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The forms of an answer to <c>POST /exchange</c>.</summary>
internal static class ExchangeReply
{
    public static EmulatorReply Error(string text) => JsonReply.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteTexts(("status", "err"), ("response", text));
        writer.WriteEndObject();
    });

    public static EmulatorReply Default() => Ok("default", null);

    /// <summary>An answer whose <c>data</c> has members.</summary>
    public static EmulatorReply Data(string type, Action<Utf8JsonWriter> writeMembers) => Ok(type, writeMembers);

    private static EmulatorReply Ok(string type, Action<Utf8JsonWriter>? writeMembers) => JsonReply.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("status", "ok");
        writer.WriteStartObject("response");
        writer.WriteString("type", type);
        if (writeMembers is not null)
        {
            writer.WriteStartObject("data");
            writeMembers(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    });
}
