using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>One tier of a margin table. Wire: an element of <c>marginTiers</c>.</summary>
public sealed class MarginTier
{
    /// <summary>The notional position value from which the tier applies. Wire: <c>lowerBound</c>.</summary>
    [JsonPropertyName("lowerBound")]
    public decimal? LowerBound { get; init; }

    /// <summary>The largest leverage within the tier. Wire: <c>maxLeverage</c>.</summary>
    [JsonPropertyName("maxLeverage")]
    public int? MaxLeverage { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
