namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The resting orders of one asset (of both sides of an outcome), best price first and oldest first at a price.</summary>
/// <remarks>
/// Priority is price, side, time: at a price of an outcome's book sells go before the buys of the other side that amount to the same.
/// Elsewhere a side of the book has one side of orders, and it is price-time priority.
/// </remarks>
internal sealed class OrderBook
{
    private readonly SortedSet<PlacedOrder> _bids = new(Comparer<PlacedOrder>.Create(static (a, b) => Compare(b.BookPrice, a.BookPrice, a, b)));
    private readonly SortedSet<PlacedOrder> _asks = new(Comparer<PlacedOrder>.Create(static (a, b) => Compare(a.BookPrice, b.BookPrice, a, b)));

    /// <summary>What was traded in it.</summary>
    public TradeTape Tape { get; } = new();

    /// <summary>The price of the last trade.</summary>
    public decimal? LastTrade { get; set; }

    public PlacedOrder? Best(bool bid) => Side(bid).Min;

    /// <summary>The middle of the best bid and the best ask; null while either is missing.</summary>
    public decimal? Mid => _bids.Min is { } bid && _asks.Min is { } ask ? (bid.BookPrice + ask.BookPrice) / 2 : null;

    /// <summary>One side in order of priority. Not to be changed while it is read.</summary>
    public IReadOnlyCollection<PlacedOrder> Orders(bool bid) => Side(bid);

    public void Add(PlacedOrder order) => Side(order.IsBid).Add(order);

    public void Remove(PlacedOrder order) => Side(order.IsBid).Remove(order);

    private SortedSet<PlacedOrder> Side(bool bid) => bid ? _bids : _asks;

    private static int Compare(decimal price, decimal otherPrice, PlacedOrder order, PlacedOrder other)
    {
        var byPrice = price.CompareTo(otherPrice);
        if (byPrice != 0) return byPrice;
        var bySide = order.IsBuy.CompareTo(other.IsBuy);
        return bySide != 0 ? bySide : order.Rank.CompareTo(other.Rank);
    }

    /// <summary>What was traded; the orders come back with their accounts.</summary>
    public void Keep(StateArchive a)
    {
        LastTrade = a.OptionalDecimal(LastTrade);
        Tape.Keep(a);
    }
}
