using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What was paid and on what. Wire: the <c>delta</c> of info <c>userFunding</c>.</summary>
public sealed class FundingDelta
{
    /// <summary>The kind as the venue words it; <c>funding</c> so far. Wire: <c>type</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>The wire coin. Wire: <c>coin</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("coin")]
    public string Coin { get; init => field = value ?? ""; } = "";

    /// <summary>The amount; negative was paid, positive received. Wire: <c>usdc</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("usdc")]
    public decimal Usdc { get; init; }

    /// <summary>The position at the time; negative is short. Wire: <c>szi</c>.</summary>
    [JsonPropertyName("szi")]
    public decimal? SignedSize { get; init; }

    /// <summary>The rate of the hour, a fraction. Wire: <c>fundingRate</c>.</summary>
    [JsonPropertyName("fundingRate")]
    public decimal? FundingRate { get; init; }

    /// <summary>Premium samples behind the rate; null in newer data. Wire: <c>nSamples</c>.</summary>
    [JsonPropertyName("nSamples")]
    public int? SampleCount { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
