using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Funding paid (positive) or received (negative) by a position. Wire: <c>cumFunding</c>.</summary>
public sealed class CumulativeFunding
{
    /// <summary>On this coin since the account exists. Wire: <c>allTime</c>.</summary>
    [JsonPropertyName("allTime")]
    public decimal? AllTime { get; init; }

    /// <summary>Since the position was opened. Wire: <c>sinceOpen</c>.</summary>
    [JsonPropertyName("sinceOpen")]
    public decimal? SinceOpen { get; init; }

    /// <summary>Since the position last changed. Wire: <c>sinceChange</c>.</summary>
    [JsonPropertyName("sinceChange")]
    public decimal? SinceChange { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
