using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>How a token's supply was first given out. Wire: <c>genesis</c>.</summary>
public sealed class TokenGenesis
{
    /// <summary>What addresses were given. Wire: <c>userBalances</c>.</summary>
    [JsonPropertyName("userBalances")]
    public IReadOnlyList<AddressBalance> UserBalances { get; init => field = value ?? []; } = [];

    /// <summary>What holders of another token were given. Wire: <c>existingTokenBalances</c>.</summary>
    [JsonPropertyName("existingTokenBalances")]
    public IReadOnlyList<TokenBalance> ExistingTokenBalances { get; init => field = value ?? []; } = [];

    /// <summary>Who was left out. Wire: <c>blacklistUsers</c>.</summary>
    [JsonPropertyName("blacklistUsers")]
    public IReadOnlyList<EthereumAddress> BlacklistedUsers { get; init => field = value ?? []; } = [];

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
