namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Places, matches and cancels orders. A refused order has changed no book, balance or position.</summary>
internal sealed class MatchingEngine(Account fees, Func<long> now, VenueEvents events)
{
    private const string Missing = "Order was never placed, already canceled, or filled.";

    private long _lastOid;
    private long _lastTid;

    /// <summary>Checks an order, matches it and rests what is left. Quotes of the house may have any value; the hash of the action is for the fills.</summary>
    public OrderReply Place(Account account, TradedAsset asset, WireOrder terms, string hash, bool anyValue = false)
    {
        if (terms.Trigger is not null) return Refused(asset, "Trigger orders are not emulated.");
        if (asset.WhyClosed is { } closed) return Refused(asset, closed.Text);

        var time = now();
        var (price, size) = (terms.Price.Value, terms.Size.Value);
        if (asset.CheckGrid(price, size) is { Status: null } malformed) return Refused(asset, malformed.Text);
        if (terms.Cloid is not null && account.Order(terms.Cloid) is { Status: "open" }) return Refused(asset, "Order has a cloid of an open order.");

        var order = new PlacedOrder(++_lastOid, terms.Cloid, account, asset, terms.IsBuy, price, size, terms.ReduceOnly, terms.TimeInForce!, time);
        account.Record(order);
        if ((asset.CheckGrid(price, size) ?? (anyValue ? null : asset.CheckValue(order)) ?? Shrink(order)) is { } refusal) return Refuse(order, refusal);

        var take = Preview(order);
        if (terms.TimeInForce == "Alo" && Crosses(order)) return Refuse(order, PostOnly(order));
        if (order.IsImmediate && take.Size == 0 && !Crosses(order)) return Refuse(order, NoMatch);
        if (asset.CheckFunds(order, take, order.IsImmediate ? 0 : order.Remaining - take.Size) is { } poor) return Refuse(order, poor);

        var (filled, cost) = Match(order, hash, time);
        if (order.Remaining == 0)
        {
            order.Become("filled", time);
            events.OrderChanged(order);
            return new OrderReply.Filled(filled, cost / filled, order.Oid, order.Cloid);
        }

        if (order.IsImmediate)
        {
            if (filled == 0) return Refuse(order, NoMatch);
            order.Become("canceled", time);
            events.OrderChanged(order);
            return new OrderReply.Filled(filled, cost / filled, order.Oid, order.Cloid);
        }

        asset.Book.Add(order);
        account.Open(order);
        events.BookChanged(asset.Book);
        events.OrderChanged(order);
        return new OrderReply.Resting(order.Oid, order.Cloid);
    }

    /// <summary>Cancels a resting order.</summary>
    /// <returns>Null, or the error of its entry.</returns>
    public string? Cancel(ulong asset, PlacedOrder? order)
    {
        if (order is not { Status: "open" } || (ulong)order.Asset.Id != asset) return Suffix(Missing, asset);
        End(order, "canceled");
        return null;
    }

    /// <summary>Takes a resting order off its book.</summary>
    public void End(PlacedOrder order, string status)
    {
        order.Asset.Book.Remove(order);
        order.Account.Close(order);
        order.Become(status, now());
        events.BookChanged(order.Asset.Book);
        events.OrderChanged(order, byUser: status is "canceled" or "filled");
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

        var reducible = order.Asset is TradedPerp perp ? order.Account.Wallet(perp.Dex).Position(perp)?.Reducible(order.IsBuy) ?? 0 : 0;
        if (reducible == 0) return new Refusal("Reduce only order would increase position.", "reduceOnlyRejected");
        order.Remaining = Math.Min(order.Remaining, reducible);
        return null;
    }

    private static bool Crosses(PlacedOrder order) => order.Asset.Book.Best(!order.IsBid) is { } best && order.Crosses(best);

