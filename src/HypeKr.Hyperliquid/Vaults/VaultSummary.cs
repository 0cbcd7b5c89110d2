using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>A vault in brief. Wire: an element of <c>vaultSummaries</c>.</summary>
public sealed class VaultSummary
{
    /// <summary>The name. Wire: <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>The vault. Wire: <c>vaultAddress</c>.</summary>
    [JsonPropertyName("vaultAddress")]
    public EthereumAddress? Address { get; init; }

    /// <summary>Who trades for it. Wire: <c>leader</c>.</summary>
    [JsonPropertyName("leader")]
    public EthereumAddress? Leader { get; init; }

    /// <summary>All it holds, in USDC. Wire: <c>tvl</c>.</summary>
    [JsonPropertyName("tvl")]
    public decimal? TotalValueLocked { get; init; }

    /// <summary>Whether it is closed. Wire: <c>isClosed</c>.</summary>
    [JsonPropertyName("isClosed")]
    public bool? IsClosed { get; init; }

    /// <summary>Whether it stands alone, or is parent or child of others. Wire: <c>relationship</c>.</summary>
    [JsonPropertyName("relationship")]
    public VaultRelationship? Relationship { get; init; }

    /// <summary>When it was made, in milliseconds. Wire: <c>createTimeMillis</c>.</summary>
    [JsonPropertyName("createTimeMillis")]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
