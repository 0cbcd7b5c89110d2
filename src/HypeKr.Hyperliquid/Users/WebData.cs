using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Most of what the venue's own page shows of an address. Wire: info and subscription <c>webData2</c>.</summary>
public sealed class WebData
{
    /// <summary>Margin and positions on the main dex. Wire: <c>clearinghouseState</c>.</summary>
    [JsonPropertyName("clearinghouseState")]
    public PerpState? PerpState { get; init; }

    /// <summary>The vaults that the address leads. Wire: <c>leadingVaults</c>.</summary>
    [JsonPropertyName("leadingVaults")]
    public IReadOnlyList<LeadingVault>? LeadingVaults { get; init; }

    /// <summary>What it has in vaults. Wire: <c>totalVaultEquity</c>.</summary>
    [JsonPropertyName("totalVaultEquity")]
    public decimal? TotalVaultEquity { get; init; }

    /// <summary>Its open orders on the main dex. Wire: <c>openOrders</c>.</summary>
    [JsonPropertyName("openOrders")]
    public IReadOnlyList<OrderDetails>? OpenOrders { get; init; }

    /// <summary>The agent of the venue's page. Wire: <c>agentAddress</c>.</summary>
    [JsonPropertyName("agentAddress")]
    public EthereumAddress? AgentAddress { get; init; }

    /// <summary>When that agent ends. Wire: <c>agentValidUntil</c>, milliseconds.</summary>
    [JsonPropertyName("agentValidUntil")]
    public DateTimeOffset? AgentValidUntil { get; init; }

    /// <summary>Deposits less withdrawals. Wire: <c>cumLedger</c>.</summary>
    [JsonPropertyName("cumLedger")]
    public decimal? CumulativeLedger { get; init; }

    /// <summary>What the main dex lists. Wire: <c>meta</c>.</summary>
    [JsonPropertyName("meta")]
    public PerpMeta? Meta { get; init; }

    /// <summary>Prices of the main dex, by position in <see cref="Meta"/>. Wire: <c>assetCtxs</c>.</summary>
    [JsonPropertyName("assetCtxs")]
    public IReadOnlyList<PerpContext>? Contexts { get; init; }

    /// <summary>The venue's clock. Wire: <c>serverTime</c>, milliseconds.</summary>
    [JsonPropertyName("serverTime")]
    public DateTimeOffset? ServerTime { get; init; }

    /// <summary>Whether the address is a vault. Wire: <c>isVault</c>.</summary>
    [JsonPropertyName("isVault")]
    public bool? IsVault { get; init; }

    /// <summary>The address. Wire: <c>user</c>.</summary>
    [JsonPropertyName("user")]
    public EthereumAddress? User { get; init; }

    /// <summary>The TWAP orders that run. Wire: <c>twapStates</c>.</summary>
    [JsonPropertyName("twapStates")]
    public IReadOnlyList<TwapStateEntry>? TwapStates { get; init; }

    /// <summary>Spot balances; absent when it has none. Wire: <c>spotState</c>.</summary>
    [JsonPropertyName("spotState")]
    public SpotState? SpotState { get; init; }

    /// <summary>Prices of spot pairs. Wire: <c>spotAssetCtxs</c>.</summary>
    [JsonPropertyName("spotAssetCtxs")]
    public IReadOnlyList<SpotContext>? SpotContexts { get; init; }

    /// <summary>Whether small spot balances are left alone; absent when not. Wire: <c>optOutOfSpotDusting</c>.</summary>
    [JsonPropertyName("optOutOfSpotDusting")]
    public bool? OptsOutOfSpotDusting { get; init; }

    /// <summary>Coins at their cap of open interest. Wire: <c>perpsAtOpenInterestCap</c>.</summary>
    [JsonPropertyName("perpsAtOpenInterestCap")]
    public IReadOnlyList<string>? PerpsAtOpenInterestCap { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
