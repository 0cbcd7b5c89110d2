using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>An outcome by its number.</summary>
public sealed class OutcomeReference
{
    /// <summary>The number. Wire: <c>outcome</c>.</summary>
    [JsonPropertyName("outcome")]
    public int? Outcome { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
