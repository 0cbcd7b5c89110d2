using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>How a spot pair trades at present. Wire: <c>SpotAssetCtx</c>, an element of <c>spotMetaAndAssetCtxs</c>.</summary>
public sealed class SpotContext
{
    /// <summary>The wire coin of the pair. Wire: <c>coin</c>.</summary>
    [JsonPropertyName("coin")]
    public string Coin { get; init => field = value ?? ""; } = "";

    /// <summary>The price 24 hours ago. Wire: <c>prevDayPx</c>.</summary>
    [JsonPropertyName("prevDayPx")]
    public decimal? PreviousDayPrice { get; init; }

    /// <summary>Volume of 24 hours in quote currency. Wire: <c>dayNtlVlm</c>.</summary>
    [JsonPropertyName("dayNtlVlm")]
    public decimal? DayNotionalVolume { get; init; }

    /// <summary>The mark price. Wire: <c>markPx</c>.</summary>
    [JsonPropertyName("markPx")]
    public decimal? MarkPrice { get; init; }

    /// <summary>The middle of the book; null where a side is empty. Wire: <c>midPx</c>.</summary>
    [JsonPropertyName("midPx")]
    public decimal? MidPrice { get; init; }

    /// <summary>Circulating supply of the base token, in units. Wire: <c>circulatingSupply</c>.</summary>
    [JsonPropertyName("circulatingSupply")]
    public decimal? CirculatingSupply { get; init; }

    /// <summary>Total supply of the base token, in units. Wire: <c>totalSupply</c>.</summary>
    [JsonPropertyName("totalSupply")]
    public decimal? TotalSupply { get; init; }

    /// <summary>Volume of 24 hours in units. Wire: <c>dayBaseVlm</c>.</summary>
    [JsonPropertyName("dayBaseVlm")]
    public decimal? DayBaseVolume { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
