using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>A token to another address, dex or balance. Wire: <c>send</c>.</summary>
public sealed class SendDelta : LedgerDelta
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override LedgerDeltaKind Kind => LedgerDeltaKind.Send;

    /// <summary>The sender. Wire: <c>user</c>.</summary>
    [JsonPropertyName("user")]
    public EthereumAddress? User { get; init; }

    /// <summary>The receiver. Wire: <c>destination</c>.</summary>
    [JsonPropertyName("destination")]
    public EthereumAddress? Destination { get; init; }

    /// <summary>Where it came from: empty is the main dex, <c>spot</c> the spot balance. Wire: <c>sourceDex</c>.</summary>
    [JsonPropertyName("sourceDex")]
    public string? SourceDex { get; init; }

    /// <summary>Where it went, likewise. Wire: <c>destinationDex</c>.</summary>
    [JsonPropertyName("destinationDex")]
    public string? DestinationDex { get; init; }

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

    /// <summary>The fee, in <see cref="FeeToken"/>. Wire: <c>fee</c>.</summary>
    [JsonPropertyName("fee")]
    public decimal? Fee { get; init; }

    /// <summary>The fee in HYPE. Wire: <c>nativeTokenFee</c>.</summary>
    [JsonPropertyName("nativeTokenFee")]
    public decimal? NativeTokenFee { get; init; }

    /// <summary>The sender's nonce. Wire: <c>nonce</c>.</summary>
    [JsonPropertyName("nonce")]
    public long? Nonce { get; init; }

    /// <summary>The token of the fee; empty when none. Wire: <c>feeToken</c>.</summary>
    [JsonPropertyName("feeToken")]
    public string? FeeToken { get; init; }
}
