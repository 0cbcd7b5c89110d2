using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A reward for staking. Wire: an element of info <c>delegatorRewards</c>.</summary>
public sealed class DelegatorReward
{
    /// <summary>When. Wire: <c>time</c>, milliseconds.</summary>
    [JsonRequired]
    [JsonPropertyName("time")]
    public DateTimeOffset Time { get; init; }

    /// <summary>For what. Wire: <c>source</c>.</summary>
    [JsonPropertyName("source")]
    public DelegatorRewardSource? Source { get; init; }

    /// <summary>In HYPE. Wire: <c>totalAmount</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("totalAmount")]
    public decimal TotalAmount { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
