namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What the house does in the name of a market outside, be it another venue, a tape or chance.</summary>
internal sealed class OutsideMarket(Venue venue)
{
    // What the house has traded is nobody's history.
    private const int KeptFills = 1_000;

    private readonly Dictionary<OrderBook, HouseBook> _books = [];

    /// <summary>Takes from books what the trades outside took there.</summary>
    private readonly Account _flow = venue.CreateAccount(Venue.LabelledAddress("flow"));

    public Venue Venue => venue;

    /// <summary>The book of a coin, in the terms of the book: of an outcome, of its first side.</summary>
    public HouseBook Book(TradedAsset asset)
    {
        if (!_books.TryGetValue(asset.Book, out var book)) _books[asset.Book] = book = new HouseBook(this, Primary(asset));
        return book;
    }

    /// <summary>A book from outside, in the terms of a coin: the second side of an outcome is seen from the first.</summary>
    public void SetBook(TradedAsset asset, IReadOnlyList<BookLevelSeed> bids, IReadOnlyList<BookLevelSeed> asks)
    {
        if (asset.IsMirrored) (bids, asks) = (Mirrored(asks), Mirrored(bids));
        Book(asset).Set(bids, asks);

        BookLevelSeed[] Mirrored(IReadOnlyList<BookLevelSeed> levels) => [.. levels.Select(l => l with { Price = asset.Mirror(l.Price) })];
    }

    /// <summary>A trade outside, in the terms of a coin; see <see cref="HouseBook.Trade"/>.</summary>
    public void Trade(TradedAsset asset, bool takerBuys, decimal price, decimal size, bool isShown = false) =>
        Book(asset).Trade(takerBuys != asset.IsMirrored, asset.Mirror(price), size, isShown);

    /// <summary>Why levels are no book of a coin; null when they are.</summary>
    public static string? WhyNoBook(TradedAsset asset, IReadOnlyList<BookLevelSeed> bids, IReadOnlyList<BookLevelSeed> asks)
    {
        if (asset.WhyClosed is { } closed) return closed.Text;
        foreach (var level in bids.Concat(asks))
        {
            if (asset.CheckGrid(level.Price, level.Size) is { } refusal) return $"{WireText.Plain(level.Size)} at {WireText.Plain(level.Price)}: {refusal.Text}";
        }

        for (var i = 1; i < bids.Count; i++)
        {
            if (bids[i].Price >= bids[i - 1].Price) return $"the bid at {WireText.Plain(bids[i].Price)} is not below the one before it.";
        }

        for (var i = 1; i < asks.Count; i++)
        {
            if (asks[i].Price <= asks[i - 1].Price) return $"the ask at {WireText.Plain(asks[i].Price)} is not above the one before it.";
        }

        return bids.Count > 0 && asks.Count > 0 && bids[0].Price >= asks[0].Price ? $"the best bid {WireText.Plain(bids[0].Price)} is not below the best ask {WireText.Plain(asks[0].Price)}." : null;
    }

    /// <summary>Forgets what was quoted, after somebody else has cleared the book.</summary>
    public void Forget(TradedAsset asset) => _books.Remove(asset.Book);

    /// <summary>Takes every quote of the house away, and what was last traded: of a market that nobody has seen for a while.</summary>
    public void ClearAll()
    {
        foreach (var book in _books.Values) book.Clear();
        _books.Clear();
        foreach (var order in venue.House.LiveOrders.ToArray()) Withdraw(order);
        foreach (var asset in venue.Assets) asset.Book.LastTrade = null;
    }

    /// <summary>Moves the mark and what is valued by it.</summary>
    public void SetMark(TradedAsset asset, decimal price) => venue.SetMark(asset, price);

    /// <summary>Takes over what another venue says of a market; what it does not say stays.</summary>
    public void SetContext(TradedAsset asset, decimal? mark, decimal? oracle, decimal? funding)
    {
        if (asset is TradedPerp perp)
        {
            if (oracle is { } at && SeedCheck.IsMark(at)) perp.Oracle = at;
            if (funding is { } rate) venue.Funding.Give(perp, rate);
        }

        if (mark is { } price && SeedCheck.IsMark(price) && !(asset is TradedSide && price >= 1)) venue.SetMark(asset, price);
    }

    /// <summary>Rests a quote; null where the book does not take it, as for a price that is off the grid or a halted coin.</summary>
    public PlacedOrder? TryQuote(TradedAsset asset, bool isBid, decimal price, decimal size)
    {
        if ((asset.WhyClosed ?? asset.CheckGrid(price, size)) is not null) return null;

        var quoted = venue.Quote(asset, isBid, price, size) switch
        {
            OrderReply.Resting resting => venue.House.Order(resting.Oid),
            OrderReply.Filled filled => venue.House.Order(filled.Oid),
            _ => null,
        };
        Trim(venue.House);
        if (quoted is { Status: not "open" }) venue.House.Forget(quoted);
        return quoted is { Status: "open" } ? quoted : null;
    }

    public void Withdraw(PlacedOrder order)
    {
        venue.Engine.End(order, "canceled");
        venue.House.Forget(order);
    }

    public void Shrink(PlacedOrder order, decimal cut)
    {
        order.Remaining -= cut;
        venue.Events.BookChanged(order.Asset.Book);
    }

    /// <summary>Takes what rests at a price or better, at most so much.</summary>
    /// <param name="asset">The coin, of an outcome the first side.</param>
    /// <param name="takerBuys">Which side.</param>
    /// <param name="price">The worst price.</param>
    /// <param name="size">The most.</param>
    /// <param name="ofOthers">Only what others than the house have at better prices, up to the first order of the house.</param>
    /// <returns>How much there was.</returns>
    public decimal Take(TradedAsset asset, bool takerBuys, decimal price, decimal size, bool ofOthers)
    {
        var sign = takerBuys ? -1 : 1;
        var available = asset.Book.Orders(!takerBuys)
            .TakeWhile(o => ofOthers ? sign * o.BookPrice > sign * price && o.Account != venue.House : sign * o.BookPrice >= sign * price)
            .Sum(o => o.Remaining);
        var taken = Math.Min(available, size);
        if (taken == 0) return 0;

        var reply = venue.Quote(asset, takerBuys, price, taken, _flow, "Ioc");
        Trim(_flow);
        Trim(venue.House);
        if (reply is not OrderReply.Filled filled) return 0;
        _flow.Forget(_flow.Order(filled.Oid)!);
        return filled.Size;
    }

    /// <summary>Tells of a trade in which nobody here had a part.</summary>
    public void Print(TradedAsset asset, bool takerBuys, decimal price, decimal size)
    {
        var (buyer, seller) = takerBuys ? (_flow, venue.House) : (venue.House, _flow);
        venue.Engine.Print(new VenueTrade(asset, takerBuys, price, size, venue.Now, default, venue.Engine.NextTid(), buyer, seller));
    }

    /// <summary>The orders that the house's books stand by.</summary>
    public IEnumerable<PlacedOrder> Orders => _books.Values.SelectMany(b => b.Orders);

    public void Keep(StateArchive a)
    {
        var coins = a.IsReading ? [] : _books.Values.Select(b => b.Asset).OrderBy(c => c.Id).ToList();
        a.List(coins, a.Asset);
        foreach (var coin in coins) Book(coin).Keep(a);
    }

    private static TradedAsset Primary(TradedAsset asset) => asset is TradedSide { IsMirrored: true } side ? side.Other : asset;

    private static void Trim(Account account)
    {
        if (account.Fills.Count > 2 * KeptFills) account.Fills.RemoveRange(0, account.Fills.Count - KeptFills);
    }
}
