namespace HypeKr.Hyperliquid;

/// <summary>What an order would be filled at if the book stood still.</summary>
/// <param name="Side">The side of the order: a buy takes the asks.</param>
/// <param name="Size">The size asked about, in units.</param>
/// <param name="FilledSize">The part of it that the levels of the book hold.</param>
/// <param name="Notional">What that part is worth, in quote currency.</param>
/// <param name="BestPrice">The first price it would meet; null where there is none.</param>
/// <param name="WorstPrice">The last price it would meet; null where there is none.</param>
public readonly record struct FillEstimate(OrderSide Side, decimal Size, decimal FilledSize, decimal Notional, decimal? BestPrice, decimal? WorstPrice)
{
    /// <summary>Whether the levels hold all of it. The venue sends 20 a side: behind them there may be more.</summary>
    public bool IsComplete => FilledSize == Size;

    /// <summary>The average price of the part that would be filled; null where nothing would be.</summary>
    public decimal? AveragePrice => FilledSize > 0 ? Notional / FilledSize : null;

    /// <summary>How much worse the average is than the best price, a fraction of the best price; null where nothing would be filled.</summary>
    public decimal? Slippage => AveragePrice is { } average && BestPrice is > 0 and var best ? (Side == OrderSide.Buy ? average - best : best - average) / best : null;
}
