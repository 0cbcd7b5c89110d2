using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What a builder dex allows at most. Wire: the answer to <c>perpDexLimits</c>.</summary>
public sealed class PerpDexLimits
{
    /// <summary>Open interest of the whole dex, in quote currency. Wire: <c>totalOiCap</c>.</summary>
    [JsonPropertyName("totalOiCap")]
    public decimal? TotalOpenInterestCap { get; init; }

    /// <summary>Open interest of one coin, in units. Wire: <c>oiSzCapPerPerp</c>.</summary>
    [JsonPropertyName("oiSzCapPerPerp")]
    public decimal? OpenInterestSizeCapPerPerp { get; init; }

    /// <summary>The most that one transfer may move, in quote currency. Wire: <c>maxTransferNtl</c>.</summary>
    [JsonPropertyName("maxTransferNtl")]
    public decimal? MaxTransferNotional { get; init; }

    /// <summary>Open interest by coin, in quote currency. Wire: <c>coinToOiCap</c>.</summary>
    [JsonPropertyName("coinToOiCap")]
    public IReadOnlyList<CoinValue> OpenInterestCaps { get; init => field = value ?? []; } = [];

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
