using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Rewards in one token. Wire: <c>tokenToState[][1]</c>.</summary>
public sealed class ReferralRewards
{
    /// <summary>Volume since inception. Wire: <c>cumVlm</c>.</summary>
    [JsonPropertyName("cumVlm")]
    public decimal? CumulativeVolume { get; init; }

    /// <summary>Rewards that wait to be claimed. Wire: <c>unclaimedRewards</c>.</summary>
    [JsonPropertyName("unclaimedRewards")]
    public decimal? UnclaimedRewards { get; init; }

    /// <summary>Rewards claimed so far. Wire: <c>claimedRewards</c>.</summary>
    [JsonPropertyName("claimedRewards")]
    public decimal? ClaimedRewards { get; init; }

    /// <summary>Rewards as a builder. Wire: <c>builderRewards</c>.</summary>
    [JsonPropertyName("builderRewards")]
    public decimal? BuilderRewards { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
