using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A question whose answers are outcomes. Wire: an element of <c>outcomeMeta.questions</c>.</summary>
public sealed class OutcomeQuestion
{
    /// <summary>The number of the question. Wire: <c>question</c>.</summary>
    [JsonPropertyName("question")]
    public int? Question { get; init; }

    /// <summary>What is asked. Wire: <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>How it is decided. Wire: <c>description</c>.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>The outcome that holds when no named one does. Wire: <c>fallbackOutcome</c>.</summary>
    [JsonPropertyName("fallbackOutcome")]
    public int? FallbackOutcome { get; init; }

    /// <summary>The named outcomes. Wire: <c>namedOutcomes</c>.</summary>
    [JsonPropertyName("namedOutcomes")]
    public IReadOnlyList<int> NamedOutcomes { get; init => field = value ?? []; } = [];

    /// <summary>Those of them that are settled. Wire: <c>settledNamedOutcomes</c>.</summary>
    [JsonPropertyName("settledNamedOutcomes")]
    public IReadOnlyList<int> SettledNamedOutcomes { get; init => field = value ?? []; } = [];

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
