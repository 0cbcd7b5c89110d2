using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The settlement of a question, with all names. Wire: <c>settleQuestion2</c>.</summary>
public sealed class FullQuestionSettlement
{
    /// <summary>The question. Wire: <c>question</c>.</summary>
    [JsonPropertyName("question")]
    public int? Question { get; init; }

    /// <summary>Outcome by outcome. Wire: <c>outcomeSettlements</c>.</summary>
    [JsonPropertyName("outcomeSettlements")]
    public IReadOnlyList<OutcomeSettlement> Outcomes { get; init => field = value ?? []; } = [];

    /// <summary>The question's name and description. Wire: <c>nameAndDescription</c>.</summary>
    [JsonPropertyName("nameAndDescription")]
    public NameAndDescription? Name { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
