using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A form that outcomes are made from. Wire: an element of <c>outcomeTemplates</c>.</summary>
public sealed class OutcomeTemplate
{
    /// <summary>The id. Wire: <c>id</c>.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>What it makes. Wire: <c>role</c>.</summary>
    [JsonConverter(typeof(WireUnionConverter<OutcomeTemplateRole>))]
    [JsonPropertyName("role")]
    public OutcomeTemplateRole? Role { get; init; }

    /// <summary>The name, with keywords to be filled in. Wire: <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>The description, with keywords to be filled in. Wire: <c>description</c>.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>The keywords and what fills them. Wire: <c>keywords</c>.</summary>
    [JsonPropertyName("keywords")]
    public IReadOnlyList<OutcomeKeyword> Keywords { get; init => field = value ?? []; } = [];

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
