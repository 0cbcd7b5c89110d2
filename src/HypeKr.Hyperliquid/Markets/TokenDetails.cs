using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>All about one spot token. Wire: the answer to <c>tokenDetails</c>.</summary>
public sealed class TokenDetails
{
    /// <summary>The name on the wire. Wire: <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>The largest supply there can be, in units. Wire: <c>maxSupply</c>.</summary>
    [JsonPropertyName("maxSupply")]
    public decimal? MaxSupply { get; init; }

    /// <summary>The supply, in units. Wire: <c>totalSupply</c>.</summary>
    [JsonPropertyName("totalSupply")]
    public decimal? TotalSupply { get; init; }

    /// <summary>The supply that circulates, in units. Wire: <c>circulatingSupply</c>.</summary>
    [JsonPropertyName("circulatingSupply")]
    public decimal? CirculatingSupply { get; init; }

    /// <summary>Fractional digits of sizes. Wire: <c>szDecimals</c>.</summary>
    [JsonPropertyName("szDecimals")]
    public int? SizeDecimals { get; init; }

    /// <summary>Fractional digits of balances. Wire: <c>weiDecimals</c>.</summary>
    [JsonPropertyName("weiDecimals")]
    public int? WeiDecimals { get; init; }

    /// <summary>The middle of the book. Wire: <c>midPx</c>.</summary>
    [JsonPropertyName("midPx")]
    public decimal? MidPrice { get; init; }

    /// <summary>The mark price. Wire: <c>markPx</c>.</summary>
    [JsonPropertyName("markPx")]
    public decimal? MarkPrice { get; init; }

    /// <summary>The price 24 hours ago. Wire: <c>prevDayPx</c>.</summary>
    [JsonPropertyName("prevDayPx")]
    public decimal? PreviousDayPrice { get; init; }

    /// <summary>How the supply was first given out; null for tokens without one. Wire: <c>genesis</c>.</summary>
    [JsonPropertyName("genesis")]
    public TokenGenesis? Genesis { get; init; }

    /// <summary>Who deployed it; null where nobody did. Wire: <c>deployer</c>.</summary>
    [JsonPropertyName("deployer")]
    public EthereumAddress? Deployer { get; init; }

    /// <summary>What its deployment cost. Wire: <c>deployGas</c>.</summary>
    [JsonPropertyName("deployGas")]
    public decimal? DeployGas { get; init; }

    /// <summary>When it was deployed, as the venue writes it. Wire: <c>deployTime</c>.</summary>
    [JsonPropertyName("deployTime")]
    public string? DeployTime { get; init; }

    /// <summary>USDC that its first liquidity was seeded with. Wire: <c>seededUsdc</c>.</summary>
    [JsonPropertyName("seededUsdc")]
    public decimal? SeededUsdc { get; init; }

    /// <summary>Balances that do not circulate. Wire: <c>nonCirculatingUserBalances</c>.</summary>
    [JsonPropertyName("nonCirculatingUserBalances")]
    public IReadOnlyList<AddressBalance> NonCirculatingUserBalances { get; init => field = value ?? []; } = [];

    /// <summary>Units still to be issued. Wire: <c>futureEmissions</c>.</summary>
    [JsonPropertyName("futureEmissions")]
    public decimal? FutureEmissions { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }
}
