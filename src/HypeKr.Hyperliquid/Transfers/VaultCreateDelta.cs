using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>A vault was made. Wire: <c>vaultCreate</c>.</summary>
public sealed class VaultCreateDelta : LedgerDelta
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override LedgerDeltaKind Kind => LedgerDeltaKind.VaultCreate;

    /// <summary>The vault. Wire: <c>vault</c>.</summary>
    [JsonPropertyName("vault")]
    public EthereumAddress? Vault { get; init; }

    /// <summary>What its leader put in. Wire: <c>usdc</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("usdc")]
    public decimal Usdc { get; init; }

    /// <summary>The fee. Wire: <c>fee</c>.</summary>
    [JsonPropertyName("fee")]
    public decimal? Fee { get; init; }
}
