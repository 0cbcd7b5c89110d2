using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Prices of one interval. Wire: an element of <c>candleSnapshot</c>.</summary>
public sealed class Candle
{
    /// <summary>When the interval begins, in milliseconds. Wire: <c>t</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("t")]
    public DateTimeOffset OpenTime { get; init; }

    /// <summary>The last millisecond of the interval. Wire: <c>T</c>.</summary>
    [JsonPropertyName("T")]
    public DateTimeOffset? CloseTime { get; init; }

    /// <summary>The wire coin. Wire: <c>s</c>.</summary>
    [JsonPropertyName("s")]
    public string Coin { get; init => field = value ?? ""; } = "";

    /// <summary>The length of the interval. Wire: <c>i</c>.</summary>
    [JsonPropertyName("i")]
    public CandleInterval Interval { get; init; }

    /// <summary>The first price. Wire: <c>o</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("o")]
    public decimal Open { get; init; }

    /// <summary>The last price. Wire: <c>c</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("c")]
    public decimal Close { get; init; }

    /// <summary>The highest price. Wire: <c>h</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("h")]
    public decimal High { get; init; }

    /// <summary>The lowest price. Wire: <c>l</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("l")]
    public decimal Low { get; init; }

    /// <summary>Volume in units. Wire: <c>v</c>.</summary>
    [JsonPropertyName("v")]
    public decimal Volume { get; init; }

    /// <summary>The number of trades. Wire: <c>n</c>.</summary>
    [JsonPropertyName("n")]
    public long TradeCount { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
