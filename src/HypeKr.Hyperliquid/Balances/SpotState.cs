using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Spot and outcome balances of one address. Wire: info <c>spotClearinghouseState</c>.</summary>
public sealed class SpotState
{
    /// <summary>The balances. Wire: <c>balances</c>.</summary>
    [JsonRequired]
    [JsonPropertyName("balances")]
    public IReadOnlyList<SpotBalance>? Balances { get; init; }

    /// <summary>Whether portfolio margin is on; absent when it is not. Wire: <c>portfolioMarginEnabled</c>.</summary>
    [JsonPropertyName("portfolioMarginEnabled")]
    public bool? PortfolioMarginEnabled { get; init; }

    /// <summary>Members that this version does not know, as they came.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? OtherMembers { get; internal set; }

    /// <summary>The balance under a wire name such as <c>USDC</c> or <c>+10</c>, or null when the venue lists none.</summary>
    /// <param name="coin">The name, compared ordinally.</param>
    public SpotBalance? FindBalance(string coin)
    {
        ArgumentNullException.ThrowIfNull(coin);
        foreach (var balance in Balances ?? [])
        {
            if (balance?.Coin == coin) return balance;
        }

        return null;
    }
}
