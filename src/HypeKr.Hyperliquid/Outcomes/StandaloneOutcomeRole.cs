using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A template for an outcome of its own. Wire: <c>standaloneOutcome</c>.</summary>
public sealed class StandaloneOutcomeRole
{
    /// <summary>What the two sides are called. Wire: <c>sideNames</c>.</summary>
    [JsonPropertyName("sideNames")]
    public IReadOnlyList<string> SideNames { get; init => field = value ?? []; } = [];

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
