using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The price that starts a TWAP order. Wire: <c>TwapState.trigger</c>.</summary>
public sealed class TwapTrigger
{
    /// <summary>The price. Wire: <c>px</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("px")]
    public decimal Price { get; init; }

    /// <summary>Whether it starts above the price, not below. Wire: <c>above</c>.</summary>
    [JsonPropertyName("above")]
    public bool? Above { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
