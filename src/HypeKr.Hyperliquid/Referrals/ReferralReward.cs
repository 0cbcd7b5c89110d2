using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Rewards of one time. Wire: <c>rewardHistory[]</c>.</summary>
public sealed class ReferralReward
{
    /// <summary>What was earned. Wire: <c>earned</c>.</summary>
    [JsonPropertyName("earned")]
    public decimal? Earned { get; init; }

    /// <summary>The address's own volume. Wire: <c>vlm</c>.</summary>
    [JsonPropertyName("vlm")]
    public decimal? Volume { get; init; }

    /// <summary>The volume of those referred. Wire: <c>referralVlm</c>.</summary>
    [JsonPropertyName("referralVlm")]
    public decimal? ReferralVolume { get; init; }

    /// <summary>When. Wire: <c>time</c>, milliseconds.</summary>
    [JsonPropertyName("time")]
    public DateTimeOffset? Time { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
