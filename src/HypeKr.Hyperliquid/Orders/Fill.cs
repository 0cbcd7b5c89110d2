using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>One fill of an order. Wire: an element of info <c>userFills</c>.</summary>
public sealed class Fill
{
    /// <summary>The wire coin. Wire: <c>coin</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("coin")]
    public string Coin { get; init => field = value ?? ""; } = "";

    /// <summary>The price. Wire: <c>px</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("px")]
    public decimal Price { get; init; }

    /// <summary>The size. Wire: <c>sz</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("sz")]
    public decimal Size { get; init; }

    /// <summary>Buy or sell. Wire: <c>side</c>, <c>B</c> or <c>A</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("side")]
    public BookSide Side { get; init; }

    /// <summary>When it happened. Wire: <c>time</c>, milliseconds.</summary>
    [JsonPropertyName("time")]
    public DateTimeOffset? Time { get; init; }

    /// <summary>The signed position before the fill. Wire: <c>startPosition</c>.</summary>
    [JsonPropertyName("startPosition")]
    public decimal? StartPosition { get; init; }

    /// <summary>What the fill did, in the venue's words, such as <c>Close Long</c>; an open set. Wire: <c>dir</c>.</summary>
    [JsonPropertyName("dir")]
    public string? Direction { get; init; }

    /// <summary>Realised profit without fees. Wire: <c>closedPnl</c>.</summary>
    [JsonPropertyName("closedPnl")]
    public decimal? ClosedPnl { get; init; }

    /// <summary>The transaction's hash, all zeros for events of the venue. Wire: <c>hash</c>.</summary>
    [JsonPropertyName("hash")]
    public string? Hash { get; init; }

    /// <summary>The venue's id of the order. Wire: <c>oid</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("oid")]
    public long OrderId { get; init; }

    /// <summary>Whether the order took liquidity. Wire: <c>crossed</c>.</summary>
    [JsonPropertyName("crossed")]
    public bool? Crossed { get; init; }

    /// <summary>The fee in <see cref="FeeToken"/>; negative is a rebate. Wire: <c>fee</c>.</summary>
    [JsonPropertyName("fee")]
    public decimal? Fee { get; init; }

    /// <summary>The part of the fee that goes to the builder. Wire: <c>builderFee</c>.</summary>
    [JsonPropertyName("builderFee")]
    public decimal? BuilderFee { get; init; }

    /// <summary>The part of the fee that a fee trial holds back. Wire: <c>feeTrialEscrow</c>.</summary>
    [JsonPropertyName("feeTrialEscrow")]
    public decimal? FeeTrialEscrow { get; init; }

    /// <summary>The trade's id, shared by both sides; absent in old data. Wire: <c>tid</c>.</summary>
    [JsonPropertyName("tid")]
    public long? TradeId { get; init; }

    /// <summary>The token that the fee was taken in; absent in old data. Wire: <c>feeToken</c>.</summary>
    [JsonPropertyName("feeToken")]
    public string? FeeToken { get; init; }

    /// <summary>The client's id of the order; null when it has none. Wire: <c>cloid</c>.</summary>
    [JsonPropertyName("cloid")]
    public Cloid? Cloid { get; init; }

    /// <summary>The TWAP order that the fill belongs to. Wire: <c>twapId</c>.</summary>
    [JsonPropertyName("twapId")]
    public long? TwapId { get; init; }

    /// <summary>What was liquidated, when the fill was a liquidation. Wire: <c>liquidation</c>.</summary>
    [JsonPropertyName("liquidation")]
    public FillLiquidation? Liquidation { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
