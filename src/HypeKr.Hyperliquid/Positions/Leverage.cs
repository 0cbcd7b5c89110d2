using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The leverage of a position and how its margin is kept. Wire: <c>leverage</c>.</summary>
public sealed class Leverage
{
    /// <summary>Cross or isolated. Wire: <c>type</c>.</summary>
    [JsonPropertyName("type")]
    public MarginMode? Mode { get; init; }

    /// <summary>The multiple. Wire: <c>value</c>.</summary>
    [JsonPropertyName("value")]
    public int? Value { get; init; }

    /// <summary>The isolated collateral without position value. Wire: <c>rawUsd</c>, absent for cross.</summary>
    [JsonPropertyName("rawUsd")]
    public decimal? RawUsd { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
