using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Prices and funding of all perps of one dex, in the order of its listings. Wire: subscription <c>assetCtxs</c>.</summary>
public sealed class PerpContexts
{
    /// <summary>The dex by name; empty is the main dex. Wire: <c>dex</c>.</summary>
    [JsonPropertyName("dex")]
    public string? Dex { get; init; }

    /// <summary>Prices and funding by position in the list of perps. Wire: <c>ctxs</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("ctxs")]
    public IReadOnlyList<PerpContext> Contexts { get; init => field = value ?? []; } = [];

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
