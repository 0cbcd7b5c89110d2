using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The question of a settled outcome. Wire: <c>question</c>.</summary>
public sealed class SettledOutcomeQuestion
{
    /// <summary>Which question, and whether it goes on. Wire: <c>question</c>.</summary>
    [JsonConverter(typeof(WireUnionConverter<QuestionState>))]
    [JsonPropertyName("question")]
    public QuestionState? State { get; init; }

    /// <summary>What is asked. Wire: <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>How it is decided. Wire: <c>description</c>.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
