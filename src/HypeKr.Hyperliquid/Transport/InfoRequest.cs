using System.Buffers;
using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <summary>The body of a read and the word that names it.</summary>
internal readonly record struct InfoRequest(string Type, ReadOnlyMemory<byte> Body)
{
    /// <summary>Whether it goes before others and may use the reserved budget, whatever the table says: an order or a cancel waits for it.</summary>
    public bool IsUrgent { get; init; }

    public static InfoRequest Create(string type, Action<Utf8JsonWriter>? writeMembers = null)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, type);
            writeMembers?.Invoke(writer);
            writer.WriteEndObject();
        }

        return new(type, buffer.WrittenMemory);
    }
}
