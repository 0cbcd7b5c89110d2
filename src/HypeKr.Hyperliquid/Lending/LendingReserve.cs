using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What is lent and borrowed of one token. Wire: <c>ReserveState</c>.</summary>
public sealed class LendingReserve
{
    /// <summary>What borrowing costs a year, a fraction. Wire: <c>borrowYearlyRate</c>.</summary>
    [JsonPropertyName("borrowYearlyRate")]
    public decimal? BorrowYearlyRate { get; init; }

    /// <summary>What lending earns a year, a fraction. Wire: <c>supplyYearlyRate</c>.</summary>
    [JsonPropertyName("supplyYearlyRate")]
    public decimal? SupplyYearlyRate { get; init; }

    /// <summary>What is there to be borrowed, in units. Wire: <c>balance</c>.</summary>
    [JsonPropertyName("balance")]
    public decimal? Balance { get; init; }

    /// <summary>The part that is borrowed, a fraction. Wire: <c>utilization</c>.</summary>
    [JsonPropertyName("utilization")]
    public decimal? Utilization { get; init; }

    /// <summary>The oracle price. Wire: <c>oraclePx</c>.</summary>
    [JsonPropertyName("oraclePx")]
    public decimal? OraclePrice { get; init; }

    /// <summary>What may be borrowed against it, a fraction of its value. Wire: <c>ltv</c>.</summary>
    [JsonPropertyName("ltv")]
    public decimal? LoanToValue { get; init; }

    /// <summary>All that is lent, in units. Wire: <c>totalSupplied</c>.</summary>
    [JsonPropertyName("totalSupplied")]
    public decimal? TotalSupplied { get; init; }

    /// <summary>All that is borrowed, in units. Wire: <c>totalBorrowed</c>.</summary>
    [JsonPropertyName("totalBorrowed")]
    public decimal? TotalBorrowed { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
