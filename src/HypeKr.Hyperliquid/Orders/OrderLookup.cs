using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The answer to a question about one order. Wire: info <c>orderStatus</c>.</summary>
/// <remarks>
/// Not found proves nothing by itself: the venue forgets old orders, reportedly does not find orders of a builder dex unless the dex is named,
/// and answers the same for an address that is an agent's.
/// </remarks>
public sealed class OrderLookup
{
    /// <summary><c>order</c> when found, <c>unknownOid</c> when not. Wire: <c>status</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("status")]
    public string Status { get; init => field = value ?? ""; } = "";

    /// <summary>The order, when found. Wire: <c>order</c>.</summary>
    [JsonPropertyName("order")]
    public OrderWithStatus? Order { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }

    /// <summary>Whether the venue found the order.</summary>
    [JsonIgnore]
    public bool IsFound => Order is not null;
}
