using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Tokens of a genesis. Wire: <c>spotGenesis</c>.</summary>
public sealed class SpotGenesisDelta : LedgerDelta
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override LedgerDeltaKind Kind => LedgerDeltaKind.SpotGenesis;

    /// <summary>The token's name. Wire: <c>token</c>.</summary>
    [JsonPropertyName("token")]
    public string? Token { get; init; }

    /// <summary>The amount, in units of the token; can be negative. Wire: <c>amount</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("amount")]
    public decimal Amount { get; init; }
}
