using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Margin and positions of one address on one perp dex. Wire: info <c>clearinghouseState</c>.</summary>
public sealed class PerpState
{
    /// <summary>All positions together. Wire: <c>marginSummary</c>.</summary>
    [JsonPropertyName("marginSummary")]
    public MarginSummary? MarginSummary { get; init; }

    /// <summary>The cross positions only. Wire: <c>crossMarginSummary</c>.</summary>
    [JsonPropertyName("crossMarginSummary")]
    public MarginSummary? CrossMarginSummary { get; init; }

    /// <summary>Maintenance margin of the cross positions. Wire: <c>crossMaintenanceMarginUsed</c>.</summary>
    [JsonPropertyName("crossMaintenanceMarginUsed")]
    public decimal? CrossMaintenanceMarginUsed { get; init; }

    /// <summary>What could be withdrawn now. Wire: <c>withdrawable</c>.</summary>
    [JsonPropertyName("withdrawable")]
    public decimal? Withdrawable { get; init; }

    /// <summary>The positions, one a coin. Wire: <c>assetPositions</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("assetPositions")]
    public IReadOnlyList<AssetPosition>? AssetPositions { get; init; }

    /// <summary>When the venue took the state. Wire: <c>time</c>, milliseconds; absent in old data.</summary>
    [JsonPropertyName("time")]
    public DateTimeOffset? Time { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }

    /// <summary>The position in a wire coin, or null when there is none: absent and of size zero mean the same.</summary>
    /// <param name="coin">The wire coin, compared ordinally.</param>
    public Position? FindPosition(string coin)
    {
        ArgumentNullException.ThrowIfNull(coin);
        foreach (var entry in AssetPositions ?? [])
        {
            if (entry?.Position is { } position && position.Coin == coin && position.SignedSize != 0) return position;
        }

        return null;
    }
}
