using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A position and its kind. Wire: <c>assetPositions[]</c>.</summary>
public sealed class AssetPosition
{
    /// <summary>The kind as the venue words it; <c>oneWay</c> so far. Wire: <c>type</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>The position. Wire: <c>position</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("position")]
    public Position? Position { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
