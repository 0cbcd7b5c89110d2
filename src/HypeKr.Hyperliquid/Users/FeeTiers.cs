using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Fee tiers. Wire: <c>feeSchedule.tiers</c>.</summary>
public sealed class FeeTiers
{
    /// <summary>By weighted volume of 14 days. Wire: <c>vip</c>.</summary>
    [JsonPropertyName("vip")]
    public IReadOnlyList<VolumeFeeTier>? ByVolume { get; init; }

    /// <summary>Rebates by share of the venue's maker volume. Wire: <c>mm</c>.</summary>
    [JsonPropertyName("mm")]
    public IReadOnlyList<MakerFeeTier>? ByMakerShare { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
