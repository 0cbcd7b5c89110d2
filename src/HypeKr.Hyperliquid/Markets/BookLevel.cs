using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>One price level of an order book. Wire: <c>L2Level</c>.</summary>
public sealed class BookLevel
{
    /// <summary>The price in quote currency per unit. Wire: <c>px</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("px")]
    public decimal Price { get; init; }

    /// <summary>The size resting at the price, in units. Wire: <c>sz</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("sz")]
    public decimal Size { get; init; }

    /// <summary>How many orders rest at the price. Wire: <c>n</c>.</summary>
    [JsonPropertyName("n")]
    public long? OrderCount { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
