using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>USDC to or from a sub-account. Wire: <c>subAccountTransfer</c>.</summary>
public sealed class SubAccountTransferDelta : LedgerDelta
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override LedgerDeltaKind Kind => LedgerDeltaKind.SubAccountTransfer;

    /// <summary>The amount. Wire: <c>usdc</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("usdc")]
    public decimal Usdc { get; init; }

    /// <summary>The sender. Wire: <c>user</c>.</summary>
    [JsonPropertyName("user")]
    public EthereumAddress? User { get; init; }

    /// <summary>The receiver. Wire: <c>destination</c>.</summary>
    [JsonPropertyName("destination")]
    public EthereumAddress? Destination { get; init; }
}
