using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>An account as a whole. Wire: <c>userState</c> of subscription <c>webData3</c>.</summary>
public sealed class UserOverviewState
{
    /// <summary>The agent of the venue's page. Wire: <c>agentAddress</c>.</summary>
    [JsonPropertyName("agentAddress")]
    public EthereumAddress? AgentAddress { get; init; }

    /// <summary>When that agent ends, in milliseconds. Wire: <c>agentValidUntil</c>.</summary>
    [JsonPropertyName("agentValidUntil")]
    public DateTimeOffset? AgentValidUntil { get; init; }

    /// <summary>Deposits less withdrawals. Wire: <c>cumLedger</c>.</summary>
    [JsonPropertyName("cumLedger")]
    public decimal? CumulativeLedger { get; init; }

    /// <summary>The venue's clock, in milliseconds. Wire: <c>serverTime</c>.</summary>
    [JsonPropertyName("serverTime")]
    public DateTimeOffset? ServerTime { get; init; }

    /// <summary>Whether the address is a vault. Wire: <c>isVault</c>.</summary>
    [JsonPropertyName("isVault")]
    public bool? IsVault { get; init; }

    /// <summary>The address. Wire: <c>user</c>.</summary>
    [JsonPropertyName("user")]
    public EthereumAddress? User { get; init; }

    /// <summary>Whether small spot balances are left alone; absent when not. Wire: <c>optOutOfSpotDusting</c>.</summary>
    [JsonPropertyName("optOutOfSpotDusting")]
    public bool? OptsOutOfSpotDusting { get; init; }

    /// <summary>Whether dexs share collateral; absent when that was never set. Wire: <c>dexAbstractionEnabled</c>.</summary>
    [JsonPropertyName("dexAbstractionEnabled")]
    public bool? IsDexAbstractionEnabled { get; init; }

    /// <summary>How balances and dexs are combined. Wire: <c>abstraction</c>.</summary>
    [JsonPropertyName("abstraction")]
    public AccountAbstraction? Abstraction { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
