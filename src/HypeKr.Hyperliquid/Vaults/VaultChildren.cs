using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>The vaults under a parent. Wire: the <c>data</c> of a relationship.</summary>
public sealed class VaultChildren
{
    /// <summary>The children. Wire: <c>childAddresses</c>.</summary>
    [JsonPropertyName("childAddresses")]
    public IReadOnlyList<EthereumAddress> Addresses { get; init => field = value ?? []; } = [];

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
