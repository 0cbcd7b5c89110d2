using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>USDC out of a vault. Wire: <c>vaultWithdraw</c>.</summary>
public sealed class VaultWithdrawDelta : LedgerDelta
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override LedgerDeltaKind Kind => LedgerDeltaKind.VaultWithdraw;

    /// <summary>The vault. Wire: <c>vault</c>.</summary>
    [JsonPropertyName("vault")]
    public EthereumAddress? Vault { get; init; }

    /// <summary>Who withdrew. Wire: <c>user</c>.</summary>
    [JsonPropertyName("user")]
    public EthereumAddress? User { get; init; }

    /// <summary>What was asked for. Wire: <c>requestedUsd</c>.</summary>
    [JsonPropertyName("requestedUsd")]
    public decimal? RequestedUsd { get; init; }

    /// <summary>The leader's commission. Wire: <c>commission</c>.</summary>
    [JsonPropertyName("commission")]
    public decimal? Commission { get; init; }

    /// <summary>What closing positions cost. Wire: <c>closingCost</c>.</summary>
    [JsonPropertyName("closingCost")]
    public decimal? ClosingCost { get; init; }

    /// <summary>What had been put in. Wire: <c>basis</c>.</summary>
    [JsonPropertyName("basis")]
    public decimal? Basis { get; init; }

    /// <summary>What arrived. Wire: <c>netWithdrawnUsd</c>.</summary>
    [JsonPropertyName("netWithdrawnUsd")]
    public decimal? NetWithdrawnUsd { get; init; }
}
