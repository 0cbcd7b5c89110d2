using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A new template. Wire: <c>registerTemplate</c>.</summary>
public sealed class TemplateRegistration
{
    /// <summary>The id. Wire: <c>id</c>.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>What it makes. Wire: <c>role</c>.</summary>
    [JsonConverter(typeof(WireUnionConverter<OutcomeTemplateRole>))]
    [JsonPropertyName("role")]
    public OutcomeTemplateRole? Role { get; init; }

    /// <summary>Name and description. Wire: <c>nameAndDescription</c>.</summary>
    [JsonPropertyName("nameAndDescription")]
    public NameAndDescription? Name { get; init; }

    /// <summary>The keywords and what fills them. Wire: <c>keywordToHint</c>.</summary>
    [JsonPropertyName("keywordToHint")]
    public IReadOnlyList<OutcomeKeyword> Keywords { get; init => field = value ?? []; } = [];

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
