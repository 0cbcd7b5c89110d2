using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>The liquidation behind a fill. Wire: <c>liquidation</c>.</summary>
public sealed class FillLiquidation
{
    /// <summary>Who was liquidated. Wire: <c>liquidatedUser</c>.</summary>
    [JsonIgnore]
    public EthereumAddress? LiquidatedUser
    {
        get => EthereumAddress.TryParse(LiquidatedUserText, out var address) ? address : null;
        init => LiquidatedUserText = value?.ToLowerHex();
    }

    /// <summary>The mark price at that time. Wire: <c>markPx</c>.</summary>
    [JsonPropertyName("markPx")]
    public decimal? MarkPrice { get; init; }

    /// <summary><c>market</c> or <c>backstop</c>. Wire: <c>method</c>.</summary>
    [JsonPropertyName("method")]
    public string? Method { get; init; }

    // Generated code cannot reach the converter of the address type.
    [JsonInclude]
    [JsonPropertyName("liquidatedUser")]
    internal string? LiquidatedUserText { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
