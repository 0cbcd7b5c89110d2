using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Collateral moved to a dex by abstraction. Wire: <c>activateDexAbstraction</c>.</summary>
public sealed class ActivateDexAbstractionDelta : LedgerDelta
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override LedgerDeltaKind Kind => LedgerDeltaKind.ActivateDexAbstraction;

    /// <summary>The dex by name. Wire: <c>dex</c>.</summary>
    [JsonPropertyName("dex")]
    public string? Dex { get; init; }

    /// <summary>The token's name. Wire: <c>token</c>.</summary>
    [JsonPropertyName("token")]
    public string? Token { get; init; }

    /// <summary>The amount, in units of the token. Wire: <c>amount</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("amount")]
    public decimal Amount { get; init; }
}
