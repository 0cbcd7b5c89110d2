using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The spot pairs and the tokens they are made of. Wire: the answer to <c>spotMeta</c>.</summary>
public sealed class SpotMeta
{
    /// <summary>The pairs. Wire: <c>universe</c>.</summary>
    [JsonConverter(typeof(SpotPairRows))]
    [JsonPropertyName("universe")]
    public IReadOnlyList<SpotPair> Universe { get; init => field = value ?? []; } = [];

    /// <summary>The tokens. The list is sparse: a token is found by its <see cref="SpotToken.Index"/>, never by its position. Wire: <c>tokens</c>.</summary>
    [JsonConverter(typeof(SpotTokenRows))]
    [JsonPropertyName("tokens")]
    public IReadOnlyList<SpotToken> Tokens { get; init => field = value ?? []; } = [];

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
