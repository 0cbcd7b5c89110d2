using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Who signs for a multi-sig account. Wire: info <c>userToMultiSigSigners</c>.</summary>
public sealed class MultisigSigners
{
    /// <summary>The signers' addresses. Wire: <c>authorizedUsers</c>.</summary>
    [JsonPropertyName("authorizedUsers")]
    public IReadOnlyList<EthereumAddress>? AuthorizedUsers { get; init; }

    /// <summary>How many of them have to sign. Wire: <c>threshold</c>.</summary>
    [JsonPropertyName("threshold")]
    public int? Threshold { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
