using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Funding that was paid. Wire: an element of <c>fundingHistory</c>.</summary>
public sealed class FundingRate
{
    /// <summary>The wire coin. Wire: <c>coin</c>.</summary>
    [JsonPropertyName("coin")]
    public string Coin { get; init => field = value ?? ""; } = "";

    /// <summary>The rate, a fraction of the position's value; positive where longs paid. Wire: <c>fundingRate</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("fundingRate")]
    public decimal Rate { get; init; }

    /// <summary>The premium that the rate came from, a fraction. Wire: <c>premium</c>.</summary>
    [JsonPropertyName("premium")]
    public decimal? Premium { get; init; }

    /// <summary>When it was paid, in milliseconds. Wire: <c>time</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("time")]
    public DateTimeOffset Time { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
