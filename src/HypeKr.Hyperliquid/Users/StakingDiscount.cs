using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The discount from an amount of staked HYPE on. Wire: <c>stakingDiscountTiers[]</c> and <c>activeStakingDiscount</c>.</summary>
public sealed class StakingDiscount
{
    /// <summary>The staked part of the maximal supply, in basis points. Wire: <c>bpsOfMaxSupply</c>.</summary>
    [JsonPropertyName("bpsOfMaxSupply")]
    public decimal? BasisPointsOfMaxSupply { get; init; }

    /// <summary>The discount, a fraction. Wire: <c>discount</c>.</summary>
    [JsonPropertyName("discount")]
    public decimal? Discount { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
