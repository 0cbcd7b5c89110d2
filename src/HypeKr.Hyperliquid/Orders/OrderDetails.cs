using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>An order with its terms. Wire: <c>FrontendOpenOrder</c>, the inner <c>order</c> of info <c>orderStatus</c>, an element of info <c>frontendOpenOrders</c>.</summary>
public sealed class OrderDetails
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

    /// <summary>The size not yet filled; zero when filled. Wire: <c>sz</c>.</summary>
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

    /// <summary>The size when placed. Wire: <c>origSz</c>.</summary>
    [JsonPropertyName("origSz")]
    public decimal? OriginalSize { get; init; }

    /// <summary>The trigger in words, <c>N/A</c> for a plain order. Wire: <c>triggerCondition</c>.</summary>
    [JsonPropertyName("triggerCondition")]
    public string? TriggerCondition { get; init; }

    /// <summary>Whether the order waits for a trigger. Wire: <c>isTrigger</c>.</summary>
    [JsonPropertyName("isTrigger")]
    public bool? IsTrigger { get; init; }

    /// <summary>The trigger price, zero for a plain order. Wire: <c>triggerPx</c>.</summary>
    [JsonPropertyName("triggerPx")]
    public decimal? TriggerPrice { get; init; }

    /// <summary>Take-profit and stop-loss orders that hang on this one. Wire: <c>children</c>.</summary>
    [JsonPropertyName("children")]
    public IReadOnlyList<OrderDetails>? Children { get; init; }

    /// <summary>Whether the size follows the position. Wire: <c>isPositionTpsl</c>.</summary>
    [JsonPropertyName("isPositionTpsl")]
    public bool? IsPositionTpsl { get; init; }

    /// <summary>Whether the order may only reduce a position. Wire: <c>reduceOnly</c>.</summary>
    [JsonPropertyName("reduceOnly")]
    public bool? ReduceOnly { get; init; }

    /// <summary>The kind of order. Wire: <c>orderType</c>.</summary>
    [JsonPropertyName("orderType")]
    public OrderType? OrderType { get; init; }

    /// <summary>The time in force; null for trigger orders. Wire: <c>tif</c>.</summary>
    [JsonPropertyName("tif")]
    public OrderTimeInForce? TimeInForce { get; init; }

    /// <summary>The client's id of the order; null when it has none. Wire: <c>cloid</c>.</summary>
    [JsonPropertyName("cloid")]
    public Cloid? Cloid { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
