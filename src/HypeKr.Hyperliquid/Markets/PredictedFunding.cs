using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Funding to come. Wire: the data of <c>predictedFundings</c>.</summary>
public sealed class PredictedFunding
{
    /// <summary>The rate for one interval, a fraction; positive where longs pay. Wire: <c>fundingRate</c>.</summary>
    [JsonPropertyName("fundingRate")]
    public decimal? Rate { get; init; }

    /// <summary>When it is due, in milliseconds. Wire: <c>nextFundingTime</c>.</summary>
    [JsonPropertyName("nextFundingTime")]
    public DateTimeOffset? NextFundingTime { get; init; }

    /// <summary>Hours between fundings. Wire: <c>fundingIntervalHours</c>.</summary>
    [JsonPropertyName("fundingIntervalHours")]
    public int? FundingIntervalHours { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
