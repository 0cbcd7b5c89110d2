using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A liquidation. Wire: <c>liquidation</c>.</summary>
public sealed class LiquidationDelta : LedgerDelta
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override LedgerDeltaKind Kind => LedgerDeltaKind.Liquidation;

    /// <summary>The notional of what was liquidated. Wire: <c>liquidatedNtlPos</c>.</summary>
    [JsonPropertyName("liquidatedNtlPos")]
    public decimal? LiquidatedNotional { get; init; }

    /// <summary>What the account was worth; can be negative. Wire: <c>accountValue</c>.</summary>
    [JsonPropertyName("accountValue")]
    public decimal? AccountValue { get; init; }

    /// <summary>Cross or isolated. Wire: <c>leverageType</c>.</summary>
    [JsonPropertyName("leverageType")]
    public LiquidationLeverageType? LeverageType { get; init; }

    /// <summary>What was liquidated. Wire: <c>liquidatedPositions</c>.</summary>
    [JsonPropertyName("liquidatedPositions")]
    public IReadOnlyList<LiquidatedPosition>? Positions { get; init; }
}
