namespace HypeKr.Hyperliquid;

/// <summary>A local book at one moment. Immutable: what is read from one view belongs together.</summary>
public sealed class BookView
{
    private readonly BookLevel[] _bids;
    private readonly BookLevel[] _asks;
    private BookView? _opposite;

    internal BookView(LocalBookStatus status, BookLevel[] bids, BookLevel[] asks, DateTimeOffset? time, DateTimeOffset? receivedAt, string? fault = null) =>
        (Status, _bids, _asks, Time, ReceivedAt, Fault) = (status, bids, asks, time, receivedAt, fault);

    /// <summary>What the book was good for when the view was taken; <see cref="LocalBookStatus.Stale"/> is told by <see cref="LocalOrderBook.Status"/> alone, which looks at the clock.</summary>
    public LocalBookStatus Status { get; }

    /// <summary>When the venue took the book; null where there is none.</summary>
    public DateTimeOffset? Time { get; }

    /// <summary>When it arrived, on this machine's clock; null where there is none.</summary>
    public DateTimeOffset? ReceivedAt { get; }

    /// <summary>Why there is no book, in words; null where there is one or none was sent yet.</summary>
    public string? Fault { get; }

    /// <summary>The bids, highest first.</summary>
    public IReadOnlyList<BookLevel> Bids => _bids;

    /// <summary>The asks, lowest first.</summary>
    public IReadOnlyList<BookLevel> Asks => _asks;

    /// <summary>The highest bid; null where there is none.</summary>
    public BookLevel? BestBid => _bids.Length > 0 ? _bids[0] : null;

    /// <summary>The lowest ask; null where there is none.</summary>
    public BookLevel? BestAsk => _asks.Length > 0 ? _asks[0] : null;

    /// <summary>The middle of the best bid and ask; null where either is missing.</summary>
    public decimal? Mid => _bids.Length > 0 && _asks.Length > 0 ? (_bids[0].Price + _asks[0].Price) / 2 : null;

    /// <summary>What an order would be filled at, if the book stood still.</summary>
    /// <param name="side">The side of the order: a buy takes the asks.</param>
    /// <param name="size">In units, above zero.</param>
    public FillEstimate EstimateFill(OrderSide side, decimal size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        var levels = Against(side);
        var (filled, notional) = (0m, 0m);
        decimal? worst = null;
        foreach (var level in levels)
        {
            if (filled >= size) break;
            var taken = Math.Min(size - filled, level.Size);
            filled += taken;
            notional += taken * level.Price;
            worst = level.Price;
        }

        return new(side, size, filled, notional, levels.Length > 0 ? levels[0].Price : null, worst);
    }

    /// <summary>How much an order could take at a price or better.</summary>
    /// <param name="side">The side of the order: a buy takes the asks.</param>
    /// <param name="worstPrice">The limit of the order.</param>
    /// <returns>In units; of the levels that the venue sends.</returns>
    public decimal GetDepth(OrderSide side, decimal worstPrice)
    {
        var depth = 0m;
        foreach (var level in Against(side))
        {
            if (side == OrderSide.Buy ? level.Price > worstPrice : level.Price < worstPrice) break;
            depth += level.Size;
        }

        return depth;
    }

    /// <summary>The same book from the other side of an outcome: who buys one side at p sells the other at 1 - p.</summary>
    internal BookView Mirror() => _opposite ??= new(Status, Mirror(_asks), Mirror(_bids), Time, ReceivedAt, Fault);

    private static BookLevel[] Mirror(BookLevel[] levels) => Array.ConvertAll(levels, level => new BookLevel { Price = 1 - level.Price, Size = level.Size, OrderCount = level.OrderCount });

    private BookLevel[] Against(OrderSide side) => side == OrderSide.Buy ? _asks : _bids;
}
