using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>All open orders of one address on one dex. Wire: subscription <c>openOrders</c>.</summary>
public sealed class OpenOrdersUpdate
{
    /// <summary>The dex by name; empty is the main dex. Wire: <c>dex</c>.</summary>
    [JsonPropertyName("dex")]
    public string? Dex { get; init; }

    /// <summary>The address. Wire: <c>user</c>.</summary>
    [JsonPropertyName("user")]
    public EthereumAddress? User { get; init; }

    /// <summary>The orders, triggers among them. Wire: <c>orders</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("orders")]
    public IReadOnlyList<OrderDetails> Orders { get; init => field = value ?? []; } = [];

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
