using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A builder-deployed perp dex (HIP-3). Wire: an element of the answer to <c>perpDexs</c>, whose first is null for the main dex.</summary>
public sealed class PerpDex
{
    /// <summary>The name, which stands before the coins it lists: <c>xyz</c> in <c>xyz:GOLD</c>. Wire: <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>A longer name. Wire: <c>fullName</c>.</summary>
    [JsonPropertyName("fullName")]
    public string? FullName { get; init; }

    /// <summary>Members that this version does not know, such as <c>deployer</c> and fee scales, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
