using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>HYPE delegated to one validator. Wire: an element of info <c>delegations</c>.</summary>
public sealed class Delegation
{
    /// <summary>The validator. Wire: <c>validator</c>.</summary>
    [JsonPropertyName("validator")]
    public EthereumAddress? Validator { get; init; }

    /// <summary>In HYPE. Wire: <c>amount</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("amount")]
    public decimal Amount { get; init; }

    /// <summary>When it can be undelegated. Wire: <c>lockedUntilTimestamp</c>, milliseconds.</summary>
    [JsonPropertyName("lockedUntilTimestamp")]
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
