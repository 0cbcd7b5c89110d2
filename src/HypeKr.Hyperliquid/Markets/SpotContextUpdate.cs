using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Prices of one spot pair. Wire: subscription <c>activeAssetCtx</c>, channel <c>activeSpotAssetCtx</c>.</summary>
public sealed class SpotContextUpdate
{
    /// <summary>The wire coin. Wire: <c>coin</c>.</summary>
    [JsonPropertyName("coin")]
    public string Coin { get; init => field = value ?? ""; } = "";

    /// <summary>Prices and supply. Wire: <c>ctx</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("ctx")]
    public SpotContext? Context { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
