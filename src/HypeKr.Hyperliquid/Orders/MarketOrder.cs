namespace HypeKr.Hyperliquid;

/// <summary>A market order as it stands against the book at one moment: an immediate-or-cancel order with a limit, and what it may be expected to do.</summary>
public sealed class MarketOrder
{
    /// <summary>The order: <see cref="TimeInForce.Ioc"/>, with the worst price that is allowed. It can be placed alone or in a batch.</summary>
    public OrderRequest Request { get; internal init; } = null!;

    /// <summary>The best price of the other side.</summary>
    public Price BestPrice { get; internal init; }

    /// <summary>How much of the size the levels within the limit hold, as far as the book was read (20 levels).</summary>
    public decimal ExpectedSize { get; internal init; }

    /// <summary>The average price of <see cref="ExpectedSize"/>.</summary>
    public decimal ExpectedPrice { get; internal init; }

    /// <summary>The book that it was made from; a moment later it is another.</summary>
    public OrderBook Book { get; internal init; } = null!;

    /// <summary><see cref="OrderWarningKind.ThinBook"/>, where the book holds less than the size.</summary>
    public IReadOnlyList<OrderWarning> Warnings { get; internal init; } = [];
}
