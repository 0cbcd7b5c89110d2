using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>An order and what became of it. Wire: <c>OrderWithStatus</c>.</summary>
public sealed class OrderWithStatus
{
    /// <summary>The order. Wire: <c>order</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("order")]
    public OrderDetails? Order { get; init; }

    /// <summary>What became of it. Wire: <c>status</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("status")]
    public OrderStatus Status { get; init; }

    /// <summary>When the status was reached. Wire: <c>statusTimestamp</c>, milliseconds.</summary>
    [JsonPropertyName("statusTimestamp")]
    public DateTimeOffset? StatusAt { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
