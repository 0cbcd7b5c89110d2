using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Lending or borrowing. Wire: <c>borrowLend</c>.</summary>
public sealed class BorrowLendDelta : LedgerDelta
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override LedgerDeltaKind Kind => LedgerDeltaKind.BorrowLend;

    /// <summary>The token's name. Wire: <c>token</c>.</summary>
    [JsonPropertyName("token")]
    public string? Token { get; init; }

    /// <summary>What was done. Wire: <c>operation</c>.</summary>
    [JsonPropertyName("operation")]
    public BorrowLendOperation? Operation { get; init; }

    /// <summary>The amount, in units of the token. Wire: <c>amount</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("amount")]
    public decimal Amount { get; init; }

    /// <summary>The interest in it. Wire: <c>interestAmount</c>.</summary>
    [JsonPropertyName("interestAmount")]
    public decimal? InterestAmount { get; init; }
}
