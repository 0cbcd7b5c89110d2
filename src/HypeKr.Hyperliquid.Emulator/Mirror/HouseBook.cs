namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The house's quotes in one book, kept equal to a book that comes from outside: a mirrored venue, a tape, a random market.</summary>
/// <remarks>
/// <para>
/// What others took from a level stays taken for as long as the level stands outside: there nobody took it, so the next book shows it
/// whole, and a second order would eat the same liquidity again. A level that is gone outside is forgotten with what was taken of it.
/// </para>
/// <para>
/// A level that grows gets an order of its own behind those that rest here by then; one that shrinks loses the last first. So what stands
/// before an order here shrinks by trades alone: the place in the queue is judged as if every cancellation was behind.
/// </para>
/// <para>Prices are in the terms of the book: of an outcome, those of its first side.</para>
/// </remarks>
internal sealed class HouseBook(OutsideMarket market, TradedAsset asset)
{
    // In the order in which the levels came: that is the order in which they are moved.
    private readonly OrderedDictionary<(bool IsBid, decimal Price), Level> _levels = [];

    // The book before it was moved, and where it was last moved to: prices that are rounded to the grid again and again would drift apart.
    private readonly List<BookQuote> _shape = [];
    private decimal? _movedTo;

    public TradedAsset Asset => asset;

    /// <summary>Makes the house's quotes equal to these.</summary>
    /// <param name="bids">Each price once, on the grid, sizes above zero.</param>
    /// <param name="asks">Likewise; all above the bids.</param>
    public void Set(IReadOnlyList<BookLevelSeed> bids, IReadOnlyList<BookLevelSeed> asks)
    {
        Adopt();
        ForgetShape();
        Replace(bids, asks);
    }

    private void Replace(IReadOnlyList<BookLevelSeed> bids, IReadOnlyList<BookLevelSeed> asks)
    {
        foreach (var level in _levels.Values) level.Wanted = 0;

        // What goes is taken away before what comes is quoted: a book that has moved must not meet itself.
        Want(true, bids);
        Want(false, asks);
        foreach (var (key, level) in _levels.Where(l => l.Value.Wanted == 0).ToArray()) Drop(key, level);
        foreach (var ((isBid, price), level) in _levels.OrderBy(l => l.Key.IsBid ? -l.Key.Price : l.Key.Price)) Adjust(isBid, price, level);
    }

    /// <summary>A trade of the market outside: it takes from the orders here that stand at its price or better, in their priority, and is printed whole.</summary>
    /// <param name="takerBuys">Whether the taker bought, in the terms of the book.</param>
    /// <param name="price">Where.</param>
    /// <param name="size">How much.</param>
    /// <param name="isShown">Whether the book that stands here shows it already: then only orders of others at better prices are taken, for the rest is done.</param>
    public void Trade(bool takerBuys, decimal price, decimal size, bool isShown)
    {
        // It would not have traded at this price while the house had better ones: they are gone outside, though no book has said so yet.
        foreach (var (key, level) in _levels.Where(l => !isShown && l.Key.IsBid != takerBuys && (takerBuys ? l.Key.Price < price : l.Key.Price > price)).ToArray())
        {
            Drop(key, level);
            ForgetShape();
        }

        var before = Remaining(!takerBuys, price);
        var taken = market.Take(asset, takerBuys, price, size, ofOthers: isShown);
        if (_levels.TryGetValue((!takerBuys, price), out var met)) met.Expected -= before - Remaining(!takerBuys, price);
        if (size > taken) market.Print(asset, takerBuys, price, size - taken);
    }

    /// <summary>Moves every quote with the middle, keeping distances in proportion.</summary>
    public void MoveTo(decimal middle)
    {
        Adopt();
        if (_shape.Count == 0) _shape.AddRange(_levels.Select(l => new BookQuote(l.Key.IsBid, l.Key.Price, l.Value.Orders.Sum(o => o.Remaining) + Consumed(l.Value))));
        if (ShapeMiddle is not { } before || middle == (_movedTo ?? before)) return;
        _movedTo = middle;
        Replace(Moved(true), Moved(false));

        List<BookLevelSeed> Moved(bool isBid) =>
        [
            .. _shape.Where(q => q.IsBid == isBid)
                .Select(q => new BookLevelSeed(asset.RoundToTick(q.Price * middle / before, up: !isBid), q.Size))
                .Where(l => l.Price > 0)
                .GroupBy(l => l.Price, (price, levels) => new BookLevelSeed(price, levels.Sum(l => l.Size))),
        ];
    }

