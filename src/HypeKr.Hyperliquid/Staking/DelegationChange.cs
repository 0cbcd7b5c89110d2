using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>A delegation or its end. Wire: <c>delta.delegate</c>.</summary>
public sealed class DelegationChange
{
    /// <summary>The validator. Wire: <c>validator</c>.</summary>
    [JsonPropertyName("validator")]
    public EthereumAddress? Validator { get; init; }

    /// <summary>In HYPE. Wire: <c>amount</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("amount")]
    public decimal Amount { get; init; }

    /// <summary>Whether it is taken back. Wire: <c>isUndelegate</c>.</summary>
    [JsonPropertyName("isUndelegate")]
    public bool? IsUndelegate { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
