using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>One trade. Wire: an element of <c>recentTrades</c>.</summary>
public sealed class Trade
{
    /// <summary>The wire coin. Wire: <c>coin</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("coin")]
    public string Coin { get; init => field = value ?? ""; } = "";

    /// <summary>The side of the order that took liquidity; <c>B</c> or <c>A</c>. Wire: <c>side</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("side")]
    public BookSide Side { get; init; }

    /// <summary>The price. Wire: <c>px</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("px")]
    public decimal Price { get; init; }

    /// <summary>The size in units. Wire: <c>sz</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("sz")]
    public decimal Size { get; init; }

    /// <summary>When it happened, in milliseconds. Wire: <c>time</c>.</summary>
    [JsonPropertyName("time")]
    public DateTimeOffset? Time { get; init; }

    /// <summary>The transaction; all zeros for a slice of a TWAP order. Wire: <c>hash</c>.</summary>
    [JsonPropertyName("hash")]
    public string? Hash { get; init; }

    /// <summary>The venue's id of the trade. Wire: <c>tid</c>.</summary>
    [JsonPropertyName("tid")]
    public long TradeId { get; init; }

    /// <summary>Buyer and seller. Wire: <c>users</c>.</summary>
    [JsonPropertyName("users")]
    public TradeUsers? Users { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
