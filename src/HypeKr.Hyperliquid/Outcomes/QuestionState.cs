using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The number of a question, and whether it goes on.</summary>
/// <remarks>One case is set. One that this version does not know is in <see cref="OtherMembers"/>, or is the <see cref="Word"/>.</remarks>
public sealed class QuestionState : IWireUnion<QuestionState>
{
    /// <summary>The question while some of its outcomes trade. Wire: <c>active</c>.</summary>
    [JsonPropertyName("active")]
    public int? Active { get; init; }

    /// <summary>The question when all are settled. Wire: <c>settled</c>.</summary>
    [JsonPropertyName("settled")]
    public int? Settled { get; init; }

    /// <summary>The case, where the venue gives a word in place of an object.</summary>
    [JsonIgnore]
    public string? Word { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }

    static QuestionState IWireUnion<QuestionState>.FromWord(string word) => new() { Word = word };
}
