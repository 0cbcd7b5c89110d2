using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>One perpetual as its dex lists it. Wire: an element of <c>meta.universe</c>.</summary>
public sealed class PerpListing
{
    /// <summary>The coin; on a builder-deployed dex with the dex before it, as in <c>xyz:GOLD</c>. Wire: <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Fractional digits of sizes. Wire: <c>szDecimals</c>.</summary>
    [JsonPropertyName("szDecimals")]
    public int? SizeDecimals { get; init; }

    /// <summary>The largest leverage. Wire: <c>maxLeverage</c>.</summary>
    [JsonPropertyName("maxLeverage")]
    public int? MaxLeverage { get; init; }

    /// <summary>Which margin table applies. Wire: <c>marginTableId</c>.</summary>
    [JsonPropertyName("marginTableId")]
    public int? MarginTableId { get; init; }

    /// <summary>Whether only isolated margin is allowed; the older form of <see cref="MarginMode"/>. Wire: <c>onlyIsolated</c>.</summary>
    [JsonConverter(typeof(FlagConverter))]
    [JsonPropertyName("onlyIsolated")]
    public bool OnlyIsolated { get; init; }

    /// <summary>Whether it can no longer be traded. Wire: <c>isDelisted</c>.</summary>
    [JsonConverter(typeof(FlagConverter))]
    [JsonPropertyName("isDelisted")]
    public bool IsDelisted { get; init; }

    /// <summary><c>strictIsolated</c>, <c>noCross</c>, or absent. Wire: <c>marginMode</c>.</summary>
    [JsonPropertyName("marginMode")]
    public string? MarginMode { get; init; }

    /// <summary><c>enabled</c> while fees are lowered to help the market grow, or absent. Wire: <c>growthMode</c>.</summary>
    [JsonPropertyName("growthMode")]
    public string? GrowthMode { get; init; }

    /// <summary>When the growth mode last changed, as the venue writes it. Wire: <c>lastGrowthModeChangeTime</c>.</summary>
    [JsonPropertyName("lastGrowthModeChangeTime")]
    public string? LastGrowthModeChangeTime { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
