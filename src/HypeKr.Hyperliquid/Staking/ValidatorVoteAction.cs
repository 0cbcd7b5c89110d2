using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What validators vote on. Wire: <c>action</c>, whose cases the venue names by letters.</summary>
/// <remarks>One case is set. One that this version does not know is in <see cref="OtherMembers"/>, or is the <see cref="Word"/>.</remarks>
public sealed class ValidatorVoteAction : IWireUnion<ValidatorVoteAction>
{
    /// <summary>A text. Wire: <c>D</c>.</summary>
    [JsonPropertyName("D")]
    public string? D { get; init; }

    /// <summary>Several texts. Wire: <c>C</c>.</summary>
    [JsonPropertyName("C")]
    public IReadOnlyList<string>? C { get; init; }

    /// <summary>Something about outcomes. Wire: <c>O</c>.</summary>
    [JsonConverter(typeof(WireUnionConverter<OutcomeVote>))]
    [JsonPropertyName("O")]
    public OutcomeVote? O { get; init; }

    /// <summary>Something about a token's stakers. Wire: <c>E</c>.</summary>
    [JsonPropertyName("E")]
    public StakerVote? E { get; init; }

    /// <summary>The case, where the venue gives a word in place of an object.</summary>
    [JsonIgnore]
    public string? Word { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }

    static ValidatorVoteAction IWireUnion<ValidatorVoteAction>.FromWord(string word) => new() { Word = word };
}
