using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>What an address has in one vault. Wire: an element of info <c>userVaultEquities</c>.</summary>
public sealed class VaultEquity
{
    /// <summary>The vault. Wire: <c>vaultAddress</c>.</summary>
    [JsonPropertyName("vaultAddress")]
    public EthereumAddress? VaultAddress { get; init; }

    /// <summary>The share in USDC. Wire: <c>equity</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("equity")]
    public decimal Equity { get; init; }

    /// <summary>When it can be withdrawn. Wire: <c>lockedUntilTimestamp</c>, milliseconds.</summary>
    [JsonPropertyName("lockedUntilTimestamp")]
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
