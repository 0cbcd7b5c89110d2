using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Terms and restrictions of an address. Wire: info <c>legalCheck</c>.</summary>
public sealed class LegalStatus
{
    /// <summary>Whether the terms were accepted. Wire: <c>acceptedTerms</c>.</summary>
    [JsonPropertyName("acceptedTerms")]
    public bool? AcceptedTerms { get; init; }

    /// <summary>Whether the address may use the venue's pages. Wire: <c>userAllowed</c>.</summary>
    [JsonPropertyName("userAllowed")]
    public bool? UserAllowed { get; init; }

    /// <summary>What is restricted. Wire: <c>restrictions</c>.</summary>
    [JsonPropertyName("restrictions")]
    public LegalRestriction? Restriction { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
