using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>HYPE between spot and staking. Wire: <c>cStakingTransfer</c>.</summary>
public sealed class StakingTransferDelta : LedgerDelta
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override LedgerDeltaKind Kind => LedgerDeltaKind.StakingTransfer;

    /// <summary>The token's name. Wire: <c>token</c>.</summary>
    [JsonPropertyName("token")]
    public string? Token { get; init; }

    /// <summary>The amount, in units of the token. Wire: <c>amount</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("amount")]
    public decimal Amount { get; init; }

    /// <summary>Whether it went into staking. Wire: <c>isDeposit</c>.</summary>
    [JsonPropertyName("isDeposit")]
    public bool? IsDeposit { get; init; }
}