    private static Refusal PostOnly(PlacedOrder order)
    {
        var asset = order.Asset;
        var bid = asset.Book.Best(!asset.IsMirrored);
        var ask = asset.Book.Best(asset.IsMirrored);
        return new Refusal($"Post only order would have immediately matched, bbo was {Text(bid)}@{Text(ask)}.", "badAloPxRejected");

        string Text(PlacedOrder? best) => best is null ? "0" : WireText.Plain(asset.Mirror(best.BookPrice));
    }

    private static TakePreview Preview(PlacedOrder order)
    {
        var (size, cost) = (0m, 0m);
        foreach (var maker in order.Asset.Book.Orders(!order.IsBid))
        {
            if (size == order.Remaining || !order.Crosses(maker)) break;
            if (maker.Account == order.Account) continue;
            var part = Math.Min(order.Remaining - size, maker.Remaining);
            size += part;
            cost += part * order.Asset.Mirror(maker.BookPrice);
        }

        return new TakePreview(size, cost);
    }

    private (decimal Size, decimal Cost) Match(PlacedOrder taker, string hash, long time)
    {
        var (filled, cost) = (0m, 0m);
        while (taker.Remaining > 0 && taker.Asset.Book.Best(!taker.IsBid) is { } maker && taker.Crosses(maker))
        {
            var size = Math.Min(taker.Remaining, maker.Remaining);
            if (maker.Account == taker.Account)
            {
                End(maker, "selfTradeCanceled");
            }
            else if (maker.Asset.WhyNotMake(maker, size) is { } status)
            {
                End(maker, status);
            }
            else
            {
                filled += size;
                cost += size * taker.Asset.Mirror(maker.BookPrice);
                Trade(maker, taker, size, hash, time);
            }
        }

        return (filled, cost);
    }

    private void Trade(PlacedOrder maker, PlacedOrder taker, decimal size, string hash, long time)
    {
        var price = maker.BookPrice;
        var tid = NextTid();
        maker.Asset.Book.LastTrade = price;
        Book(maker, price, size, crossed: false, hash, tid, time);
        Book(taker, price, size, crossed: true, hash, tid, time);
        var (buyer, seller) = taker.IsBuy ? (taker, maker) : (maker, taker);
        events.Traded(new VenueTrade(taker.Asset, taker.IsBuy, taker.Asset.Mirror(price), size, time, hash, tid, buyer.Account, seller.Account));
        events.BookChanged(maker.Asset.Book);
        if (maker.Remaining == 0) End(maker, "filled");
        else events.OrderChanged(maker);
        TrimReduceOnly(maker);
        TrimReduceOnly(taker);
    }

    private void Book(PlacedOrder order, decimal bookPrice, decimal size, bool crossed, string hash, long tid, long time)
    {
        var asset = order.Asset;
        var price = asset.Mirror(bookPrice);
        order.Remaining -= size;
        var effect = asset.Apply(order, price, size, crossed ? asset.Rates.Taker : asset.Rates.Maker);
        asset.Credit(fees, effect);
        var fill = new Fill
        {
            Asset = asset,
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
        };
        order.Account.Fills.Add(fill);
        events.Filled(order.Account, fill);
    }

    /// <summary>A position that shrank, closed or turned takes its reduce-only orders along.</summary>
    private void TrimReduceOnly(PlacedOrder traded)
    {
        if (traded.Asset is not TradedPerp perp) return;

        foreach (var order in traded.Account.OpenOrders.Where(o => o.ReduceOnly && o.Asset == perp).ToArray())
        {
            var reducible = order.Account.Wallet(perp.Dex).Position(perp)?.Reducible(order.IsBuy) ?? 0;
            if (reducible == 0) End(order, "reduceOnlyCanceled");
            else if (order.Remaining > reducible)
            {
                order.Remaining = reducible;
                events.BookChanged(perp.Book);
                events.OrderChanged(order);
            }
        }
    }

    private OrderReply.Refused Refuse(PlacedOrder order, Refusal refusal)
    {
        order.Become(refusal.Status!, now());
        events.OrderChanged(order);
        return Refused(order.Asset, refusal.Text);
    }

    private static OrderReply.Refused Refused(TradedAsset asset, string text) => new(Suffix(text, (ulong)asset.Id));
}
