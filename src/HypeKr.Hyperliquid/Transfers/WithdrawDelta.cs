using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>USDC to the bridge. Wire: <c>withdraw</c>.</summary>
public sealed class WithdrawDelta : LedgerDelta
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override LedgerDeltaKind Kind => LedgerDeltaKind.Withdraw;

    /// <summary>The amount. Wire: <c>usdc</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("usdc")]
    public decimal Usdc { get; init; }

    /// <summary>The action's nonce. Wire: <c>nonce</c>.</summary>
    [JsonPropertyName("nonce")]
    public long? Nonce { get; init; }

    /// <summary>The fee. Wire: <c>fee</c>.</summary>
    [JsonPropertyName("fee")]
    public decimal? Fee { get; init; }
}
