using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Whether a vault stands alone, or is parent or child of others. Wire: <c>VaultRelationship</c>.</summary>
public sealed class VaultRelationship
{
    /// <summary>Alone, parent or child. Wire: <c>type</c>.</summary>
    [JsonPropertyName("type")]
    public VaultKind? Kind { get; init; }

    /// <summary>The children, for a parent. Wire: <c>data</c>.</summary>
    [JsonPropertyName("data")]
    public VaultChildren? Data { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
