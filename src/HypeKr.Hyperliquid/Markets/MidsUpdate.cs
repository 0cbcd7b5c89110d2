using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>All mids of one dex. Wire: subscription <c>allMids</c>.</summary>
public sealed class MidsUpdate
{
    /// <summary>Prices by wire coin; where a side of a book is empty, that of the last trade. Wire: <c>mids</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("mids")]
    public Dictionary<string, decimal>? Mids { get; init; }

    /// <summary>The dex, where one was asked for. Wire: <c>dex</c>.</summary>
    [JsonPropertyName("dex")]
    public string? Dex { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
