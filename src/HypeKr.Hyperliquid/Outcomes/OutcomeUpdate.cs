using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What happened to an outcome or a question: one of the members. Wire: an element of subscription <c>outcomeMetaUpdates</c>.</summary>
public sealed class OutcomeUpdate
{
    /// <summary>An outcome that trades from now on; null when it is something else. Wire: <c>outcomeCreated</c>.</summary>
    [JsonPropertyName("outcomeCreated")]
    public OutcomeListing? Created { get; init; }

    /// <summary>An outcome that is decided. Wire: <c>outcomeSettled</c>.</summary>
    [JsonPropertyName("outcomeSettled")]
    public OutcomeReference? Settled { get; init; }

    /// <summary>A question as it is from now on. Wire: <c>questionUpdated</c>.</summary>
    [JsonPropertyName("questionUpdated")]
    public OutcomeQuestion? QuestionUpdated { get; init; }

    /// <summary>A question that is decided. Wire: <c>questionSettled</c>.</summary>
    [JsonPropertyName("questionSettled")]
    public QuestionReference? QuestionSettled { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
