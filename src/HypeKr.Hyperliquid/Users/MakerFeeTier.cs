using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The maker rate from a share of maker volume on. Wire: <c>tiers.mm[]</c>.</summary>
public sealed class MakerFeeTier
{
    /// <summary>The share above which the tier holds, a fraction. Wire: <c>makerFractionCutoff</c>.</summary>
    [JsonPropertyName("makerFractionCutoff")]
    public decimal? ShareAbove { get; init; }

    /// <summary>The rate; negative is a rebate. Wire: <c>add</c>.</summary>
    [JsonPropertyName("add")]
    public decimal? MakerRate { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
