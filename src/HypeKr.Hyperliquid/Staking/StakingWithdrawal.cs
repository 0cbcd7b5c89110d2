using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>HYPE out of the staking balance. Wire: <c>delta.withdrawal</c>.</summary>
public sealed class StakingWithdrawal
{
    /// <summary>In HYPE. Wire: <c>amount</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("amount")]
    public decimal Amount { get; init; }

    /// <summary>How far it has come. Wire: <c>phase</c>.</summary>
    [JsonPropertyName("phase")]
    public StakingWithdrawalPhase? Phase { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
