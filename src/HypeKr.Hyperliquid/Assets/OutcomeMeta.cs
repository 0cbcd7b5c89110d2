using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The outcomes that can be traded (HIP-4) and the questions they answer. Wire: the answer to <c>outcomeMeta</c>.</summary>
public sealed class OutcomeMeta
{
    /// <summary>The outcomes. Wire: <c>outcomes</c>.</summary>
    [JsonConverter(typeof(OutcomeListingRows))]
    [JsonPropertyName("outcomes")]
    public IReadOnlyList<OutcomeListing> Outcomes { get; init => field = value ?? []; } = [];

    /// <summary>The questions that group outcomes. Wire: <c>questions</c>.</summary>
    [JsonConverter(typeof(OutcomeQuestionRows))]
    [JsonPropertyName("questions")]
    public IReadOnlyList<OutcomeQuestion> Questions { get; init => field = value ?? []; } = [];

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
