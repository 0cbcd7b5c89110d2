using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>HYPE from spot into the staking balance. Wire: <c>delta.cDeposit</c>.</summary>
public sealed class StakingDeposit
{
    /// <summary>In HYPE. Wire: <c>amount</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("amount")]
    public decimal Amount { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
