using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What a template makes. Wire: <c>role</c>.</summary>
/// <remarks>One case is set. One that this version does not know is in <see cref="OtherMembers"/>, or is the <see cref="Word"/>.</remarks>
public sealed class OutcomeTemplateRole : IWireUnion<OutcomeTemplateRole>
{
    /// <summary>An outcome of its own. Wire: <c>standaloneOutcome</c>.</summary>
    [JsonPropertyName("standaloneOutcome")]
    public StandaloneOutcomeRole? StandaloneOutcome { get; init; }

    /// <summary>The case, where the venue gives a word in place of an object.</summary>
    [JsonIgnore]
    public string? Word { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }

    static OutcomeTemplateRole IWireUnion<OutcomeTemplateRole>.FromWord(string word) => new() { Word = word };
}
