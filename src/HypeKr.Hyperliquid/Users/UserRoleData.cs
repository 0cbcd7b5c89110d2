using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Whose agent or sub-account an address is. Wire: the <c>data</c> of info <c>userRole</c>.</summary>
public sealed class UserRoleData
{
    /// <summary>The account that an agent signs for. Wire: <c>user</c>.</summary>
    [JsonIgnore]
    public EthereumAddress? User
    {
        get => EthereumAddress.TryParse(UserText, out var address) ? address : null;
        init => UserText = value?.ToLowerHex();
    }

    /// <summary>The account that a sub-account belongs to. Wire: <c>master</c>.</summary>
    [JsonIgnore]
    public EthereumAddress? Master
    {
        get => EthereumAddress.TryParse(MasterText, out var address) ? address : null;
        init => MasterText = value?.ToLowerHex();
    }

    // Generated code cannot reach the converter of the address type.
    [JsonInclude]
    [JsonPropertyName("user")]
    internal string? UserText { get; init; }

    [JsonInclude]
    [JsonPropertyName("master")]
    internal string? MasterText { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
