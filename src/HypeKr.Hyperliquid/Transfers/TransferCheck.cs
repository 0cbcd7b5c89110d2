using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What a transfer to an address would meet. Wire: info <c>preTransferCheck</c>.</summary>
public sealed class TransferCheck
{
    /// <summary>The fee for an address that the venue has not seen, in USDC. Wire: <c>fee</c>.</summary>
    [JsonPropertyName("fee")]
    public decimal? Fee { get; init; }

    /// <summary>Whether the address is sanctioned. Wire: <c>isSanctioned</c>.</summary>
    [JsonPropertyName("isSanctioned")]
    public bool? IsSanctioned { get; init; }

    /// <summary>Whether the venue has seen the address. Wire: <c>userExists</c>.</summary>
    [JsonPropertyName("userExists")]
    public bool? UserExists { get; init; }

    /// <summary>Whether the address has ever acted. Wire: <c>userHasSentTx</c>.</summary>
    [JsonPropertyName("userHasSentTx")]
    public bool? UserHasSentTransactions { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
