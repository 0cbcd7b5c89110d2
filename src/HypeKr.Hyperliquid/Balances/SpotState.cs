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

    /// <summary>Tokens on their way to or from the EVM; absent when there are none. Wire: <c>evmEscrows</c>.</summary>
    [JsonPropertyName("evmEscrows")]
    public IReadOnlyList<EvmEscrow>? EvmEscrows { get; init; }

    /// <summary>Used margin over what the portfolio carries; with portfolio margin. Wire: <c>portfolioMarginRatio</c>.</summary>
    [JsonPropertyName("portfolioMarginRatio")]
    public decimal? PortfolioMarginRatio { get; init; }

    /// <summary>The part of what can be borrowed that is borrowed, by token. Wire: <c>tokenToPortfolioBorrowRatio</c>.</summary>
    [JsonPropertyName("tokenToPortfolioBorrowRatio")]
    public IReadOnlyList<TokenAmount>? BorrowRatios { get; init; }

    /// <summary>The part of what can be lent that is lent, by token. Wire: <c>tokenToPortfolioSupplyRatio</c>.</summary>
    [JsonPropertyName("tokenToPortfolioSupplyRatio")]
    public IReadOnlyList<TokenAmount>? SupplyRatios { get; init; }

    /// <summary>What is left after maintenance margin, by token. Wire: <c>tokenToAvailableAfterMaintenance</c>.</summary>
    [JsonPropertyName("tokenToAvailableAfterMaintenance")]
    public IReadOnlyList<TokenAmount>? AvailableAfterMaintenance { get; init; }

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
