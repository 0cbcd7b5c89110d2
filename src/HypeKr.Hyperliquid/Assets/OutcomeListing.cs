using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>One outcome, with its sides. Wire: an element of <c>outcomeMeta.outcomes</c>.</summary>
public sealed class OutcomeListing
{
    /// <summary>The number that the coins <c>#{10 · outcome + side}</c> are made from. Wire: <c>outcome</c>.</summary>
    [JsonPropertyName("outcome")]
    public int? Outcome { get; init; }

    /// <summary>What may come to pass. Wire: <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>How it is decided. Wire: <c>description</c>.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>The sides in order, usually Yes and No. Wire: <c>sideSpecs</c>.</summary>
    [JsonPropertyName("sideSpecs")]
    public IReadOnlyList<OutcomeSideListing> Sides { get; init => field = value ?? []; } = [];

    /// <summary>The name of the token it is paid in. Wire: <c>quoteToken</c>.</summary>
    [JsonPropertyName("quoteToken")]
    public string? QuoteToken { get; init; }

    /// <summary>Who deployed it; absent where the venue did. Wire: <c>deployer</c>.</summary>
    [JsonPropertyName("deployer")]
    public EthereumAddress? Deployer { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
