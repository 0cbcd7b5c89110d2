using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>A position that may be liquidated. Wire: an element of <c>liquidatable</c>, nearly always an empty list.</summary>
public sealed class LiquidatablePosition
{
    /// <summary>Whose position. Wire: <c>user</c>.</summary>
    [JsonPropertyName("user")]
    public EthereumAddress? User { get; init; }

    /// <summary>Which position. Wire: <c>positionIndex</c>.</summary>
    [JsonConverter(typeof(WireUnionConverter<LiquidatablePositionIndex>))]
    [JsonPropertyName("positionIndex")]
    public LiquidatablePositionIndex? Position { get; init; }

    /// <summary>Two numbers, as the venue gives them. Wire: <c>marginAvailable</c>.</summary>
    [JsonPropertyName("marginAvailable")]
    public IReadOnlyList<decimal> MarginAvailable { get; init => field = value ?? []; } = [];

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
