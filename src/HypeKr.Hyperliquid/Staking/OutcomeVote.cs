using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Something about outcomes, to be voted on. Wire: the case <c>O</c>.</summary>
/// <remarks>One case is set. One that this version does not know is in <see cref="OtherMembers"/>, or is the <see cref="Word"/>.</remarks>
public sealed class OutcomeVote : IWireUnion<OutcomeVote>
{
    /// <summary>A new outcome of its own. Wire: <c>registerTokensAndStandaloneOutcome</c>.</summary>
    [JsonPropertyName("registerTokensAndStandaloneOutcome")]
    public OutcomeRegistration? RegisterOutcome { get; init; }

    /// <summary>A new question with its outcomes. Wire: <c>registerTokensAndQuestion</c>.</summary>
    [JsonPropertyName("registerTokensAndQuestion")]
    public QuestionRegistration? RegisterQuestion { get; init; }

    /// <summary>A new template. Wire: <c>registerTemplate</c>.</summary>
    [JsonPropertyName("registerTemplate")]
    public TemplateRegistration? RegisterTemplate { get; init; }

    /// <summary>The settlement of an outcome. Wire: <c>settleOutcome</c>.</summary>
    [JsonPropertyName("settleOutcome")]
    public OutcomeSettlement? SettleOutcome { get; init; }

    /// <summary>The settlement of a question, outcome by outcome. Wire: <c>settleQuestion</c>.</summary>
    [JsonPropertyName("settleQuestion")]
    public QuestionSettlement? SettleQuestion { get; init; }

    /// <summary>The same, with all names. Wire: <c>settleQuestion2</c>.</summary>
    [JsonPropertyName("settleQuestion2")]
    public FullQuestionSettlement? SettleQuestionInFull { get; init; }

    /// <summary>The case, where the venue gives a word in place of an object.</summary>
    [JsonIgnore]
    public string? Word { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }

    static OutcomeVote IWireUnion<OutcomeVote>.FromWord(string word) => new() { Word = word };
}
