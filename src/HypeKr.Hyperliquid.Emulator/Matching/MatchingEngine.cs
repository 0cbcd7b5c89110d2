namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Places, matches and cancels orders. A refused order has changed no book, balance or position.</summary>
internal sealed class MatchingEngine(Account fees, Func<long> now)
{
    private const string Missing = "Order was never placed, already canceled, or filled.";

    private long _lastOid;
    private long _lastTid;

    /// <summary>Checks an order, matches it and rests what is left.</summary>
    /// <param name="hash">The action that carries it, for the fills.</param>
    /// <param name="anyValue">Whether the least order value is waived, for quotes of the house.</param>
    public OrderReply Place(Account account, Listing listing, OrderTerms terms, string hash, bool anyValue = false)
    {
        if (terms.Trigger is not null) return Refused(listing, "Trigger orders are not emulated.");
        if (listing.WhyClosed is { } closed) return Refused(listing, closed.Text);

        var time = now();
        var (price, size) = (terms.Price.Value, terms.Size.Value);
        if (listing.CheckGrid(price, size) is { Status: null } malformed) return Refused(listing, malformed.Text);
        if (terms.Cloid is not null && account.Order(terms.Cloid) is { Status: "open" }) return Refused(listing, "Order has a cloid of an open order.");

        var order = new PlacedOrder(++_lastOid, terms.Cloid, account, listing, terms.IsBuy, price, size, terms.ReduceOnly, terms.TimeInForce!, time);
        account.Record(order);
        if ((listing.CheckGrid(price, size) ?? (anyValue ? null : listing.CheckValue(order)) ?? Shrink(order)) is { } refusal) return Refuse(order, refusal);

        var take = Preview(order);
        if (terms.TimeInForce == "Alo" && Crosses(order)) return Refuse(order, PostOnly(order));
        if (order.IsImmediate && take.Size == 0 && !Crosses(order)) return Refuse(order, NoMatch);
        if (listing.CheckFunds(order, take, order.IsImmediate ? 0 : order.Remaining - take.Size) is { } poor) return Refuse(order, poor);

        var (filled, cost) = Match(order, hash, time);
        if (order.Remaining == 0)
        {
            order.Become("filled", time);
            return new OrderReply.Filled(filled, cost / filled, order.Oid, order.Cloid);
        }

        if (order.IsImmediate)
        {
            if (filled == 0) return Refuse(order, NoMatch);
            order.Become("canceled", time);
            return new OrderReply.Filled(filled, cost / filled, order.Oid, order.Cloid);
        }

        listing.Book.Add(order);
        account.Open(order);
        return new OrderReply.Resting(order.Oid, order.Cloid);
    }

    /// <summary>Cancels a resting order.</summary>
    /// <returns>Null, or the error of its entry.</returns>
    public string? Cancel(ulong asset, PlacedOrder? order)
    {
        if (order is not { Status: "open" } || (ulong)order.Listing.Id != asset) return Suffix(Missing, asset);
        End(order, "canceled");
        return null;
    }

    /// <summary>Takes a resting order off its book.</summary>
    public void End(PlacedOrder order, string status)
    {
        order.Listing.Book.Remove(order);
        order.Account.Close(order);
        order.Become(status, now());
    }

    /// <summary>Ends every resting order of a book.</summary>
    public void Clear(OrderBook book, string status)
    {
        foreach (var order in book.Orders(bid: true).Concat(book.Orders(bid: false)).ToArray()) End(order, status);
    }

    public long NextTid() => ++_lastTid;

    /// <summary>An order error as the venue words it.</summary>
    public static string Suffix(string text, ulong asset) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{text} asset={asset}");

    private static Refusal NoMatch { get; } = new("Order could not immediately match against any resting orders.", "iocCancelRejected");

    /// <summary>Cuts a reduce-only order to the position.</summary>
    private static Refusal? Shrink(PlacedOrder order)
    {
        if (!order.ReduceOnly) return null;

        var reducible = order.Listing is PerpListing perp ? order.Account.Wallet(perp.Dex).Position(perp)?.Reducible(order.IsBuy) ?? 0 : 0;
        if (reducible == 0) return new Refusal("Reduce only order would increase position.", "reduceOnlyRejected");
        order.Remaining = Math.Min(order.Remaining, reducible);
        return null;
    }

