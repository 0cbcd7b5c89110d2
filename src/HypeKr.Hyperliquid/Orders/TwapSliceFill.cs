using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A fill of a TWAP order's slice. Wire: an element of info <c>userTwapSliceFills</c>.</summary>
public sealed class TwapSliceFill
{
    /// <summary>The fill. Wire: <c>fill</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("fill")]
    public Fill? Fill { get; init; }

    /// <summary>The TWAP order's id. Wire: <c>twapId</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("twapId")]
    public long TwapId { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
