using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>One change of a staking balance. Wire: an element of info <c>delegatorHistory</c>.</summary>
public sealed class DelegatorHistoryEntry
{
    /// <summary>When. Wire: <c>time</c>, milliseconds.</summary>
    [JsonRequired]
    [JsonPropertyName("time")]
    public DateTimeOffset Time { get; init; }

    /// <summary>The transaction's hash. Wire: <c>hash</c>.</summary>
    [JsonPropertyName("hash")]
    public string? Hash { get; init; }

    /// <summary>What changed. Wire: <c>delta</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("delta")]
    public DelegatorDelta? Delta { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
