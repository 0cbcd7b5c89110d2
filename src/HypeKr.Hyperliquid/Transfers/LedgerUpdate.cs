using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A change of balance that is not a trade and not funding. Wire: an element of info <c>userNonFundingLedgerUpdates</c>.</summary>
public sealed class LedgerUpdate
{
    /// <summary>When. Wire: <c>time</c>, milliseconds.</summary>
    [JsonRequired]
    [JsonPropertyName("time")]
    public DateTimeOffset Time { get; init; }

    /// <summary>The transaction's hash, all zeros for events of the venue. Wire: <c>hash</c>.</summary>
    [JsonPropertyName("hash")]
    public string? Hash { get; init; }

    /// <summary>What changed: one of the classes that derive from <see cref="LedgerDelta"/>. Wire: <c>delta</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("delta")]
    public LedgerDelta? Delta { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
