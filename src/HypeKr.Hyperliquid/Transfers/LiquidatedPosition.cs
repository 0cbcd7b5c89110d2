using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A position that was liquidated. Wire: <c>liquidatedPositions[]</c>.</summary>
public sealed class LiquidatedPosition
{
    /// <summary>The wire coin. Wire: <c>coin</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("coin")]
    public string Coin { get; init => field = value ?? ""; } = "";

    /// <summary>The size; negative is short. Wire: <c>szi</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("szi")]
    public decimal SignedSize { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
