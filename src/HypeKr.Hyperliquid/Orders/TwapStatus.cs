using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What became of a TWAP order. Wire: <c>status</c>.</summary>
public sealed class TwapStatus
{
    /// <summary>The word. Wire: <c>status</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("status")]
    public TwapStatusKind Kind { get; init; }

    /// <summary>The venue's reason, for an error. Wire: <c>description</c>.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
