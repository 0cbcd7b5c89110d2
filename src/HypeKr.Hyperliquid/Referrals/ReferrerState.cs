using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>How an address stands as a referrer. Wire: <c>referrerState</c>.</summary>
public sealed class ReferrerState
{
    /// <summary>The word. Wire: <c>stage</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("stage")]
    public ReferrerStage Stage { get; init; }

    /// <summary>What belongs to the stage; absent where nothing does. Wire: <c>data</c>.</summary>
    [JsonPropertyName("data")]
    public ReferrerData? Data { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
