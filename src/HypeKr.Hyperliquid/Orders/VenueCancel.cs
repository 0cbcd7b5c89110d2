using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>An order that the venue cancelled by itself. Wire: an element of <c>nonUserCancel</c>.</summary>
public sealed class VenueCancel
{
    /// <summary>The wire coin. Wire: <c>coin</c>.</summary>
    [JsonPropertyName("coin")]
    public string Coin { get; init => field = value ?? ""; } = "";

    /// <summary>The id of the order. Wire: <c>oid</c>.</summary>
    [JsonPropertyName("oid")]
    public long? OrderId { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
