using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Deployments;

/// <summary>A token whose deployment is under way. Wire: <c>states[]</c>.</summary>
public sealed class SpotDeployment
{
    /// <summary>The token's index. Wire: <c>token</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("token")]
    public int Token { get; init; }

    /// <summary>Name and digits. Wire: <c>spec</c>.</summary>
    [JsonPropertyName("spec")]
    public SpotTokenSpec? Spec { get; init; }

    /// <summary>A longer name. Wire: <c>fullName</c>.</summary>
    [JsonPropertyName("fullName")]
    public string? FullName { get; init; }

    /// <summary>The part of trading fees that goes to the deployer, a fraction. Wire: <c>deployerTradingFeeShare</c>.</summary>
    [JsonPropertyName("deployerTradingFeeShare")]
    public decimal? DeployerTradingFeeShare { get; init; }

    /// <summary>The pairs made so far, by index. Wire: <c>spots</c>.</summary>
    [JsonPropertyName("spots")]
    public IReadOnlyList<int>? Pairs { get; init; }

    /// <summary>The supply; null before the genesis. Wire: <c>maxSupply</c>.</summary>
    [JsonPropertyName("maxSupply")]
    public decimal? MaxSupply { get; init; }

    /// <summary>What goes to the venue's own liquidity. Wire: <c>hyperliquidityGenesisBalance</c>.</summary>
    [JsonPropertyName("hyperliquidityGenesisBalance")]
    public decimal? HyperliquidityGenesisBalance { get; init; }

    /// <summary>All balances of the genesis, in the smallest unit. Wire: <c>totalGenesisBalanceWei</c>.</summary>
    [JsonPropertyName("totalGenesisBalanceWei")]
    public decimal? TotalGenesisBalanceWei { get; init; }

    /// <summary>Balances of the genesis by address. Wire: <c>userGenesisBalances</c>.</summary>
    [JsonPropertyName("userGenesisBalances")]
    public IReadOnlyList<AddressBalance>? UserGenesisBalances { get; init; }

    /// <summary>Balances of the genesis for holders of other tokens. Wire: <c>existingTokenGenesisBalances</c>.</summary>
    [JsonPropertyName("existingTokenGenesisBalances")]
    public IReadOnlyList<TokenBalance>? ExistingTokenGenesisBalances { get; init; }

    /// <summary>Addresses that get nothing. Wire: <c>blacklistUsers</c>.</summary>
    [JsonPropertyName("blacklistUsers")]
    public IReadOnlyList<EthereumAddress>? BlacklistedUsers { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
