using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Rates from a volume on, as fractions. Wire: <c>tiers.vip[]</c>.</summary>
public sealed class VolumeFeeTier
{
    /// <summary>The volume above which the tier holds, in quote currency. Wire: <c>ntlCutoff</c>.</summary>
    [JsonPropertyName("ntlCutoff")]
    public decimal? VolumeAbove { get; init; }

    /// <summary>Perps, taking. Wire: <c>cross</c>.</summary>
    [JsonPropertyName("cross")]
    public decimal? TakerRate { get; init; }

    /// <summary>Perps, making. Wire: <c>add</c>.</summary>
    [JsonPropertyName("add")]
    public decimal? MakerRate { get; init; }

    /// <summary>Spot, taking. Wire: <c>spotCross</c>.</summary>
    [JsonPropertyName("spotCross")]
    public decimal? SpotTakerRate { get; init; }

    /// <summary>Spot, making. Wire: <c>spotAdd</c>.</summary>
    [JsonPropertyName("spotAdd")]
    public decimal? SpotMakerRate { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
