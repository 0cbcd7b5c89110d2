using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The settlement of a question. Wire: <c>settleQuestion</c>.</summary>
public sealed class QuestionSettlement
{
    /// <summary>The question. Wire: <c>question</c>.</summary>
    [JsonPropertyName("question")]
    public int? Question { get; init; }

    /// <summary>Outcome by outcome. Wire: <c>settleFractionsAndDetails</c>.</summary>
    [JsonPropertyName("settleFractionsAndDetails")]
    public IReadOnlyList<SettlementEntry> Outcomes { get; init => field = value ?? []; } = [];

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
