using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>The link between a staking and a trading address. Wire: the <c>stakingLink</c> of info <c>userFees</c>.</summary>
public sealed class StakingLink
{
    /// <summary>Which end this address is. Wire: <c>type</c>.</summary>
    [JsonPropertyName("type")]
    public StakingLinkKind? Kind { get; init; }

    /// <summary>The address that stakes; of a trading address. Wire: <c>stakingUser</c>.</summary>
    [JsonPropertyName("stakingUser")]
    public EthereumAddress? StakingUser { get; init; }

    /// <summary>The address that trades; of a staking address. Wire: <c>tradingUser</c>.</summary>
    [JsonPropertyName("tradingUser")]
    public EthereumAddress? TradingUser { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
