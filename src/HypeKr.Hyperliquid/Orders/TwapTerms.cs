namespace HypeKr.Hyperliquid;

/// <summary>A TWAP order as a <see cref="TwapOrderAction"/> carries it. Wire members in order: <c>a, b, s, r, m, t</c>.</summary>
public sealed record TwapTerms
{
    /// <summary>The fewest minutes.</summary>
    public const int MinMinutes = 5;

    /// <summary>The most minutes: a week.</summary>
    public const int MaxMinutes = 10_080;

    /// <summary>A TWAP order.</summary>
    /// <param name="asset">What is traded.</param>
    /// <param name="side">Buy or sell.</param>
    /// <param name="size">The whole size, above zero, on the asset's grid.</param>
    /// <param name="minutes">Over how long: <see cref="MinMinutes"/> to <see cref="MaxMinutes"/>.</param>
    /// <exception cref="InvalidOrderException">The size is zero, or the minutes are out of range.</exception>
    public TwapTerms(AssetId asset, OrderSide side, OrderSize size, int minutes)
    {
        if (size.IsWholePosition) throw OrderTerms.WholePositionMisplaced();
        if (size.Value == 0) throw new InvalidOrderException("The size of a TWAP order is above zero, not 0.", 0);
        if (minutes is < MinMinutes or > MaxMinutes)
        {
            throw new InvalidOrderException(
                FormattableString.Invariant($"A TWAP order runs {MinMinutes} to {MaxMinutes} minutes, not {minutes}."),
                minutes,
                minutes > MaxMinutes ? MaxMinutes : null,
                minutes < MinMinutes ? MinMinutes : null);
        }

        (Asset, Side, Size, Minutes) = (asset, side, size, minutes);
    }

    /// <summary>What is traded. Wire: <c>a</c>.</summary>
    public AssetId Asset { get; }

    /// <summary>Buy or sell. Wire: <c>b</c>.</summary>
    public OrderSide Side { get; }

    /// <summary>The whole size. Wire: <c>s</c>.</summary>
    public OrderSize Size { get; }

    /// <summary>Whether it may only make a position smaller. Wire: <c>r</c>.</summary>
    public bool ReduceOnly { get; init; }

    /// <summary>Over how many minutes. Wire: <c>m</c>.</summary>
    public int Minutes { get; }

    /// <summary>Whether the size of each slice is varied by up to a fifth. Wire: <c>t</c>.</summary>
    public bool Randomize { get; init; }

    internal void Write<TWriter>(ref TWriter writer)
        where TWriter : struct, IWireWriter
    {
        writer.BeginMap(6);
        writer.Name("a"u8);
        writer.Integer(Asset.Value);
        writer.Name("b"u8);
        writer.Boolean(Side == OrderSide.Buy);
        writer.Name("s"u8);
        writer.Decimal(Size.Value);
        writer.Name("r"u8);
        writer.Boolean(ReduceOnly);
        writer.Name("m"u8);
        writer.Integer((long)Minutes);
        writer.Name("t"u8);
        writer.Boolean(Randomize);
        writer.EndMap();
    }
}
