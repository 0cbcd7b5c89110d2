using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>USDC from the bridge. Wire: <c>deposit</c>.</summary>
public sealed class DepositDelta : LedgerDelta
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override LedgerDeltaKind Kind => LedgerDeltaKind.Deposit;

    /// <summary>The amount. Wire: <c>usdc</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("usdc")]
    public decimal Usdc { get; init; }
}
