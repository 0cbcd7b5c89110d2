using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>All TWAP orders of one address that run on one dex. Wire: subscription <c>twapStates</c>.</summary>
public sealed class TwapStatesUpdate
{
    /// <summary>The dex by name; empty is the main dex. Wire: <c>dex</c>.</summary>
    [JsonPropertyName("dex")]
    public string? Dex { get; init; }

    /// <summary>The address. Wire: <c>user</c>.</summary>
    [JsonPropertyName("user")]
    public EthereumAddress? User { get; init; }

    /// <summary>The orders with their ids. Wire: <c>states</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("states")]
    public IReadOnlyList<TwapStateEntry> States { get; init => field = value ?? []; } = [];

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
