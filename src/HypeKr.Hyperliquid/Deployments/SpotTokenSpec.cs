using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Name and digits of a token under way. Wire: <c>spec</c>.</summary>
public sealed class SpotTokenSpec
{
    /// <summary>The name. Wire: <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Fractional digits of sizes. Wire: <c>szDecimals</c>.</summary>
    [JsonPropertyName("szDecimals")]
    public int? SizeDecimals { get; init; }

    /// <summary>Fractional digits of balances. Wire: <c>weiDecimals</c>.</summary>
    [JsonPropertyName("weiDecimals")]
    public int? WeiDecimals { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
