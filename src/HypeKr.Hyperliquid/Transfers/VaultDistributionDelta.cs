using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>A vault paid out. Wire: <c>vaultDistribution</c>.</summary>
public sealed class VaultDistributionDelta : LedgerDelta
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override LedgerDeltaKind Kind => LedgerDeltaKind.VaultDistribution;

    /// <summary>The vault. Wire: <c>vault</c>.</summary>
    [JsonPropertyName("vault")]
    public EthereumAddress? Vault { get; init; }

    /// <summary>The amount. Wire: <c>usdc</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("usdc")]
    public decimal Usdc { get; init; }
}
