using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>USDC between perps and spot. Wire: <c>accountClassTransfer</c>.</summary>
public sealed class AccountClassTransferDelta : LedgerDelta
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override LedgerDeltaKind Kind => LedgerDeltaKind.AccountClassTransfer;

    /// <summary>The amount. Wire: <c>usdc</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("usdc")]
    public decimal Usdc { get; init; }

    /// <summary>Whether it went to perps. Wire: <c>toPerp</c>.</summary>
    [JsonPropertyName("toPerp")]
    public bool? ToPerp { get; init; }
}
