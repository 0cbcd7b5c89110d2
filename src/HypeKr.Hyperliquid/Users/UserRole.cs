using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What an address is to the venue, and to whom it belongs. Wire: info <c>userRole</c>.</summary>
public sealed class UserRole
{
    /// <summary>The role. Wire: <c>role</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("role")]
    public UserRoleKind Kind { get; init; }

    /// <summary>The account behind an agent or sub-account; absent for other roles. Wire: <c>data</c>.</summary>
    [JsonPropertyName("data")]
    public UserRoleData? Data { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
