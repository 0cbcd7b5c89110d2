using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Prices and funding of all perps of all dexs. Wire: subscription <c>allDexsAssetCtxs</c>.</summary>
public sealed class AllPerpContexts
{
    /// <summary>Prices and funding by dex. Wire: <c>ctxs</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("ctxs")]
    public IReadOnlyList<DexPerpContexts> Dexs { get; init => field = value ?? []; } = [];

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
