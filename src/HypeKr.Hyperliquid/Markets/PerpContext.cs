using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>How a perpetual trades at present. Wire: <c>PerpAssetCtx</c>, an element of <c>metaAndAssetCtxs</c>.</summary>
public sealed class PerpContext
{
    /// <summary>The price 24 hours ago. Wire: <c>prevDayPx</c>.</summary>
    [JsonPropertyName("prevDayPx")]
    public decimal? PreviousDayPrice { get; init; }

    /// <summary>Volume of 24 hours in quote currency. Wire: <c>dayNtlVlm</c>.</summary>
    [JsonPropertyName("dayNtlVlm")]
    public decimal? DayNotionalVolume { get; init; }

    /// <summary>The mark price, which margin and liquidation go by. Wire: <c>markPx</c>.</summary>
    [JsonPropertyName("markPx")]
    public decimal? MarkPrice { get; init; }

    /// <summary>The middle of the book; null where a side is empty or the coin is delisted. Wire: <c>midPx</c>.</summary>
    [JsonPropertyName("midPx")]
    public decimal? MidPrice { get; init; }

    /// <summary>The funding rate for one hour, a fraction; positive where longs pay. Wire: <c>funding</c>.</summary>
    [JsonPropertyName("funding")]
    public decimal? Funding { get; init; }

    /// <summary>Open positions of one side, in units. Wire: <c>openInterest</c>.</summary>
    [JsonPropertyName("openInterest")]
    public decimal? OpenInterest { get; init; }

    /// <summary>How far the impact prices lie from the oracle, a fraction; null as the middle is. Wire: <c>premium</c>.</summary>
    [JsonPropertyName("premium")]
    public decimal? Premium { get; init; }

    /// <summary>The oracle price. Wire: <c>oraclePx</c>.</summary>
    [JsonPropertyName("oraclePx")]
    public decimal? OraclePrice { get; init; }

    /// <summary>What a large order would pay; null as the middle is. Wire: <c>impactPxs</c>.</summary>
    [JsonPropertyName("impactPxs")]
    public ImpactPrices? ImpactPrices { get; init; }

    /// <summary>Volume of 24 hours in units. Wire: <c>dayBaseVlm</c>.</summary>
    [JsonPropertyName("dayBaseVlm")]
    public decimal? DayBaseVolume { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
