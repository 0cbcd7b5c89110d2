using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A new question. Wire: <c>registerTokensAndQuestion</c>.</summary>
public sealed class QuestionRegistration
{
    /// <summary>The token its outcomes are paid in, by its <c>index</c>. Wire: <c>quoteToken</c>.</summary>
    [JsonPropertyName("quoteToken")]
    public int? QuoteToken { get; init; }

    /// <summary>The question. Wire: <c>questionNameAndDescription</c>.</summary>
    [JsonPropertyName("questionNameAndDescription")]
    public NameAndDescription? Question { get; init; }

    /// <summary>The outcome that holds when no named one does. Wire: <c>fallbackNameAndDescription</c>.</summary>
    [JsonPropertyName("fallbackNameAndDescription")]
    public NameAndDescription? Fallback { get; init; }

    /// <summary>The named outcomes. Wire: <c>namedOutcomes</c>.</summary>
    [JsonPropertyName("namedOutcomes")]
    public IReadOnlyList<NameAndDescription> NamedOutcomes { get; init => field = value ?? []; } = [];

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
