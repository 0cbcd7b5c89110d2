using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The best bid and ask of one coin. Wire: subscription <c>bbo</c>.</summary>
public sealed class BestBidAsk
{
    /// <summary>The wire coin. Wire: <c>coin</c>.</summary>
    [JsonPropertyName("coin")]
    public string Coin { get; init => field = value ?? ""; } = "";

    /// <summary>When the block was made, in milliseconds. Wire: <c>time</c>.</summary>
    [JsonPropertyName("time")]
    public DateTimeOffset? Time { get; init; }

    /// <summary>The bid, then the ask, as sent; null where that side is empty. Wire: <c>bbo</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("bbo")]
    public IReadOnlyList<BookLevel?>? Levels { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }

    /// <summary>The best bid; null when there is none.</summary>
    [JsonIgnore]
    public BookLevel? Bid => Levels is [var bid, ..] ? bid : null;

    /// <summary>The best ask; null when there is none.</summary>
    [JsonIgnore]
    public BookLevel? Ask => Levels is [_, var ask, ..] ? ask : null;
}
