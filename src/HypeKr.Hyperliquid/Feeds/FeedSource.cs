using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace HypeKr.Hyperliquid;

/// <summary>A subscription, how its messages are read, and what a slow reader gets unless he says otherwise.</summary>
internal sealed record FeedSource<T>(SubscriptionRequest Request, Func<ReadOnlyMemory<byte>, FeedMessage<T>> Decode, SlowReaderPolicy SlowReader);

/// <summary>The ways in which messages hold values.</summary>
internal static class FeedSource
{
    /// <summary>A message is one value.</summary>
    public static FeedSource<T> Single<T>(SubscriptionRequest request, JsonTypeInfo<T> type, SlowReaderPolicy slowReader = SlowReaderPolicy.Latest) =>
        new(request, data => new([Read(data, type)]), slowReader);

    /// <summary>A message is an array of values.</summary>
    public static FeedSource<T> Many<T>(SubscriptionRequest request, JsonTypeInfo<T[]> type, SlowReaderPolicy slowReader) =>
        new(request, data => new(Read(data, type)), slowReader);

    /// <summary>A message is one value, or an array of them.</summary>
    public static FeedSource<T> OneOrMany<T>(SubscriptionRequest request, JsonTypeInfo<T> one, JsonTypeInfo<T[]> many, SlowReaderPolicy slowReader) =>
        new(request, data => data.Span.TrimStart(" \t\r\n"u8).StartsWith("["u8) ? new(Read(data, many)) : new([Read(data, one)]), slowReader);

    /// <summary>A message is an object that holds values.</summary>
    public static FeedSource<T> Within<TEnvelope, T>(
        SubscriptionRequest request, JsonTypeInfo<TEnvelope> type, Func<TEnvelope, FeedMessage<T>> open, SlowReaderPolicy slowReader) =>
        new(request, data => open(Read(data, type)), slowReader);

    /// <summary>A message as it came.</summary>
    public static FeedSource<JsonElement> Raw(SubscriptionRequest request) => new(request, ReadRaw, SlowReaderPolicy.Fail);

    private static T Read<T>(ReadOnlyMemory<byte> data, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(data.Span, type) ?? throw new JsonException("It is null.");

    private static FeedMessage<JsonElement> ReadRaw(ReadOnlyMemory<byte> data)
    {
        using var document = JsonDocument.Parse(data);
        var root = document.RootElement.Clone();
        bool? isSnapshot = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("isSnapshot"u8, out var flag) && flag.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? flag.GetBoolean()
            : null;
        return new([root], isSnapshot);
    }
}
