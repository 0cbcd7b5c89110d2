using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A snapshot of one order book, at most 20 levels a side. Wire: info <c>l2Book</c>.</summary>
public sealed class OrderBook
{
    /// <summary>The wire coin. Wire: <c>coin</c>.</summary>
    [JsonPropertyName("coin")]
    public string Coin { get; init => field = value ?? ""; } = "";

    /// <summary>When the venue took the snapshot, in milliseconds. Wire: <c>time</c>.</summary>
    [JsonPropertyName("time")]
    public DateTimeOffset? Time { get; init; }

    /// <summary>Both sides as sent: bids first, then asks, each from the best price outward. Wire: <c>levels</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("levels")]
    public IReadOnlyList<IReadOnlyList<BookLevel>>? Levels { get; init; }

    /// <summary>Best ask less best bid, where the venue says it. Wire: <c>spread</c>.</summary>
    [JsonPropertyName("spread")]
    public decimal? Spread { get; init; }

    /// <summary>Whether it is of the short and quick kind; absent where none was asked for. Wire: <c>fast</c>.</summary>
    [JsonPropertyName("fast")]
    public bool? IsFast { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }

    /// <summary>The bids, highest first; empty when there are none.</summary>
    [JsonIgnore]
    public IReadOnlyList<BookLevel> Bids => Levels is [{ } bids, ..] ? bids : [];

    /// <summary>The asks, lowest first; empty when there are none.</summary>
    [JsonIgnore]
    public IReadOnlyList<BookLevel> Asks => Levels is [_, { } asks, ..] ? asks : [];
}
