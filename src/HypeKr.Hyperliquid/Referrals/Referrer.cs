using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Who referred an address. Wire: <c>referredBy</c>.</summary>
public sealed class Referrer
{
    /// <summary>The referrer. Wire: <c>referrer</c>.</summary>
    [JsonPropertyName("referrer")]
    public EthereumAddress? Address { get; init; }

    /// <summary>The code that was used. Wire: <c>code</c>.</summary>
    [JsonPropertyName("code")]
    public string? Code { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
