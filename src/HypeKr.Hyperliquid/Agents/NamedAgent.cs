using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>An API wallet that was approved under a name. Wire: an element of info <c>extraAgents</c>.</summary>
public sealed class NamedAgent
{
    /// <summary>The agent's address. Wire: <c>address</c>.</summary>
    [JsonPropertyName("address")]
    public EthereumAddress? Address { get; init; }

    /// <summary>The name that it was approved under. Wire: <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>When the approval ends; null when it does not say. Wire: <c>validUntil</c>, milliseconds.</summary>
    [JsonPropertyName("validUntil")]
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
