using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Spot and outcome balances of one address. Wire: subscription <c>spotState</c>.</summary>
public sealed class SpotStateUpdate
{
    /// <summary>The address. Wire: <c>user</c>.</summary>
    [JsonPropertyName("user")]
    public EthereumAddress? User { get; init; }

    /// <summary>The balances. Wire: <c>spotState</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("spotState")]
    public SpotState? State { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
