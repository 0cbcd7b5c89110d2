using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The budget of actions of an address. Wire: info <c>userRateLimit</c>.</summary>
/// <remarks>One action more for each USDC ever traded; when it is used up, one action in 10 seconds.</remarks>
public sealed class UserRateLimit
{
    /// <summary>Volume since inception, in USDC. Wire: <c>cumVlm</c>.</summary>
    [JsonPropertyName("cumVlm")]
    public decimal? CumulativeVolume { get; init; }

    /// <summary>Actions so far. Wire: <c>nRequestsUsed</c>.</summary>
    [JsonPropertyName("nRequestsUsed")]
    public long? Used { get; init; }

    /// <summary>Actions allowed so far. Wire: <c>nRequestsCap</c>.</summary>
    [JsonPropertyName("nRequestsCap")]
    public long? Cap { get; init; }

    /// <summary>Actions bought beyond; absent in old data. Wire: <c>nRequestsSurplus</c>.</summary>
    [JsonPropertyName("nRequestsSurplus")]
    public long? Surplus { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }

    /// <summary>Actions that are left before the slow lane; null when the venue did not say.</summary>
    [JsonIgnore]
    public long? Left => Cap is { } cap && Used is { } used ? Math.Max(cap + (Surplus ?? 0) - used, 0) : null;
}
