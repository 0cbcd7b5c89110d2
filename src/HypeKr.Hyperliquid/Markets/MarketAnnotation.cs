using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What a coin or token is about, in its deployer's words. Wire: <c>perpAnnotation</c>, <c>tokenAnnotation</c> and their concise forms.</summary>
public sealed class MarketAnnotation
{
    /// <summary>The category. Wire: <c>category</c>.</summary>
    [JsonPropertyName("category")]
    public string? Category { get; init; }

    /// <summary>The description; absent in the concise forms. Wire: <c>description</c>.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>A name for screens. Wire: <c>displayName</c>.</summary>
    [JsonPropertyName("displayName")]
    public string? DisplayName { get; init; }

    /// <summary>Words to search by. Wire: <c>keywords</c>.</summary>
    [JsonPropertyName("keywords")]
    public IReadOnlyList<string> Keywords { get; init => field = value ?? []; } = [];

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
