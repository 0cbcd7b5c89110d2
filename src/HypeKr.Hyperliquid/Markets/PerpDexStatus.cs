using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>How a builder dex stands. Wire: the answer to <c>perpDexStatus</c>.</summary>
public sealed class PerpDexStatus
{
    /// <summary>Deposits less withdrawals, in quote currency. Wire: <c>totalNetDeposit</c>.</summary>
    [JsonPropertyName("totalNetDeposit")]
    public decimal? TotalNetDeposit { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
