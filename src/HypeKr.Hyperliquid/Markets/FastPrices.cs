using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Prices of one coin that changed; a price that did not change may be absent. Wire: a value of subscription <c>fastAssetCtxs</c>.</summary>
public sealed class FastPrices
{
    /// <summary>The mark price; null where it did not change, or there is none. Wire: <c>markPx</c>.</summary>
    [JsonPropertyName("markPx")]
    public decimal? MarkPrice { get; init; }

    /// <summary>The middle of the book; null where it did not change, or the book is empty. Wire: <c>midPx</c>.</summary>
    [JsonPropertyName("midPx")]
    public decimal? MidPrice { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
