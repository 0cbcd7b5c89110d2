using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>An address that was referred. Wire: <c>referralStates[]</c>.</summary>
public sealed class ReferredUser
{
    /// <summary>The address. Wire: <c>user</c>.</summary>
    [JsonPropertyName("user")]
    public EthereumAddress? Address { get; init; }

    /// <summary>Its volume since inception. Wire: <c>cumVlm</c>.</summary>
    [JsonPropertyName("cumVlm")]
    public decimal? CumulativeVolume { get; init; }

    /// <summary>Its fees that count. Wire: <c>cumRewardedFeesSinceReferred</c>.</summary>
    [JsonPropertyName("cumRewardedFeesSinceReferred")]
    public decimal? RewardedFees { get; init; }

    /// <summary>The part that went to the referrer. Wire: <c>cumFeesRewardedToReferrer</c>.</summary>
    [JsonPropertyName("cumFeesRewardedToReferrer")]
    public decimal? FeesToReferrer { get; init; }

    /// <summary>When it joined. Wire: <c>timeJoined</c>, milliseconds.</summary>
    [JsonPropertyName("timeJoined")]
    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>The same by token. Wire: <c>tokenToState</c>.</summary>
    [JsonPropertyName("tokenToState")]
    public IReadOnlyList<ReferredTokenState>? Tokens { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
