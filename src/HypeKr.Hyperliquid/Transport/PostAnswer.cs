using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <summary>The venue's answer to what was posted over a socket: <c>{"channel":"post","data":{"id":1,"response":{"type":"info","payload":…}}}</c>.</summary>
/// <param name="Type">Wire: <c>response.type</c>: <c>info</c>, <c>action</c> or <c>error</c>; null where it cannot be read.</param>
/// <param name="Payload">Wire: <c>response.payload</c>, as it came.</param>
internal readonly record struct PostAnswer(string? Type, ReadOnlyMemory<byte> Payload)
{
    /// <summary>What the venue says of an error; null where it is none.</summary>
    public string? ReadError()
    {
        if (Type != "error") return null;
        try
        {
            using var document = JsonDocument.Parse(Payload);
            return document.RootElement.ValueKind == JsonValueKind.String ? document.RootElement.GetString() : document.RootElement.GetRawText();
        }
        catch (JsonException)
        {
            return HttpBody.Excerpt(Payload.Span);
        }
    }

    /// <summary>The answer to a read, without what the socket wraps round it: <c>{"type":"l2Book","data":…}</c>.</summary>
    /// <exception cref="JsonException">There is none.</exception>
    public ReadOnlyMemory<byte> ReadInfo()
    {
        if (Type != "info") throw new JsonException("It is no answer to a read.");
        var reader = new Utf8JsonReader(Payload.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException("It is not an object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isData = reader.ValueTextEquals("data"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isData) return Payload[start..(int)reader.BytesConsumed];
        }

        throw new JsonException("It has no data.");
    }

    /// <summary>Reads a message of the channel, as far as it can be: whose it is, and what it says.</summary>
    /// <param name="data">Wire: <c>data</c>, or the beginning of it.</param>
    /// <param name="id">Whose it is; null where that cannot be read.</param>
    public static PostAnswer Read(ReadOnlyMemory<byte> data, out long? id)
    {
        id = null;
        string? type = null;
        ReadOnlyMemory<byte>? payload = null;
        try
        {
            var reader = new Utf8JsonReader(data.Span, isFinalBlock: true, default);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return default;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (isId, isResponse) = (reader.ValueTextEquals("id"u8), reader.ValueTextEquals("response"u8));
                reader.Read();
                if (isId && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number)) id = number;
                if (!isResponse || reader.TokenType != JsonTokenType.StartObject)
                {
                    reader.Skip();
                    continue;
                }

                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var (isType, isPayload) = (reader.ValueTextEquals("type"u8), reader.ValueTextEquals("payload"u8));
                    reader.Read();
                    if (isType && reader.TokenType == JsonTokenType.String) type = reader.GetString();
                    var start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    if (isPayload) payload = data[start..(int)reader.BytesConsumed];
                }
            }

            return payload is { } found ? new(type, found) : default;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Half an answer is none, but it may tell whose it is.
            return default;
        }
    }
}
