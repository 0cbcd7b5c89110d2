using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What changed in a ledger: one class for each kind that is known, <see cref="UnknownLedgerDelta"/> for others. Wire: the <c>delta</c> of info <c>userNonFundingLedgerUpdates</c>, told apart by its <c>type</c>.</summary>
[JsonConverter(typeof(LedgerDeltaConverter))]
public abstract class LedgerDelta
{
    private protected LedgerDelta()
    {
    }

    /// <summary>The kind. Wire: <c>type</c>.</summary>
    [JsonPropertyName("type")]
    public abstract LedgerDeltaKind Kind { get; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
