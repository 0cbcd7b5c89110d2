using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What changed in a staking balance: one of the members is set. Wire: the <c>delta</c> of info <c>delegatorHistory</c>.</summary>
/// <remarks>A kind that this version does not know is in <see cref="OtherMembers"/>.</remarks>
public sealed class DelegatorDelta
{
    /// <summary>A delegation or its end. Wire: <c>delegate</c>.</summary>
    [JsonPropertyName("delegate")]
    public DelegationChange? Delegate { get; init; }

    /// <summary>From spot into the staking balance. Wire: <c>cDeposit</c>.</summary>
    [JsonPropertyName("cDeposit")]
    public StakingDeposit? Deposit { get; init; }

    /// <summary>Out of the staking balance. Wire: <c>withdrawal</c>.</summary>
    [JsonPropertyName("withdrawal")]
    public StakingWithdrawal? Withdrawal { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
