using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>A vault that an address leads. Wire: an element of info <c>leadingVaults</c>.</summary>
public sealed class LeadingVault
{
    /// <summary>The vault's address. Wire: <c>address</c>.</summary>
    [JsonPropertyName("address")]
    public EthereumAddress? Address { get; init; }

    /// <summary>Its name. Wire: <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
