using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The staking balance of an address, in HYPE. Wire: info <c>delegatorSummary</c>.</summary>
public sealed class DelegatorSummary
{
    /// <summary>Delegated to validators. Wire: <c>delegated</c>.</summary>
    [JsonPropertyName("delegated")]
    public decimal? Delegated { get; init; }

    /// <summary>In the staking balance, not delegated. Wire: <c>undelegated</c>.</summary>
    [JsonPropertyName("undelegated")]
    public decimal? Undelegated { get; init; }

    /// <summary>On its way back to spot. Wire: <c>totalPendingWithdrawal</c>.</summary>
    [JsonPropertyName("totalPendingWithdrawal")]
    public decimal? PendingWithdrawal { get; init; }

    /// <summary>How many withdrawals are on their way. Wire: <c>nPendingWithdrawals</c>.</summary>
    [JsonPropertyName("nPendingWithdrawals")]
    public int? PendingWithdrawalCount { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
