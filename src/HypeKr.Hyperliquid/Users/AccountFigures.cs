using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>What the limits on exposure and losses of a <see cref="TradingPolicy"/> are judged by. <see cref="AccountState.GetFigures"/> gives it; whoever keeps an account otherwise makes it.</summary>
public sealed record AccountFigures
{
    internal const string BalancePrefix = "balance:";

    /// <summary>The account: the figures of another one allow nothing.</summary>
    public required EthereumAddress Address { get; init; }

    /// <summary>When they were true, on the clock of the client.</summary>
    public required DateTimeOffset ObservedAt { get; init; }

    /// <summary>The perp dexs that they cover; empty text is the main dex. An order on another one is not allowed.</summary>
    public IReadOnlyCollection<string> Dexs { get; init; } = [""];

    /// <summary>Signed sizes of positions by wire coin, such as <c>BTC</c>, and balances under <c>balance:</c> and their name, such as <c>balance:HYPE</c> and <c>balance:+10</c>.</summary>
    public required IReadOnlyDictionary<string, decimal> Sizes { get; init; }

    /// <summary>The orders that may still be filled.</summary>
    public IReadOnlyList<OrderDetails> OpenOrders { get; init; } = [];

    /// <summary>What was won since 00:00 UTC; negative is a loss. As <see cref="AccountState"/> counts it: closed profit less fees of the day's fills, and the unrealised profit of the open positions; without funding. Null where not all fills of the day are known: <see cref="TradingPolicy.MaxDailyLoss"/> allows nothing then that makes an exposure larger.</summary>
    public required decimal? DayProfit { get; init; }

    /// <summary>Closed profit less the fee, in quote currency.</summary>
    internal static decimal ProfitOf(Fill fill)
    {
        var fee = fill.Fee ?? 0;

        // A spot purchase pays in what it buys.
        if (fill.FeeToken is { } token && !token.StartsWith("USD", StringComparison.Ordinal)) fee *= fill.Price;
        return (fill.ClosedPnl ?? 0) - fee;
    }
}
