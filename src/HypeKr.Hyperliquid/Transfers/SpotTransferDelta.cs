using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>A token from one address to another. Wire: <c>spotTransfer</c>.</summary>
public sealed class SpotTransferDelta : LedgerDelta
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override LedgerDeltaKind Kind => LedgerDeltaKind.SpotTransfer;

    /// <summary>The token's name. Wire: <c>token</c>.</summary>
    [JsonPropertyName("token")]
    public string? Token { get; init; }

    /// <summary>The amount, in units of the token. Wire: <c>amount</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("amount")]
    public decimal Amount { get; init; }

    /// <summary>What it was worth. Wire: <c>usdcValue</c>.</summary>
    [JsonPropertyName("usdcValue")]
    public decimal? UsdcValue { get; init; }

    /// <summary>The sender. Wire: <c>user</c>.</summary>
    [JsonPropertyName("user")]
    public EthereumAddress? User { get; init; }

    /// <summary>The receiver. Wire: <c>destination</c>.</summary>
    [JsonPropertyName("destination")]
    public EthereumAddress? Destination { get; init; }

    /// <summary>The fee, in <see cref="FeeToken"/>. Wire: <c>fee</c>.</summary>
    [JsonPropertyName("fee")]
    public decimal? Fee { get; init; }

    /// <summary>The fee in HYPE. Wire: <c>nativeTokenFee</c>.</summary>
    [JsonPropertyName("nativeTokenFee")]
    public decimal? NativeTokenFee { get; init; }

    /// <summary>The sender's nonce; null in old data. Wire: <c>nonce</c>.</summary>
    [JsonPropertyName("nonce")]
    public long? Nonce { get; init; }

    /// <summary>The token of the fee; empty when none. Wire: <c>feeToken</c>.</summary>
    [JsonPropertyName("feeToken")]
    public string? FeeToken { get; init; }
}