    private static bool Crosses(PlacedOrder order) => order.Listing.Book.Best(!order.IsBid) is { } best && order.Crosses(best);

    private static Refusal PostOnly(PlacedOrder order)
    {
        var listing = order.Listing;
        var bid = listing.Book.Best(!listing.IsMirrored);
        var ask = listing.Book.Best(listing.IsMirrored);
        return new Refusal($"Post only order would have immediately matched, bbo was {Text(bid)}@{Text(ask)}.", "badAloPxRejected");

        string Text(PlacedOrder? best) => best is null ? "0" : WireText.Plain(listing.Mirror(best.BookPrice));
    }

    private static TakePreview Preview(PlacedOrder order)
    {
        var (size, cost) = (0m, 0m);
        foreach (var maker in order.Listing.Book.Orders(!order.IsBid))
        {
            if (size == order.Remaining || !order.Crosses(maker)) break;
            if (maker.Account == order.Account) continue;
            var part = Math.Min(order.Remaining - size, maker.Remaining);
            size += part;
            cost += part * order.Listing.Mirror(maker.BookPrice);
        }

        return new TakePreview(size, cost);
    }

    private (decimal Size, decimal Cost) Match(PlacedOrder taker, string hash, long time)
    {
        var (filled, cost) = (0m, 0m);
        while (taker.Remaining > 0 && taker.Listing.Book.Best(!taker.IsBid) is { } maker && taker.Crosses(maker))
        {
            var size = Math.Min(taker.Remaining, maker.Remaining);
            if (maker.Account == taker.Account)
            {
                End(maker, "selfTradeCanceled");
            }
            else if (maker.Listing.WhyNotMake(maker, size) is { } status)
            {
                End(maker, status);
            }
            else
            {
                filled += size;
                cost += size * taker.Listing.Mirror(maker.BookPrice);
                Trade(maker, taker, size, hash, time);
            }
        }

        return (filled, cost);
    }

    private void Trade(PlacedOrder maker, PlacedOrder taker, decimal size, string hash, long time)
    {
        var price = maker.BookPrice;
        var tid = NextTid();
        maker.Listing.Book.LastTrade = price;
        Book(maker, price, size, crossed: false, hash, tid, time);
        Book(taker, price, size, crossed: true, hash, tid, time);
        if (maker.Remaining == 0) End(maker, "filled");
        TrimReduceOnly(maker);
        TrimReduceOnly(taker);
    }

    private void Book(PlacedOrder order, decimal bookPrice, decimal size, bool crossed, string hash, long tid, long time)
    {
        var listing = order.Listing;
        var price = listing.Mirror(bookPrice);
        order.Remaining -= size;
        var effect = listing.Apply(order, price, size, crossed ? listing.Rates.Taker : listing.Rates.Maker);
        listing.Credit(fees, effect);
        order.Account.Fills.Add(new Fill
        {
            Listing = listing,
            IsBuy = order.IsBuy,
            Price = price,
            Size = size,
            Time = time,
            StartPosition = effect.StartPosition,
            Direction = effect.Direction,
            ClosedPnl = effect.ClosedPnl,
            Hash = hash,
            Oid = order.Oid,
            Cloid = order.Cloid,
            Crossed = crossed,
            Fee = effect.Fee,
            FeeToken = effect.FeeToken.Name,
            Tid = tid,
        });
    }

    /// <summary>A position that shrank, closed or turned takes its reduce-only orders along.</summary>
    private void TrimReduceOnly(PlacedOrder traded)
    {
        if (traded.Listing is not PerpListing perp) return;

        foreach (var order in traded.Account.OpenOrders.Where(o => o.ReduceOnly && o.Listing == perp).ToArray())
        {
            var reducible = order.Account.Wallet(perp.Dex).Position(perp)?.Reducible(order.IsBuy) ?? 0;
            if (reducible == 0) End(order, "reduceOnlyCanceled");
            else order.Remaining = Math.Min(order.Remaining, reducible);
        }
    }

    private OrderReply Refuse(PlacedOrder order, Refusal refusal)
    {
        order.Become(refusal.Status!, now());
        return Refused(order.Listing, refusal.Text);
    }

    private static OrderReply.Refused Refused(Listing listing, string text) => new(Suffix(text, (ulong)listing.Id));
}
