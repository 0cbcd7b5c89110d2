using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>What a follower holds of a vault. Wire: <c>followerState</c> and <c>followers</c>.</summary>
public sealed class VaultFollower
{
    /// <summary>The follower's address as text, or the word <c>Leader</c>. Wire: <c>user</c>.</summary>
    [JsonPropertyName("user")]
    public string? UserOrLeader { get; init; }

    /// <summary>The follower's part, in USDC. Wire: <c>vaultEquity</c>.</summary>
    [JsonPropertyName("vaultEquity")]
    public decimal? Equity { get; init; }

    /// <summary>Profit since entry, in USDC. Wire: <c>pnl</c>.</summary>
    [JsonPropertyName("pnl")]
    public decimal? Pnl { get; init; }

    /// <summary>Profit over all, in USDC. Wire: <c>allTimePnl</c>.</summary>
    [JsonPropertyName("allTimePnl")]
    public decimal? AllTimePnl { get; init; }

    /// <summary>Days since entry. Wire: <c>daysFollowing</c>.</summary>
    [JsonPropertyName("daysFollowing")]
    public int? DaysFollowing { get; init; }

    /// <summary>When the follower entered, in milliseconds. Wire: <c>vaultEntryTime</c>.</summary>
    [JsonPropertyName("vaultEntryTime")]
    public DateTimeOffset? EntryTime { get; init; }

    /// <summary>Before when nothing can be withdrawn, in milliseconds. Wire: <c>lockupUntil</c>.</summary>
    [JsonPropertyName("lockupUntil")]
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }

    /// <summary>The follower; null for the leader.</summary>
    [JsonIgnore]
    public EthereumAddress? User => EthereumAddress.TryParse(UserOrLeader, out var address) ? address : null;

    /// <summary>Whether this is the leader's own part.</summary>
    [JsonIgnore]
    public bool IsLeader => UserOrLeader == "Leader";
}
