using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What an address has lent and borrowed. Wire: info <c>borrowLendUserState</c>.</summary>
public sealed class BorrowLendUserState
{
    /// <summary>By token. Wire: <c>tokenToState</c>.</summary>
    [JsonPropertyName("tokenToState")]
    public IReadOnlyList<BorrowLendTokenState>? Tokens { get; init; }

    /// <summary>How safe the debt is. Wire: <c>health</c>.</summary>
    [JsonPropertyName("health")]
    public BorrowLendHealth? Health { get; init; }

    /// <summary>The same as a number; null without debt. Wire: <c>healthFactor</c>.</summary>
    [JsonPropertyName("healthFactor")]
    public decimal? HealthFactor { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
