using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>An isolated position. Wire: <c>isolated</c>.</summary>
public sealed class IsolatedPositionIndex
{
    /// <summary>The asset id. Wire: <c>asset</c>.</summary>
    [JsonPropertyName("asset")]
    public int? Asset { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
