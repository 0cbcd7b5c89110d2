using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Account value and margin in collateral currency. Wire: <c>marginSummary</c> and <c>crossMarginSummary</c>.</summary>
public sealed class MarginSummary
{
    /// <summary>Collateral plus unrealised profit; can be negative. Wire: <c>accountValue</c>.</summary>
    [JsonPropertyName("accountValue")]
    public decimal? AccountValue { get; init; }

    /// <summary>The sum of the absolute notionals of all positions. Wire: <c>totalNtlPos</c>.</summary>
    [JsonPropertyName("totalNtlPos")]
    public decimal? TotalNotional { get; init; }

    /// <summary>Collateral without position value; negative with leveraged longs. Wire: <c>totalRawUsd</c>.</summary>
    [JsonPropertyName("totalRawUsd")]
    public decimal? TotalRawUsd { get; init; }

    /// <summary>Margin that positions tie up. Wire: <c>totalMarginUsed</c>.</summary>
    [JsonPropertyName("totalMarginUsed")]
    public decimal? TotalMarginUsed { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
