namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Sets up the venue's own liquidity for a pair (HIP-2). Wire: <c>registerHyperliquidity</c>, with <c>spot</c>, <c>startPx</c>, <c>orderSz</c>, <c>nOrders</c> and, unless left out, <c>nSeededLevels</c>.</summary>
public sealed class RegisterHyperliquidity : SpotDeployOperation
{
    /// <summary>A liquidity to set up.</summary>
    /// <param name="pair">The index of the spot pair.</param>
    /// <param name="startPrice">The lowest price, above 0.</param>
    /// <param name="orderSize">The size of each order in tokens, not negative: at most 8 fractional digits.</param>
    /// <param name="orders">How many orders, from 0.</param>
    /// <param name="seededLevels">How many of them begin as bids; null leaves it out.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public RegisterHyperliquidity(int pair, decimal startPrice, decimal orderSize, int orders, int? seededLevels = null)
    {
        Pair = (int)ActionArgument.Integer(pair, 0, int.MaxValue, "the index of the pair");
        StartPrice = ActionArgument.Decimal(startPrice, "the start price", min: 0.00000001m);
        OrderSize = ActionArgument.Decimal(orderSize, "the order size", min: 0m);
        Orders = (int)ActionArgument.Integer(orders, 0, int.MaxValue, "the number of orders");
        SeededLevels = seededLevels is { } value ? (int)ActionArgument.Integer(value, 0, int.MaxValue, "the number of seeded levels") : null;
    }

    /// <inheritdoc/>
    public override string Variant => "registerHyperliquidity";

    /// <summary>The index of the spot pair. Wire: <c>spot</c>.</summary>
    public int Pair { get; }

    /// <summary>The lowest price. Wire: <c>startPx</c>.</summary>
    public decimal StartPrice { get; }

    /// <summary>The size of each order. Wire: <c>orderSz</c>.</summary>
    public decimal OrderSize { get; }

    /// <summary>How many orders. Wire: <c>nOrders</c>.</summary>
    public int Orders { get; }

    /// <summary>How many of them begin as bids, if any. Wire: <c>nSeededLevels</c>.</summary>
    public int? SeededLevels { get; }

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginMap(4 + (SeededLevels is null ? 0 : 1));
        writer.Name("spot"u8);
        writer.Integer((long)Pair);
        writer.Name("startPx"u8);
        writer.Decimal(StartPrice);
        writer.Name("orderSz"u8);
        writer.Decimal(OrderSize);
        writer.Name("nOrders"u8);
        writer.Integer((long)Orders);
        if (SeededLevels is { } seededLevels)
        {
            writer.Name("nSeededLevels"u8);
            writer.Integer((long)seededLevels);
        }

        writer.EndMap();
    }
}
