using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>One side of an outcome. Wire: an element of <c>sideSpecs</c>.</summary>
public sealed class OutcomeSideListing
{
    /// <summary>What the side is called, such as <c>Yes</c>. Wire: <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>The token of the side, where the venue says it. Wire: <c>token</c>.</summary>
    [JsonPropertyName("token")]
    public long? Token { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
