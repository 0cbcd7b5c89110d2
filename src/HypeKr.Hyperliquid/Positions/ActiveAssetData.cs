using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>What an address can trade in one perp now. Wire: info and subscription <c>activeAssetData</c>.</summary>
public sealed class ActiveAssetData
{
    /// <summary>The address. Wire: <c>user</c>.</summary>
    [JsonPropertyName("user")]
    public EthereumAddress? User { get; init; }

    /// <summary>The wire coin. Wire: <c>coin</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("coin")]
    public string Coin { get; init => field = value ?? ""; } = "";

    /// <summary>Leverage and margin mode. Wire: <c>leverage</c>.</summary>
    [JsonPropertyName("leverage")]
    public Leverage? Leverage { get; init; }

    /// <summary>The largest order, in units. Wire: <c>maxTradeSzs</c>.</summary>
    [JsonPropertyName("maxTradeSzs")]
    public BuyAndSell? MaxTradeSizes { get; init; }

    /// <summary>What is left to trade with, in collateral currency. Wire: <c>availableToTrade</c>.</summary>
    [JsonPropertyName("availableToTrade")]
    public BuyAndSell? AvailableToTrade { get; init; }

    /// <summary>The mark price. Wire: <c>markPx</c>.</summary>
    [JsonPropertyName("markPx")]
    public decimal? MarkPrice { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
