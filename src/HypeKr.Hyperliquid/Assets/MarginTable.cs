using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>How much leverage is allowed at which size. Wire: <c>MarginTable</c>, and the answer to <c>marginTable</c>.</summary>
public sealed class MarginTable
{
    /// <summary>What the table is for. Wire: <c>description</c>.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>The tiers, from the lowest bound up. Wire: <c>marginTiers</c>.</summary>
    [JsonPropertyName("marginTiers")]
    public IReadOnlyList<MarginTier> Tiers { get; init => field = value ?? []; } = [];

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
