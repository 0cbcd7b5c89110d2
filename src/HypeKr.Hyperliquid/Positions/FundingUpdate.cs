using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Funding paid or received for one position. Wire: an element of subscription <c>userFundings</c>.</summary>
public sealed class FundingUpdate
{
    /// <summary>When, in milliseconds. Wire: <c>time</c>.</summary>
    [JsonPropertyName("time")]
    public DateTimeOffset? Time { get; init; }

    /// <summary>The wire coin. Wire: <c>coin</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("coin")]
    public string Coin { get; init => field = value ?? ""; } = "";

    /// <summary>The amount; negative is paid. Wire: <c>usdc</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("usdc")]
    public decimal Usdc { get; init; }

    /// <summary>The position: positive is long. Wire: <c>szi</c>.</summary>
    [JsonPropertyName("szi")]
    public decimal? SignedSize { get; init; }

    /// <summary>The rate, a fraction. Wire: <c>fundingRate</c>.</summary>
    [JsonPropertyName("fundingRate")]
    public decimal? FundingRate { get; init; }

    /// <summary>How many samples the rate was made of; null for one. Wire: <c>nSamples</c>.</summary>
    [JsonPropertyName("nSamples")]
    public int? SampleCount { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
