using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>USDC from one address to another. Wire: <c>internalTransfer</c>.</summary>
public sealed class InternalTransferDelta : LedgerDelta
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override LedgerDeltaKind Kind => LedgerDeltaKind.InternalTransfer;

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

    /// <summary>What the sender paid beside. Wire: <c>fee</c>.</summary>
    [JsonPropertyName("fee")]
    public decimal? Fee { get; init; }
}
