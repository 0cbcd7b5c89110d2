using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Fees of a referred address in one token. Wire: <c>referralStates[].tokenToState[][1]</c>.</summary>
public sealed class ReferredFees
{
    /// <summary>Its volume since inception. Wire: <c>cumVlm</c>.</summary>
    [JsonPropertyName("cumVlm")]
    public decimal? CumulativeVolume { get; init; }

    /// <summary>Its fees that count. Wire: <c>cumRewardedFeesSinceReferred</c>.</summary>
    [JsonPropertyName("cumRewardedFeesSinceReferred")]
    public decimal? RewardedFees { get; init; }

    /// <summary>The part that went to the referrer. Wire: <c>cumFeesRewardedToReferrer</c>.</summary>
    [JsonPropertyName("cumFeesRewardedToReferrer")]
    public decimal? FeesToReferrer { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
