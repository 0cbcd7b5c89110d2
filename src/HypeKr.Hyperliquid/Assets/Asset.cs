namespace HypeKr.Hyperliquid;

/// <summary>Something that can be traded: its coin and id, and the grids of its prices and sizes. Immutable.</summary>
/// <remarks>
/// A price has at most 5 significant figures and at most <see cref="MaxPriceDecimals"/> fractional digits; an integer is always allowed.
/// A size is a multiple of 10^-<see cref="SizeDecimals"/>. Source: the venue's page "Tick and lot size".
/// </remarks>
public sealed class Asset
{
    internal Asset(string coin, AssetId id, int sizeDecimals)
    {
        Coin = coin;
        Name = coin;
        Id = id;
        SizeDecimals = sizeDecimals;
        MaxPriceDecimals = PriceGrid.MaxDecimals(id.Kind, sizeDecimals);
    }

    /// <summary>The coin on the wire: <c>BTC</c>, <c>xyz:GOLD</c>, <c>PURR/USDC</c>, <c>@107</c>, <c>#1230</c>.</summary>
    public string Coin { get; }

    /// <summary>The name for people: for a spot pair its tokens, as in <c>HYPE/USDC</c>; otherwise the coin.</summary>
    public string Name { get; internal init; }

    /// <summary>The number that actions name it by.</summary>
    public AssetId Id { get; }

    /// <summary>What it is.</summary>
    public AssetKind Kind => Id.Kind;

    /// <summary>The builder-deployed dex that lists it; empty for everything else.</summary>
    public string Dex { get; internal init; } = "";

    /// <summary>Fractional digits of a size.</summary>
    public int SizeDecimals { get; }

    /// <summary>The most fractional digits of a price.</summary>
    public int MaxPriceDecimals { get; }

    /// <summary>The largest leverage of a perpetual; null where the venue does not say.</summary>
    public int? MaxLeverage { get; internal init; }

    /// <summary>Whether a perpetual allows isolated margin only.</summary>
    public bool OnlyIsolated { get; internal init; }

    /// <summary>Whether it can no longer be traded.</summary>
    public bool IsDelisted { get; internal init; }

    /// <summary>What a balance of it is called: the base token of a spot pair, <c>+1230</c> for an outcome; null for a perpetual, which is a position.</summary>
    public string? BalanceCoin { get; internal init; }

    /// <summary>The token it is paid in; for a perpetual its collateral, null where that is not known.</summary>
    public string? QuoteToken { get; internal init; }

    /// <summary>The outcome that it is a side of.</summary>
    public int? Outcome => Kind == AssetKind.Outcome ? (int)Id.Index : null;

    /// <summary>The side of the outcome: 0 for the first, 1 for the second.</summary>
    public int? OutcomeSide => Id.OutcomeSide;

    /// <summary>What the side is called, such as <c>Yes</c>.</summary>
    public string? OutcomeSideName { get; internal init; }

    /// <summary>The valid price next to a price.</summary>
    /// <param name="price">Above zero.</param>
    /// <param name="direction">Which way to go when it is off the grid. A price on the grid stays.</param>
    /// <returns>A valid price, less than one step away.</returns>
    /// <exception cref="InvalidOrderException">The price is not above zero, or would become zero.</exception>
    public Price RoundPrice(decimal price, RoundingDirection direction)
    {
        if (price <= 0) throw NotAboveZero("price", price, PriceGrid.Smallest(MaxPriceDecimals));
        var rounded = PriceGrid.Round(price, MaxPriceDecimals, direction);
        return rounded > 0 ? new Price(rounded) : throw BecomesZero("price", price, PriceGrid.Smallest(MaxPriceDecimals));
    }

    /// <summary>The valid size next to a size.</summary>
    /// <param name="size">Above zero.</param>
    /// <param name="direction">Which way to go when it is off the grid. A size on the grid stays.</param>
    /// <returns>A valid size, less than one step away.</returns>
    /// <exception cref="InvalidOrderException">The size is not above zero, or would become zero.</exception>
    public OrderSize RoundSize(decimal size, RoundingDirection direction)
    {
        if (size <= 0) throw NotAboveZero("size", size, PriceGrid.Smallest(SizeDecimals));
        var rounded = PriceGrid.RoundTo(size, SizeDecimals, direction);
        return rounded > 0 ? new OrderSize(rounded) : throw BecomesZero("size", size, PriceGrid.Smallest(SizeDecimals));
    }

    /// <summary>Refuses a price that the venue would refuse for its form.</summary>
    /// <exception cref="InvalidOrderException">The price is not above zero, or off the grid; it carries the nearest valid ones.</exception>
    public void CheckPrice(decimal price)
    {
        if (price <= 0) throw NotAboveZero("price", price, PriceGrid.Smallest(MaxPriceDecimals));
        var below = PriceGrid.Round(price, MaxPriceDecimals, RoundingDirection.Down);
        if (below == price) return;
        throw OffGrid("price", price, below, PriceGrid.Round(price, MaxPriceDecimals, RoundingDirection.Up),
            FormattableString.Invariant($"at most {PriceGrid.SignificantFigures} significant figures and {MaxPriceDecimals} fractional digits, or an integer"));
    }

    /// <summary>Refuses a size that the venue would refuse for its form.</summary>
    /// <exception cref="InvalidOrderException">The size is not above zero, or off the grid; it carries the nearest valid ones.</exception>
    public void CheckSize(decimal size)
    {
        if (size <= 0) throw NotAboveZero("size", size, PriceGrid.Smallest(SizeDecimals));
        var below = PriceGrid.RoundTo(size, SizeDecimals, RoundingDirection.Down);
        if (below == size) return;
        throw OffGrid("size", size, below, PriceGrid.RoundTo(size, SizeDecimals, RoundingDirection.Up),
            FormattableString.Invariant($"at most {SizeDecimals} fractional digits"));
    }

    /// <summary>The coin.</summary>
    public override string ToString() => Coin;

    /// <summary>Whether a coin means this asset. The base token of a pair does not: a perpetual may have the same name.</summary>
    internal bool IsNamed(string coin) => coin == Coin || coin == Name || (Kind == AssetKind.Outcome && coin == BalanceCoin);

    private InvalidOrderException NotAboveZero(string what, decimal value, decimal smallest) =>
        new($"A {what} of {Coin} is above zero, not {WireDecimal.ToText(value)}: the smallest is {WireDecimal.ToText(smallest)}.", value, null, smallest);

    private InvalidOrderException BecomesZero(string what, decimal value, decimal smallest) =>
        new($"The {what} {WireDecimal.ToText(value)} of {Coin} would be rounded to zero: the smallest is {WireDecimal.ToText(smallest)}.", value, null, smallest);

    private InvalidOrderException OffGrid(string what, decimal value, decimal below, decimal above, string rule)
    {
        var nearest = below > 0 ? $"nearest are {WireDecimal.ToText(below)} and {WireDecimal.ToText(above)}" : $"the smallest is {WireDecimal.ToText(above)}";
        return new($"The {what} {WireDecimal.ToText(value)} of {Coin} is off its grid ({rule}): {nearest}.", value, below > 0 ? below : null, above);
    }
}
