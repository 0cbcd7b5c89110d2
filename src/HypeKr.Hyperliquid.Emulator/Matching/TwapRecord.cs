using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A change of a TWAP, with how far it had come.</summary>
/// <param name="Twap">The TWAP.</param>
/// <param name="Time">When, Unix milliseconds.</param>
/// <param name="Status"><c>waitingForTrigger</c>, <c>activated</c>, <c>finished</c>, <c>terminated</c>, <c>stopped</c> or <c>error</c>.</param>
/// <param name="Description">What went wrong.</param>
/// <param name="ExecutedSize">How much was traded until then.</param>
/// <param name="ExecutedValue">For how much.</param>
internal sealed record TwapRecord(Twap Twap, long Time, string Status, string? Description, decimal ExecutedSize, decimal ExecutedValue)
{
    /// <summary>The item of <c>twapHistory</c>, whose time is in seconds.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("time", Time / 1000);
        writer.WritePropertyName("state");
        Twap.WriteState(writer, ExecutedValue, ExecutedSize);
        writer.WriteStartObject("status");
        writer.WriteString("status", Status);
        if (Description is not null) writer.WriteString("description", Description);
        writer.WriteEndObject();
        writer.WriteNumber("twapId", Twap.Id);
        writer.WriteEndObject();
    }
}
