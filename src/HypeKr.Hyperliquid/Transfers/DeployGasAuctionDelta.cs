using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Gas paid for a deployment. Wire: <c>deployGasAuction</c>.</summary>
public sealed class DeployGasAuctionDelta : LedgerDelta
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override LedgerDeltaKind Kind => LedgerDeltaKind.DeployGasAuction;

    /// <summary>The token's name. Wire: <c>token</c>.</summary>
    [JsonPropertyName("token")]
    public string? Token { get; init; }

    /// <summary>The amount, in units of the token. Wire: <c>amount</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("amount")]
    public decimal Amount { get; init; }
}
