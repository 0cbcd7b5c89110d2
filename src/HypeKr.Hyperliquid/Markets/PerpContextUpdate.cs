using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Prices and funding of one perp. Wire: subscription <c>activeAssetCtx</c>.</summary>
public sealed class PerpContextUpdate
{
    /// <summary>The wire coin. Wire: <c>coin</c>.</summary>
    [JsonPropertyName("coin")]
    public string Coin { get; init => field = value ?? ""; } = "";

    /// <summary>Prices and funding. Wire: <c>ctx</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("ctx")]
    public PerpContext? Context { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
