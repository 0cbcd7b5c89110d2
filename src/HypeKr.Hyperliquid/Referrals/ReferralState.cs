using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Who referred an address, and whom it referred. Wire: info <c>referral</c>.</summary>
/// <remarks>Amounts are in USDC unless by token.</remarks>
public sealed class ReferralState
{
    /// <summary>Who referred it; null when nobody did. Wire: <c>referredBy</c>.</summary>
    [JsonPropertyName("referredBy")]
    public Referrer? ReferredBy { get; init; }

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

    /// <summary>How it stands as a referrer. Wire: <c>referrerState</c>.</summary>
    [JsonPropertyName("referrerState")]
    public ReferrerState? ReferrerState { get; init; }

    /// <summary>Rewards so far. Wire: <c>rewardHistory</c>.</summary>
    [JsonPropertyName("rewardHistory")]
    public IReadOnlyList<ReferralReward>? RewardHistory { get; init; }

    /// <summary>Rewards by token. Wire: <c>tokenToState</c>.</summary>
    [JsonPropertyName("tokenToState")]
    public IReadOnlyList<ReferralTokenState>? Tokens { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
