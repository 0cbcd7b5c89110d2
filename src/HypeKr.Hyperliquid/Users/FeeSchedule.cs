using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The venue's fees before discounts, as fractions. Wire: <c>feeSchedule</c>.</summary>
public sealed class FeeSchedule
{
    /// <summary>Perps, taking, lowest tier. Wire: <c>cross</c>.</summary>
    [JsonPropertyName("cross")]
    public decimal? TakerRate { get; init; }

    /// <summary>Perps, making, lowest tier. Wire: <c>add</c>.</summary>
    [JsonPropertyName("add")]
    public decimal? MakerRate { get; init; }

    /// <summary>Spot, taking, lowest tier. Wire: <c>spotCross</c>.</summary>
    [JsonPropertyName("spotCross")]
    public decimal? SpotTakerRate { get; init; }

    /// <summary>Spot, making, lowest tier. Wire: <c>spotAdd</c>.</summary>
    [JsonPropertyName("spotAdd")]
    public decimal? SpotMakerRate { get; init; }

    /// <summary>The tiers above the lowest. Wire: <c>tiers</c>.</summary>
    [JsonPropertyName("tiers")]
    public FeeTiers? Tiers { get; init; }

    /// <summary>The discount of a referred address, a fraction. Wire: <c>referralDiscount</c>.</summary>
    [JsonPropertyName("referralDiscount")]
    public decimal? ReferralDiscount { get; init; }

    /// <summary>Discounts by the amount staked. Wire: <c>stakingDiscountTiers</c>.</summary>
    [JsonPropertyName("stakingDiscountTiers")]
    public IReadOnlyList<StakingDiscount>? StakingDiscounts { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
