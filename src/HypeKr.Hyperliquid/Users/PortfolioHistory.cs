using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Value and profit over one span. Wire: <c>PortfolioPeriod</c>.</summary>
public sealed class PortfolioHistory
{
    /// <summary>The account's value at several times, in USDC. Wire: <c>accountValueHistory</c>.</summary>
    [JsonPropertyName("accountValueHistory")]
    public IReadOnlyList<TimedValue> AccountValues { get; init => field = value ?? []; } = [];

    /// <summary>Profit since the span began at several times, in USDC. Wire: <c>pnlHistory</c>.</summary>
    [JsonPropertyName("pnlHistory")]
    public IReadOnlyList<TimedValue> Pnl { get; init => field = value ?? []; } = [];

    /// <summary>Volume traded, in USDC. Wire: <c>vlm</c>.</summary>
    [JsonPropertyName("vlm")]
    public decimal? Volume { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
