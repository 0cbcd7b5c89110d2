using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Funding paid or received on one position. Wire: an element of info <c>userFunding</c>.</summary>
public sealed class FundingPayment
{
    /// <summary>When. Wire: <c>time</c>, milliseconds.</summary>
    [JsonRequired]
    [JsonPropertyName("time")]
    public DateTimeOffset Time { get; init; }

    /// <summary>All zeros: the venue pays funding, no transaction does. Wire: <c>hash</c>.</summary>
    [JsonPropertyName("hash")]
    public string? Hash { get; init; }

    /// <summary>What was paid and on what. Wire: <c>delta</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("delta")]
    public FundingDelta? Delta { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
