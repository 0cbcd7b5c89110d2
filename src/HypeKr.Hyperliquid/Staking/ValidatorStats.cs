using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Figures of a validator. Wire: <c>ValidatorStats</c>.</summary>
public sealed class ValidatorStats
{
    /// <summary>The part of the time it was up. Wire: <c>uptimeFraction</c>.</summary>
    [JsonPropertyName("uptimeFraction")]
    public decimal? UptimeFraction { get; init; }

    /// <summary>The annual return to be expected, a fraction. Wire: <c>predictedApr</c>.</summary>
    [JsonPropertyName("predictedApr")]
    public decimal? PredictedAnnualReturn { get; init; }

    /// <summary>How many samples the figures rest on. Wire: <c>nSamples</c>.</summary>
    [JsonPropertyName("nSamples")]
    public long? Samples { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
