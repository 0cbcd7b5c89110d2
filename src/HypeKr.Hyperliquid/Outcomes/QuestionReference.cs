using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A question by its number.</summary>
public sealed class QuestionReference
{
    /// <summary>The number. Wire: <c>question</c>.</summary>
    [JsonPropertyName("question")]
    public int? Question { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
