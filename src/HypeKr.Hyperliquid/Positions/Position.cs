using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>One perpetual position. Wire: <c>assetPositions[].position</c>.</summary>
public sealed class Position
{
    /// <summary>The wire coin; <c>dex:NAME</c> on a builder dex. Wire: <c>coin</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("coin")]
    public string Coin { get; init => field = value ?? ""; } = "";

    /// <summary>The signed size: positive is long, negative short, zero none. Wire: <c>szi</c>, a string.</summary>
    [JsonRequired]
    [JsonPropertyName("szi")]
    public decimal SignedSize { get; init; }

    /// <summary>Leverage and margin mode. Wire: <c>leverage</c>.</summary>
    [JsonPropertyName("leverage")]
    public Leverage? Leverage { get; init; }

    /// <summary>The average entry price; null in old data. Wire: <c>entryPx</c>.</summary>
    [JsonPropertyName("entryPx")]
    public decimal? EntryPrice { get; init; }

    /// <summary>The absolute size at the mark price. Wire: <c>positionValue</c>.</summary>
    [JsonPropertyName("positionValue")]
    public decimal? PositionValue { get; init; }

    /// <summary>Profit at the mark price. Wire: <c>unrealizedPnl</c>.</summary>
    [JsonPropertyName("unrealizedPnl")]
    public decimal? UnrealizedPnl { get; init; }

    /// <summary>Unrealised profit over the margin at entry, a fraction. Wire: <c>returnOnEquity</c>.</summary>
    [JsonPropertyName("returnOnEquity")]
    public decimal? ReturnOnEquity { get; init; }

    /// <summary>Where the position is liquidated; null when it cannot be. Wire: <c>liquidationPx</c>.</summary>
    [JsonPropertyName("liquidationPx")]
    public decimal? LiquidationPrice { get; init; }

    /// <summary>Margin that the position ties up. Wire: <c>marginUsed</c>.</summary>
    [JsonPropertyName("marginUsed")]
    public decimal? MarginUsed { get; init; }

    /// <summary>The highest leverage at this size. Wire: <c>maxLeverage</c>.</summary>
    [JsonPropertyName("maxLeverage")]
    public int? MaxLeverage { get; init; }

    /// <summary>Funding so far. Wire: <c>cumFunding</c>.</summary>
    [JsonPropertyName("cumFunding")]
    public CumulativeFunding? CumulativeFunding { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
