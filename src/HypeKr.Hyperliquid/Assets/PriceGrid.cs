namespace HypeKr.Hyperliquid;

/// <summary>The arithmetic of the price and size rules.</summary>
internal static class PriceGrid
{
    /// <summary>The most significant figures of a price that is not an integer.</summary>
    public const int SignificantFigures = 5;

    /// <summary>Fractional digits of an outcome's size.</summary>
    /// <remarks>
    /// Sources disagree: 5 or 0. The coarser grid is valid under both, so an order on it is never refused for its form.
    /// </remarks>
    public const int OutcomeSizeDecimals = 0;

    private const int MaxPerpPriceDecimals = 6;
    private const int MaxSpotPriceDecimals = 8;

    /// <summary>What the finer of the two size rules of outcomes leaves of the eight digits of spot: again the grid that is valid under both.</summary>
    private const int MaxOutcomePriceDecimals = 3;

    public static int MaxDecimals(AssetKind kind, int sizeDecimals) => kind switch
    {
        AssetKind.Perp or AssetKind.BuilderPerp => Math.Max(MaxPerpPriceDecimals - sizeDecimals, 0),
        AssetKind.Spot => Math.Max(MaxSpotPriceDecimals - sizeDecimals, 0),
        _ => MaxOutcomePriceDecimals,
    };

    public static decimal Smallest(int decimals) => new(1, 0, 0, false, (byte)decimals);

    /// <summary>The neighbour of a positive price on the grid; zero where there is none below.</summary>
    /// <remarks>
    /// Down is not what nktkas does: it cuts 123456.7 to five figures, 123450, although the integer 123456 is a valid price and nearer.
    /// For every other price the two agree.
    /// </remarks>
    public static decimal Round(decimal price, int maxDecimals, RoundingDirection direction) =>
        RoundTo(price, Decimals(price, maxDecimals), direction);

    /// <summary>The neighbour of a positive value among the multiples of 10^-decimals; zero where there is none below.</summary>
    public static decimal RoundTo(decimal value, int decimals, RoundingDirection direction) => decimal.Round(value, decimals, direction switch
    {
        RoundingDirection.Down => MidpointRounding.ToNegativeInfinity,
        RoundingDirection.Up => MidpointRounding.ToPositiveInfinity,
        RoundingDirection.Nearest => MidpointRounding.AwayFromZero,
        _ => throw new ArgumentOutOfRangeException(nameof(direction), direction, "A rounding direction is Down, Up or Nearest."),
    });

    /// <summary>Fractional digits that prices of this magnitude may have.</summary>
    private static int Decimals(decimal price, int maxDecimals)
    {
        // One digit before the point leaves four after it.
        var decimals = SignificantFigures - 1;
        for (var bound = 10m; price >= bound && decimals > 0; bound *= 10) decimals--;
        for (var bound = 1m; price < bound && decimals < maxDecimals; bound /= 10) decimals++;
        return Math.Min(decimals, maxDecimals);
    }
}
