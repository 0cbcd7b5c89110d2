using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>All about one vault. Wire: the answer to <c>vaultDetails</c>.</summary>
public sealed class VaultDetails
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

    /// <summary>What it does, in the leader's words. Wire: <c>description</c>.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Value and profit over several spans. Wire: <c>portfolio</c>.</summary>
    [JsonPropertyName("portfolio")]
    public IReadOnlyList<PortfolioEntry> Portfolio { get; init => field = value ?? []; } = [];

    /// <summary>The annual return, a fraction. A number on the wire, like the next ones that are decimal. Wire: <c>apr</c>.</summary>
    [JsonPropertyName("apr")]
    public decimal? AnnualReturn { get; init; }

    /// <summary>What the user that was asked about holds; null when nothing. Wire: <c>followerState</c>.</summary>
    [JsonPropertyName("followerState")]
    public VaultFollower? FollowerState { get; init; }

    /// <summary>The leader's share of the vault, a fraction. Wire: <c>leaderFraction</c>.</summary>
    [JsonPropertyName("leaderFraction")]
    public decimal? LeaderFraction { get; init; }

    /// <summary>The leader's share of followers' profit, a fraction. Wire: <c>leaderCommission</c>.</summary>
    [JsonPropertyName("leaderCommission")]
    public decimal? LeaderCommission { get; init; }

    /// <summary>The followers, the largest 100 at most. Wire: <c>followers</c>.</summary>
    [JsonPropertyName("followers")]
    public IReadOnlyList<VaultFollower> Followers { get; init => field = value ?? []; } = [];

    /// <summary>The most that could be distributed now, in USDC. Wire: <c>maxDistributable</c>.</summary>
    [JsonPropertyName("maxDistributable")]
    public decimal? MaxDistributable { get; init; }

    /// <summary>The most that could be withdrawn now, in USDC. Wire: <c>maxWithdrawable</c>.</summary>
    [JsonPropertyName("maxWithdrawable")]
    public decimal? MaxWithdrawable { get; init; }

    /// <summary>Whether it is closed. Wire: <c>isClosed</c>.</summary>
    [JsonPropertyName("isClosed")]
    public bool? IsClosed { get; init; }

    /// <summary>Whether it stands alone, or is parent or child of others. Wire: <c>relationship</c>.</summary>
    [JsonPropertyName("relationship")]
    public VaultRelationship? Relationship { get; init; }

    /// <summary>Whether deposits are taken. Wire: <c>allowDeposits</c>.</summary>
    [JsonPropertyName("allowDeposits")]
    public bool? AllowsDeposits { get; init; }

    /// <summary>Whether a withdrawal closes its part of the positions. Wire: <c>alwaysCloseOnWithdraw</c>.</summary>
    [JsonPropertyName("alwaysCloseOnWithdraw")]
    public bool? ClosesOnWithdrawal { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
