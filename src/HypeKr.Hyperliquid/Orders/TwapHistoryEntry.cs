using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A change in the life of a TWAP order. Wire: an element of info <c>twapHistory</c>.</summary>
public sealed class TwapHistoryEntry
{
    /// <summary>When. Wire: <c>time</c>, seconds.</summary>
    [JsonConverter(typeof(UnixSecondsConverter))]
    [JsonPropertyName("time")]
    public DateTimeOffset? Time { get; init; }

    /// <summary>The order at that time. Wire: <c>state</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("state")]
    public TwapState? State { get; init; }

    /// <summary>What became of it. Wire: <c>status</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("status")]
    public TwapStatus? Status { get; init; }

    /// <summary>The order's id; absent in old data. Wire: <c>twapId</c>.</summary>
    [JsonPropertyName("twapId")]
    public long? TwapId { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