    /// <summary>The middle of the house's own quotes: what others bid between them moves nobody's market. Without one of its sides, that of the book.</summary>
    private decimal? ShapeMiddle => _shape.Any(q => q.IsBid) && _shape.Any(q => !q.IsBid)
        ? (_shape.Where(q => q.IsBid).Max(q => q.Price) + _shape.Where(q => !q.IsBid).Min(q => q.Price)) / 2
        : asset.Book.Mid;

    private void ForgetShape()
    {
        _shape.Clear();
        _movedTo = null;
    }

    /// <summary>Takes every quote away.</summary>
    public void Clear()
    {
        ForgetShape();
        foreach (var (key, level) in _levels.ToArray()) Drop(key, level);
    }

    /// <summary>The orders that it stands by.</summary>
    public IEnumerable<PlacedOrder> Orders => _levels.Values.SelectMany(l => l.Orders);

    public void Keep(StateArchive a)
    {
        a.Map(_levels, key => (a.Bool(key.IsBid), a.Decimal(key.Price)), level =>
        {
            level ??= new Level();
            a.List(level.Orders, a.Order);
            level.Wanted = a.Decimal(level.Wanted);
            level.Consumed = a.Decimal(level.Consumed);
            level.Expected = a.Decimal(level.Expected);
            return level;
        });
        a.List(_shape, quote => new BookQuote(a.Bool(quote.IsBid), a.Decimal(quote.Price), a.Decimal(quote.Size)));
        _movedTo = a.OptionalDecimal(_movedTo);
    }

    /// <summary>Takes over quotes of the house that came another way, from a seed or the admin door.</summary>
    private void Adopt()
    {
        foreach (var isBid in (bool[])[true, false])
        {
            foreach (var order in asset.Book.Orders(isBid))
            {
                if (order.Account != market.Venue.House) continue;
                if (!_levels.TryGetValue((isBid, order.BookPrice), out var level)) _levels[(isBid, order.BookPrice)] = level = new Level();
                if (level.Orders.Contains(order)) continue;
                level.Orders.Add(order);
                level.Expected += order.Remaining;
                ForgetShape();
            }
        }
    }

    private void Want(bool isBid, IReadOnlyList<BookLevelSeed> levels)
    {
        foreach (var (price, size) in levels)
        {
            if (!_levels.TryGetValue((isBid, price), out var level)) _levels[(isBid, price)] = level = new Level();
            level.Wanted = size;
        }
    }

    private void Adjust(bool isBid, decimal price, Level level)
    {
        level.Consumed = Math.Min(Consumed(level), level.Wanted);
        level.Orders.RemoveAll(o => o.Status != "open");
        var (have, target) = (level.Orders.Sum(o => o.Remaining), level.Wanted - level.Consumed);
        for (var i = level.Orders.Count - 1; i >= 0 && have > target; i--)
        {
            var order = level.Orders[i];
            var cut = Math.Min(order.Remaining, have - target);
            have -= cut;
            if (cut == order.Remaining) market.Withdraw(order);
            else market.Shrink(order, cut);
        }

        if (target > have && market.TryQuote(asset, isBid, price, target - have) is { } quoted) level.Orders.Add(quoted);
        level.Expected = target;
    }

    /// <summary>What others have taken of a level while it stood.</summary>
    private static decimal Consumed(Level level) => level.Consumed + Math.Max(0, level.Expected - level.Orders.Where(o => o.Status == "open").Sum(o => o.Remaining));

    private decimal Remaining(bool isBid, decimal price) =>
        _levels.TryGetValue((isBid, price), out var level) ? level.Orders.Where(o => o.Status == "open").Sum(o => o.Remaining) : 0;

    private void Drop((bool IsBid, decimal Price) key, Level level)
    {
        foreach (var order in level.Orders.Where(o => o.Status == "open")) market.Withdraw(order);
        _levels.Remove(key);
    }

    /// <summary>A quote where it stood before the book was moved.</summary>
    private readonly record struct BookQuote(bool IsBid, decimal Price, decimal Size);

    private sealed class Level
    {
        public List<PlacedOrder> Orders { get; } = [];

        /// <summary>What stands outside.</summary>
        public decimal Wanted { get; set; }

        /// <summary>What of it others took here.</summary>
        public decimal Consumed { get; set; }

        /// <summary>What rests here unless others have taken of it since.</summary>
        public decimal Expected { get; set; }
    }
}
