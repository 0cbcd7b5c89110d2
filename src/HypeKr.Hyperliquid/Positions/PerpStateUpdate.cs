using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Margin and positions of one address on one dex. Wire: subscription <c>clearinghouseState</c>.</summary>
public sealed class PerpStateUpdate
{
    /// <summary>The dex by name; empty is the main dex. Wire: <c>dex</c>.</summary>
    [JsonPropertyName("dex")]
    public string? Dex { get; init; }

    /// <summary>The address. Wire: <c>user</c>.</summary>
    [JsonPropertyName("user")]
    public EthereumAddress? User { get; init; }

    /// <summary>Margin and positions. Wire: <c>clearinghouseState</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("clearinghouseState")]
    public PerpState? State { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
