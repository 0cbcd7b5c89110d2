using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What an address pays and why. Wire: info <c>userFees</c>.</summary>
/// <remarks>Rates are fractions: 0.00045 is 4.5 basis points. A negative maker rate is a rebate.</remarks>
public sealed class UserFees
{
    /// <summary>Volume by day, the latest days only. Wire: <c>dailyUserVlm</c>.</summary>
    [JsonPropertyName("dailyUserVlm")]
    public IReadOnlyList<DailyVolume>? DailyVolumes { get; init; }

    /// <summary>The schedule that everybody has, before discounts. Wire: <c>feeSchedule</c>.</summary>
    [JsonPropertyName("feeSchedule")]
    public FeeSchedule? Schedule { get; init; }

    /// <summary>What this address pays on perps when it takes. Wire: <c>userCrossRate</c>.</summary>
    [JsonPropertyName("userCrossRate")]
    public decimal? TakerRate { get; init; }

    /// <summary>What this address pays on perps when it makes. Wire: <c>userAddRate</c>.</summary>
    [JsonPropertyName("userAddRate")]
    public decimal? MakerRate { get; init; }

    /// <summary>What this address pays on spot when it takes. Wire: <c>userSpotCrossRate</c>.</summary>
    [JsonPropertyName("userSpotCrossRate")]
    public decimal? SpotTakerRate { get; init; }

    /// <summary>What this address pays on spot when it makes. Wire: <c>userSpotAddRate</c>.</summary>
    [JsonPropertyName("userSpotAddRate")]
    public decimal? SpotMakerRate { get; init; }

    /// <summary>The discount for having been referred, a fraction. Wire: <c>activeReferralDiscount</c>.</summary>
    [JsonPropertyName("activeReferralDiscount")]
    public decimal? ReferralDiscount { get; init; }

    /// <summary>The fee trial, as it came: its shape is not documented. Wire: <c>trial</c>.</summary>
    [JsonPropertyName("trial")]
    public JsonElement? Trial { get; init; }

    /// <summary>Fees held back by a trial. Wire: <c>feeTrialEscrow</c>.</summary>
    [JsonPropertyName("feeTrialEscrow")]
    public decimal? TrialEscrow { get; init; }

    /// <summary>When the next trial can be had; null when none. Wire: <c>nextTrialAvailableTimestamp</c>, milliseconds.</summary>
    [JsonPropertyName("nextTrialAvailableTimestamp")]
    public DateTimeOffset? NextTrialAt { get; init; }

    /// <summary>The link between a staking and a trading address; null without one. Wire: <c>stakingLink</c>.</summary>
    [JsonPropertyName("stakingLink")]
    public StakingLink? StakingLink { get; init; }

    /// <summary>The discount for staked HYPE. Wire: <c>activeStakingDiscount</c>.</summary>
    [JsonPropertyName("activeStakingDiscount")]
    public StakingDiscount? StakingDiscount { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
