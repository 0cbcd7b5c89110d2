using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Traded volume of one day in quote currency. Wire: <c>dailyUserVlm[]</c>.</summary>
public sealed class DailyVolume
{
    /// <summary>The day, such as <c>2025-08-22</c>. Wire: <c>date</c>.</summary>
    [JsonPropertyName("date")]
    public string? Date { get; init; }

    /// <summary>What the address took. Wire: <c>userCross</c>.</summary>
    [JsonPropertyName("userCross")]
    public decimal? Taker { get; init; }

    /// <summary>What the address made. Wire: <c>userAdd</c>.</summary>
    [JsonPropertyName("userAdd")]
    public decimal? Maker { get; init; }

    /// <summary>What the whole venue traded. Wire: <c>exchange</c>.</summary>
    [JsonPropertyName("exchange")]
    public decimal? Exchange { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
