using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A change of a kind that this version does not know; all its members are in <see cref="LedgerDelta.OtherMembers"/>.</summary>
public sealed class UnknownLedgerDelta : LedgerDelta
{
    /// <summary>A change of some kind.</summary>
    /// <param name="kind">The kind.</param>
    public UnknownLedgerDelta(LedgerDeltaKind kind) => Kind = kind;

    /// <inheritdoc/>
    [JsonPropertyName("type")]
    public override LedgerDeltaKind Kind { get; }
}
