using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Rewards claimed. Wire: <c>rewardsClaim</c>.</summary>
public sealed class RewardsClaimDelta : LedgerDelta
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override LedgerDeltaKind Kind => LedgerDeltaKind.RewardsClaim;

    /// <summary>The amount, in units of the token. Wire: <c>amount</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("amount")]
    public decimal Amount { get; init; }

    /// <summary>The token's name. Wire: <c>token</c>.</summary>
    [JsonPropertyName("token")]
    public string? Token { get; init; }
}
