using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Interest of one token at one time. Wire: an element of info <c>userBorrowLendInterest</c>.</summary>
public sealed class BorrowLendInterest
{
    /// <summary>When. Wire: <c>time</c>, milliseconds.</summary>
    [JsonRequired]
    [JsonPropertyName("time")]
    public DateTimeOffset Time { get; init; }

    /// <summary>The token's name. Wire: <c>token</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("token")]
    public string Token { get; init => field = value ?? ""; } = "";

    /// <summary>Interest paid, in units of the token. Wire: <c>borrow</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("borrow")]
    public decimal Borrow { get; init; }

    /// <summary>Interest earned, in units of the token. Wire: <c>supply</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("supply")]
    public decimal Supply { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
