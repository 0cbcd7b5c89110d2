namespace HypeKr.Hyperliquid;

/// <summary>The limit of an order that takes what the book offers.</summary>
internal static class MarketLimit
{
    /// <summary>The best level of the side that an order trades against; null where nobody is there.</summary>
    public static decimal? Best(OrderBook? book, OrderSide side) =>
        (side == OrderSide.Buy ? book?.Asks : book?.Bids) is [{ Price: > 0 and var best, Size: > 0 }, ..] ? best : null;

    /// <summary>The price furthest from the best one that is on the grid and within the bound, so that the best one is always reached.</summary>
    /// <exception cref="InvalidOrderException">The best price is off the grid, and no price on it lies between that and the bound.</exception>
    public static Price From(Asset asset, OrderSide side, decimal best, decimal slippage)
    {
        var bound = Bound(asset, side, best, slippage);
        var isBuy = side == OrderSide.Buy;
        var limit = PriceGrid.Round(bound, asset.MaxPriceDecimals, isBuy ? RoundingDirection.Down : RoundingDirection.Up);
        if (limit > 0 && (isBuy ? limit >= best : limit <= best)) return new Price(limit);

        var below = PriceGrid.Round(best, asset.MaxPriceDecimals, RoundingDirection.Down);
        var above = PriceGrid.Round(best, asset.MaxPriceDecimals, RoundingDirection.Up);
        var nearest = below > 0 ? $"nearest are {WireDecimal.ToText(below)} and {WireDecimal.ToText(above)}" : $"the smallest is {WireDecimal.ToText(above)}";
        throw new InvalidOrderException(
            $"{asset.Coin} has no price on its grid between {WireDecimal.ToText(best)}, the best of its book, and the bound {WireDecimal.ToText(bound)}: {nearest}. A limit order can be placed there, or allow more slippage.",
            best,
            below > 0 ? below : null,
            above);
    }

    private static decimal Bound(Asset asset, OrderSide side, decimal best, decimal slippage)
    {
        if (side == OrderSide.Sell) return best * (1 - slippage);
        if (best > decimal.MaxValue / 2) return best;
        var bound = best * (1 + slippage);

        // A share of an outcome pays 1 at most: nobody asks for that much.
        var most = 1 - PriceGrid.Smallest(asset.MaxPriceDecimals);
        return asset.Kind == AssetKind.Outcome && bound > most ? Math.Max(most, best) : bound;
    }
}
