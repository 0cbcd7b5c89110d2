using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>An amount with its interest. Wire: <c>borrow</c> and <c>supply</c>.</summary>
public sealed class BorrowLendBalance
{
    /// <summary>The amount without interest. Wire: <c>basis</c>.</summary>
    [JsonPropertyName("basis")]
    public decimal? Basis { get; init; }

    /// <summary>The amount with interest. Wire: <c>value</c>.</summary>
    [JsonPropertyName("value")]
    public decimal? Value { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
