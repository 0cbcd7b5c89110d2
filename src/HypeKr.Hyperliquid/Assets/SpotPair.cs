using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>One spot pair. Wire: an element of <c>spotMeta.universe</c>.</summary>
public sealed class SpotPair
{
    /// <summary>The coin: a name such as <c>PURR/USDC</c> where canonical, otherwise <c>@</c> and the index. Wire: <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>The index of the pair, which the asset id counts. Wire: <c>index</c>.</summary>
    [JsonPropertyName("index")]
    public int? Index { get; init; }

    /// <summary>The base token and the quote token, each by its <see cref="SpotToken.Index"/>. Wire: <c>tokens</c>.</summary>
    [JsonPropertyName("tokens")]
    public IReadOnlyList<int> Tokens { get; init => field = value ?? []; } = [];

    /// <summary>Whether the venue gave it a name. Wire: <c>isCanonical</c>.</summary>
    [JsonConverter(typeof(FlagConverter))]
    [JsonPropertyName("isCanonical")]
    public bool IsCanonical { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
