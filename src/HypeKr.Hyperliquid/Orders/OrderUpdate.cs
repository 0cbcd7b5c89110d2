using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What became of an order. Wire: an element of subscription <c>orderUpdates</c>.</summary>
public sealed class OrderUpdate
{
    /// <summary>The order. Wire: <c>order</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("order")]
    public OpenOrder? Order { get; init; }

    /// <summary>What became of it. Wire: <c>status</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("status")]
    public OrderStatus Status { get; init; }

    /// <summary>Since when, in milliseconds. Wire: <c>statusTimestamp</c>.</summary>
    [JsonPropertyName("statusTimestamp")]
    public DateTimeOffset? StatusAt { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
