using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Whose agent or sub-account an address is. Wire: the <c>data</c> of info <c>userRole</c>.</summary>
public sealed class UserRoleData
{
    /// <summary>The account that an agent signs for. Wire: <c>user</c>.</summary>
    [JsonPropertyName("user")]
    public EthereumAddress? User { get; init; }

    /// <summary>The account that a sub-account belongs to. Wire: <c>master</c>.</summary>
    [JsonPropertyName("master")]
    public EthereumAddress? Master { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; init; }
}
