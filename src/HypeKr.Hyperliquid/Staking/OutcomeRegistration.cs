using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A new outcome of its own. Wire: <c>registerTokensAndStandaloneOutcome</c>.</summary>
public sealed class OutcomeRegistration
{
    /// <summary>The token it is paid in, by its <c>index</c>. Wire: <c>quoteToken</c>.</summary>
    [JsonPropertyName("quoteToken")]
    public int? QuoteToken { get; init; }

    /// <summary>Name and description. Wire: <c>nameAndDescription</c>.</summary>
    [JsonPropertyName("nameAndDescription")]
    public NameAndDescription? Name { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
