using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>How an outcome was settled. Wire: the answer to <c>settledOutcome</c>.</summary>
public sealed class SettledOutcome
{
    /// <summary>The outcome as it was listed. Wire: <c>spec</c>.</summary>
    [JsonPropertyName("spec")]
    public OutcomeListing? Listing { get; init; }

    /// <summary>What the first side is paid, from 0 to 1; the second gets the rest. Wire: <c>settleFraction</c>.</summary>
    [JsonPropertyName("settleFraction")]
    public decimal? SettleFraction { get; init; }

    /// <summary>The reasons given. Wire: <c>details</c>.</summary>
    [JsonPropertyName("details")]
    public string? Details { get; init; }

    /// <summary>The question it belongs to; absent for an outcome of its own. Wire: <c>question</c>.</summary>
    [JsonPropertyName("question")]
    public SettledOutcomeQuestion? Question { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
