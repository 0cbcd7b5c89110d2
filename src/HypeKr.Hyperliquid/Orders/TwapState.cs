using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>How far a TWAP order has come. Wire: <c>TwapState</c>.</summary>
public sealed class TwapState
{
    /// <summary>The wire coin. Wire: <c>coin</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("coin")]
    public string Coin { get; init => field = value ?? ""; } = "";

    /// <summary>Whose order it is. Wire: <c>user</c>.</summary>
    [JsonPropertyName("user")]
    public EthereumAddress? User { get; init; }

    /// <summary>Buy or sell. Wire: <c>side</c>, <c>B</c> or <c>A</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("side")]
    public BookSide Side { get; init; }

    /// <summary>The whole size. Wire: <c>sz</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("sz")]
    public decimal Size { get; init; }

    /// <summary>The size filled so far. Wire: <c>executedSz</c>.</summary>
    [JsonPropertyName("executedSz")]
    public decimal? ExecutedSize { get; init; }

    /// <summary>The notional filled so far. Wire: <c>executedNtl</c>.</summary>
    [JsonPropertyName("executedNtl")]
    public decimal? ExecutedNotional { get; init; }

    /// <summary>How long it runs. Wire: <c>minutes</c>.</summary>
    [JsonPropertyName("minutes")]
    public int? Minutes { get; init; }

    /// <summary>Whether it may only reduce a position. Wire: <c>reduceOnly</c>.</summary>
    [JsonPropertyName("reduceOnly")]
    public bool? ReduceOnly { get; init; }

    /// <summary>Whether slices vary in size. Wire: <c>randomize</c>.</summary>
    [JsonPropertyName("randomize")]
    public bool? Randomize { get; init; }

    /// <summary>Where it stops; null without. Wire: <c>stopPx</c>.</summary>
    [JsonPropertyName("stopPx")]
    public decimal? StopPrice { get; init; }

    /// <summary>What it waits for; null without. Wire: <c>trigger</c>.</summary>
    [JsonPropertyName("trigger")]
    public TwapTrigger? Trigger { get; init; }

    /// <summary>When it was placed. Wire: <c>timestamp</c>, milliseconds.</summary>
    [JsonPropertyName("timestamp")]
    public DateTimeOffset? PlacedAt { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
