using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>One spot token. Wire: an element of <c>spotMeta.tokens</c>.</summary>
public sealed class SpotToken
{
    /// <summary>The name on the wire, which may differ from the one on the venue's screen (<c>UBTC</c> there is BTC). Wire: <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Fractional digits of sizes in pairs whose base it is. Wire: <c>szDecimals</c>.</summary>
    [JsonPropertyName("szDecimals")]
    public int? SizeDecimals { get; init; }

    /// <summary>Fractional digits of balances. Wire: <c>weiDecimals</c>.</summary>
    [JsonPropertyName("weiDecimals")]
    public int? WeiDecimals { get; init; }

    /// <summary>The number by which pairs name it. Wire: <c>index</c>.</summary>
    [JsonPropertyName("index")]
    public int? Index { get; init; }

    /// <summary><c>0x</c> and 32 hex digits; a transfer names the token as <c>NAME:tokenId</c>. Wire: <c>tokenId</c>.</summary>
    [JsonPropertyName("tokenId")]
    public string? TokenId { get; init; }

    /// <summary>Whether the venue gave it its name. Wire: <c>isCanonical</c>.</summary>
    [JsonConverter(typeof(FlagConverter))]
    [JsonPropertyName("isCanonical")]
    public bool IsCanonical { get; init; }

    /// <summary>The contract on HyperEVM that it is linked to; null where none is. Wire: <c>evmContract</c>.</summary>
    [JsonPropertyName("evmContract")]
    public EvmContract? EvmContract { get; init; }

    /// <summary>A longer name. Wire: <c>fullName</c>.</summary>
    [JsonPropertyName("fullName")]
    public string? FullName { get; init; }

    /// <summary>The deployer's share of trading fees, a fraction. Wire: <c>deployerTradingFeeShare</c>.</summary>
    [JsonPropertyName("deployerTradingFeeShare")]
    public decimal? DeployerTradingFeeShare { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
