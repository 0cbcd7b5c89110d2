using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>USDC into a vault. Wire: <c>vaultDeposit</c>.</summary>
public sealed class VaultDepositDelta : LedgerDelta
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override LedgerDeltaKind Kind => LedgerDeltaKind.VaultDeposit;

    /// <summary>The vault. Wire: <c>vault</c>.</summary>
    [JsonPropertyName("vault")]
    public EthereumAddress? Vault { get; init; }

    /// <summary>The amount. Wire: <c>usdc</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("usdc")]
    public decimal Usdc { get; init; }
}
