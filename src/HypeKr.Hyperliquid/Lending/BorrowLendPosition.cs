using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The amounts lent and borrowed of one token. Wire: <c>tokenToState[][1]</c>.</summary>
public sealed class BorrowLendPosition
{
    /// <summary>What is owed. Wire: <c>borrow</c>.</summary>
    [JsonPropertyName("borrow")]
    public BorrowLendBalance? Borrow { get; init; }

    /// <summary>What is lent. Wire: <c>supply</c>.</summary>
    [JsonPropertyName("supply")]
    public BorrowLendBalance? Supply { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
