using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid.Deployments;

/// <summary>A Dutch auction for the right to deploy. Wire: <c>AuctionStatus</c>.</summary>
public sealed class AuctionStatus
{
    /// <summary>The price now; null when the auction is over. Wire: <c>currentGas</c>.</summary>
    [JsonPropertyName("currentGas")]
    public decimal? CurrentGas { get; init; }

    /// <summary>How long the auction lasts, in seconds. Wire: <c>durationSeconds</c>.</summary>
    [JsonPropertyName("durationSeconds")]
    public int? DurationSeconds { get; init; }

    /// <summary>The price it ended at; null while it runs. Wire: <c>endGas</c>.</summary>
    [JsonPropertyName("endGas")]
    public decimal? EndGas { get; init; }

    /// <summary>The price it began at. Wire: <c>startGas</c>.</summary>
    [JsonPropertyName("startGas")]
    public decimal? StartGas { get; init; }

    /// <summary>When it began, in seconds. Wire: <c>startTimeSeconds</c>.</summary>
    [JsonConverter(typeof(UnixSecondsConverter))]
    [JsonPropertyName("startTimeSeconds")]
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
