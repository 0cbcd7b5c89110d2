using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>An order that rests on a book. Wire: an element of info <c>openOrders</c>.</summary>
public sealed class OpenOrder
{
    /// <summary>The wire coin. Wire: <c>coin</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("coin")]
    public string Coin { get; init => field = value ?? ""; } = "";

    /// <summary>Buy or sell. Wire: <c>side</c>, <c>B</c> or <c>A</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("side")]
    public BookSide Side { get; init; }

    /// <summary>The limit price. Wire: <c>limitPx</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("limitPx")]
    public decimal LimitPrice { get; init; }

    /// <summary>The size that still rests. Wire: <c>sz</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("sz")]
    public decimal Size { get; init; }

    /// <summary>The venue's id of the order. Wire: <c>oid</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("oid")]
    public long OrderId { get; init; }

    /// <summary>When the order was placed. Wire: <c>timestamp</c>, milliseconds.</summary>
    [JsonPropertyName("timestamp")]
    public DateTimeOffset? PlacedAt { get; init; }

    /// <summary>The size when placed; absent in old data. Wire: <c>origSz</c>.</summary>
    [JsonPropertyName("origSz")]
    public decimal? OriginalSize { get; init; }

    /// <summary>The client's id of the order; null when it has none, or none that can be read. Wire: <c>cloid</c>.</summary>
    [JsonConverter(typeof(ReadableCloidConverter))]
    [JsonPropertyName("cloid")]
    public Cloid? Cloid { get; init; }

    /// <summary>Whether the order may only reduce a position; absent on the wire when not. Wire: <c>reduceOnly</c>.</summary>
    [JsonPropertyName("reduceOnly")]
    public bool? ReduceOnly { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
