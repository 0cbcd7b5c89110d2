using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Places, matches, triggers and cancels orders. A refused order has changed no book, balance or position.</summary>
/// <remarks>
/// What an order sets off (children of a filled parent, reduce-only orders of a position that is gone) happens after it has traded,
/// in the order in which it was set off.
/// </remarks>
internal sealed class MatchingEngine(VenueClock clock, VenueEvents events, FeeSchedule schedule, FeeShares shares, AdmissionVariants variants)
{
    // A triggered market order takes prices up to this share worse than its trigger.
    private const decimal TriggerSlippage = 0.1m;

    private const int OpenOrders = 1_000;
    private const int MostOpenOrders = 5_000;
    private const decimal VolumePerOpenOrder = 5_000_000;

    // Trade numbers have 50 bits and no order; an odd factor makes each of them once.
    private const int TidBits = 50;
    private const ulong TidFactor = 0x2_7d4e_b2f1_65a1;

    private readonly Queue<PlacedOrder> _toArm = [];
    private readonly Dictionary<TradedAsset, SortedDictionary<long, PlacedOrder>> _armed = [];
    private int _depth;
    private long _lastOid;
    private ulong _lastTid;
    private long _lastRank;
    private long _lastChange;

    /// <summary>Checks an order, matches it and rests what is left. Quotes of the house may have any value; the hash of the action is for the fills.</summary>
    public OrderReply Place(Account account, TradedAsset asset, WireOrder terms, Hash32 hash, bool anyValue = false) =>
        Place(account, asset, terms, hash, anyValue ? new Placement { IsOwn = true } : Placement.Plain);

    /// <summary>Checks an order, matches it or arms its trigger, and rests what is left.</summary>
    public OrderReply Place(Account account, TradedAsset asset, WireOrder terms, Hash32 hash, Placement placement)
    {
        if (asset.WhyClosed is { } closed) return Refused(asset, closed);
        if (Malformed(asset, terms, placement) is { } malformed) return Refused(asset, malformed);
        if (terms.Cloid is not null && account.Order(terms.Cloid) is { } namesake)
        {
            if (namesake.IsLive && variants.CloidHorizon != CloidHorizon.Never) return Refused(asset, new Refusal("Order has a cloid of an open order.", null));
            if (variants.CloidHorizon == CloidHorizon.WhileKept) return Refused(asset, new Refusal("Order has a cloid of an earlier order.", null));
        }

        var order = new PlacedOrder(++_lastOid, account, asset, terms, clock.Now)
        {
            Parent = placement.Parent,
            IsPositionTpsl = placement.IsPositionTpsl,
            Builder = placement.Builder,
            Liquidation = placement.Liquidation,
            Twap = placement.Twap,
        };
        account.Record(order);
        _depth++;
        var reply = order.Trigger is not null ? Arm(order, placement) : Trade(order, hash, placement);
        Settle();
        return reply;
    }

    /// <summary>Places an order and the take profit and stop that wait for its fill; of a refused one, the others are refused with it.</summary>
    public IReadOnlyList<OrderReply> PlaceBracket(Account account, TradedAsset asset, IReadOnlyList<WireOrder> terms, Hash32 hash, Placement placement)
    {
        _depth++;
        var replies = new List<OrderReply> { Place(account, asset, terms[0], hash, placement) };
        var parent = replies[0] switch
        {
            OrderReply.Resting resting => account.Order(resting.Oid),
            OrderReply.Filled filled => account.Order(filled.Oid),
            _ => null,
        };
        foreach (var child in terms.Skip(1))
        {
            replies.Add(parent is null ? replies[0] : Place(account, asset, child, hash, new Placement { Builder = placement.Builder, Parent = parent }));
        }

        if (parent is not null) Pair(parent.Children);
        Settle();
        return replies;
    }

    /// <summary>Takes in an order that exists already, live or ended, as it is.</summary>
    /// <returns>False for one that would have traded.</returns>
    public bool Adopt(PlacedOrder order, string status, long statusAt)
    {
        if (status == "open" && order.Trigger is null && Crosses(order)) return false;

        _lastOid = Math.Max(_lastOid, order.Oid);
        order.Account.Record(order);
        order.Become(status, statusAt, ++_lastChange);
        order.Parent?.AddChild(order);
        order.Stage = status != "open" ? OrderStage.Ended
            : order.Trigger is null ? OrderStage.Resting
            : order.Parent is { IsLive: true } ? OrderStage.Waiting
            : OrderStage.Armed;
        if (!order.IsLive)
        {
            order.Account.Ended(order);
            return true;
        }

        order.Account.Open(order);
        if (order.Stage == OrderStage.Armed) Armed(order.Asset).Add(order.Oid, order);
        if (order.Stage != OrderStage.Resting) return true;
        order.Rank = ++_lastRank;
        order.Asset.Book.Add(order);
        return true;
    }

    /// <summary>Makes orders end each other.</summary>
    public static void Pair(IReadOnlyList<PlacedOrder> orders)
    {
        foreach (var order in orders) order.Siblings = [.. orders.Where(o => o != order)];
    }

    /// <summary>What is wrong with an order's numbers before it is an order at all.</summary>
    public static Refusal? Malformed(TradedAsset asset, WireOrder terms, Placement placement)
    {
        var refusal = placement.IsPositionTpsl ? asset.CheckPrice(terms.Price.Value) : asset.CheckGrid(terms.Price.Value, terms.Size.Value);
        if (refusal is { Status: null }) return refusal;
        return terms.Trigger is { } trigger && asset.CheckPrice(trigger.Price.Value) is { Status: null } ? new Refusal("Invalid TP/SL price.", null) : null;
    }

    /// <summary>Cancels a live order.</summary>
    /// <returns>Null, or the error of its entry.</returns>
    public string? Cancel(ulong asset, PlacedOrder? order)
    {
        if (order is not { IsLive: true } || (ulong)order.Asset.Id != asset) return Suffix("Order was never placed, already canceled, or filled.", asset);
        End(order, "canceled");
        return null;
    }

    /// <summary>Takes a live order off its book or out of its waiting.</summary>
    public void End(PlacedOrder order, string status)
    {
        _depth++;
        Finish(order, status);
        Settle();
    }

    /// <summary>Ends every resting order of a book.</summary>
    public void Clear(OrderBook book, string status)
    {
        foreach (var order in book.Orders(bid: true).Concat(book.Orders(bid: false)).ToArray())
        {
            if (order.IsLive) End(order, status);
        }
    }

    /// <summary>Ends the trigger orders of an asset.</summary>
    public void Disarm(TradedAsset asset, string status)
    {
        foreach (var order in Armed(asset).Values.ToArray())
        {
            if (order.IsLive) End(order, status);
        }
    }

    /// <summary>Ends every live order of an account that fits.</summary>
    public void EndAll(Account account, Func<PlacedOrder, bool> which, string status)
    {
        foreach (var order in account.LiveOrders.Where(which).ToArray())
        {
            if (order.IsLive) End(order, status);
        }
    }

    /// <summary>Fires the trigger orders whose price the mark has reached, oldest first.</summary>
    public void MarkMoved(TradedAsset asset)
    {
        if (asset.Mark <= 0 || asset.WhyClosed is not null) return;
        foreach (var order in Armed(asset).Values.ToArray())
        {
            if (order.Stage != OrderStage.Armed || !order.Trigger!.IsMetBy(asset.Mark)) continue;
            _depth++;
            Fire(order);
            Settle();
        }
    }

    /// <summary>Cancels an order and places another in its stead: the new one takes over what hangs on the old one.</summary>
    public OrderReply Replace(PlacedOrder old, WireOrder terms, Hash32 hash, Placement placement)
    {
        _depth++;
        var children = old.Children;
        old.Children = [];
        Finish(old, "canceled");
        var reply = Place(old.Account, old.Asset, terms, hash, placement);
        var order = reply switch
        {
            OrderReply.Resting resting => old.Account.Order(resting.Oid),
            OrderReply.Filled filled => old.Account.Order(filled.Oid),
            OrderReply.Waiting => old.Account.WaitingOrders.Last(),
            _ => null,
        };
        foreach (var child in children.Where(c => c.Stage == OrderStage.Waiting))
        {
            if (order is null)
            {
                Finish(child, "canceled");
                continue;
            }

            child.Parent = order;
            if (!order.IsLive) _toArm.Enqueue(child);
        }

        if (order is not null)
        {
            order.Children = children;
            order.Siblings = old.Siblings;
            foreach (var sibling in old.Siblings) sibling.Siblings = [.. sibling.Siblings.Select(s => s == old ? order : s)];
        }

        Settle();
        return reply;
    }

    /// <summary>Puts a trade on the tape.</summary>
    public void Print(VenueTrade trade)
    {
        trade.Asset.Book.LastTrade = trade.Asset.Mirror(trade.Price);
        trade.Asset.Book.Tape.Add(trade);
        events.Traded(trade);
    }

    public long NextTid() => (long)(unchecked(++_lastTid * TidFactor) & ((1UL << TidBits) - 1));

    /// <summary>An order error as the venue words it.</summary>
    public static string Suffix(string text, ulong asset) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{text} asset={asset}");

    /// <summary>How much of an order on this side would reduce what an account has of a perp.</summary>
    public static decimal Reducible(Account account, TradedAsset asset, bool isBuy) =>
        asset is TradedPerp perp ? account.Wallet(perp.Dex).Position(perp)?.Reducible(isBuy) ?? 0 : 0;

    private static Refusal NoMatch { get; } = new("Order could not immediately match against any resting orders.", "iocCancelRejected");

    private static Refusal BadTrigger { get; } = new("Invalid TP/SL price.", "badTriggerPxRejected");

    private static Refusal NothingToReduce { get; } = new("Reduce only order would increase position.", "reduceOnlyRejected");

    private SortedDictionary<long, PlacedOrder> Armed(TradedAsset asset)
    {
        if (!_armed.TryGetValue(asset, out var orders)) _armed[asset] = orders = [];
        return orders;
    }

    private OrderReply Trade(PlacedOrder order, Hash32 hash, Placement placement)
    {
        var asset = order.Asset;
        if (CheckCommon(order, placement) is { } refusal) return Refuse(order, refusal);
        if (order.ReduceOnly)
        {
            var reducible = Reducible(order.Account, asset, order.IsBuy);
            if (reducible == 0) return Refuse(order, NothingToReduce);
            order.Remaining = Math.Min(order.Remaining, reducible);
        }

        var take = Preview(order);
        if ((order.TimeInForce == "Alo" || placement.MustRest) && Crosses(order)) return Refuse(order, PostOnly(order));
        if (order.IsImmediate && take.Size == 0 && !Crosses(order)) return Refuse(order, NoMatch);
        if (asset.CheckFunds(order, take, order.IsImmediate ? 0 : order.Remaining - take.Size) is { } poor) return Refuse(order, poor);

        var (filled, cost) = Match(order, hash);
        if (filled == 0 && order.IsImmediate) return Refuse(order, NoMatch);
        if (RestOrEnd(order, "canceled")) return new OrderReply.Resting(order.Oid, order.Cloid);

        // A reduce-only order may have been cut to nothing by its own fills; what it traded is still what it traded.
        return filled > 0 ? new OrderReply.Filled(filled, cost, order.Oid, order.Cloid) : new OrderReply.Resting(order.Oid, order.Cloid);
    }

    /// <summary>After matching: rests what is left of an order that may rest, and ends any other.</summary>
    /// <returns>Whether it rests.</returns>
    private bool RestOrEnd(PlacedOrder order, string statusOfRest)
    {
        if (order.Remaining == 0)
        {
            Finish(order, "filled");
            return false;
        }

        if (order.IsImmediate)
        {
            Finish(order, statusOfRest);
            return false;
        }

        order.Stage = OrderStage.Resting;
        order.Rank = ++_lastRank;
        order.Asset.Book.Add(order);
        order.Account.Open(order);
        events.BookChanged(order.Asset.Book);
        Changed(order, order.Status);
        return true;
    }

    private static Refusal? CheckCommon(PlacedOrder order, Placement placement)
    {
        if (order.Asset.CheckPrice(order.Price) is { } price) return price;
        if (!placement.IsOwn && order.Asset.CheckReference(order) is { } far) return far;
        if (!placement.IsOwn && CheckCount(order) is { } count) return count;
        return placement.IsOwn || placement.IsPositionTpsl ? null : order.Asset.CheckValue(order);
    }

    private static Refusal? CheckCount(PlacedOrder order)
    {
        var account = order.Account;
        var open = account.LiveOrderCount;
        if (open < OpenOrders) return null;
        var limit = Math.Min(MostOpenOrders, OpenOrders + Math.Floor(account.Traded.Total / VolumePerOpenOrder));
        return order.ReduceOnly || order.Trigger is not null || (!order.IsImmediate && open >= limit)
            ? new Refusal("Too many open orders.", "tooManyOpenOrdersRejected")
            : null;
    }

    private OrderReply Arm(PlacedOrder order, Placement placement)
    {
        var (asset, trigger) = (order.Asset, order.Trigger!);
        if (asset.CheckPrice(trigger.Price) is { } offTick) return Refuse(order, offTick);
        if (CheckCommon(order, placement) is { } refusal) return Refuse(order, refusal);
        if (order.Parent is { } parent)
        {
            // A child is measured by where its parent would be filled, since nothing may have been filled yet.
            if (trigger.IsMetBy(parent.Price)) return Refuse(order, BadTrigger);
            order.Stage = OrderStage.Waiting;
            order.Account.Open(order);
            parent.AddChild(order);
            Changed(order, "open");
            if (parent.Stage == OrderStage.Resting) return new OrderReply.Waiting("waitingForFill");

            _toArm.Enqueue(order);
            return new OrderReply.Waiting("waitingForTrigger");
        }

        if (asset.Mark > 0 && trigger.IsMetBy(asset.Mark)) return Refuse(order, BadTrigger);
        if (order.ReduceOnly && Reducible(order.Account, asset, order.IsBuy) == 0) return Refuse(order, NothingToReduce);
        order.Stage = OrderStage.Armed;
        order.Account.Open(order);
        Armed(asset).Add(order.Oid, order);
        Changed(order, "open");
        return placement.IsGrouped ? new OrderReply.Waiting("waitingForTrigger") : new OrderReply.Resting(order.Oid, order.Cloid);
    }

    /// <summary>Sends a trigger order to the book.</summary>
    private void Fire(PlacedOrder order)
    {
        var (asset, trigger) = (order.Asset, order.Trigger!);
        Detach(order);
        order.Stage = OrderStage.New;
        Changed(order, "triggered", byUser: false);

        var size = order.IsPositionTpsl ? TradedAsset.LargestSize : order.Remaining;
        if (order.ReduceOnly) size = Math.Min(size, Reducible(order.Account, asset, order.IsBuy));
        if (size == 0)
        {
            Finish(order, "reduceOnlyCanceled");
            return;
        }

        var worst = asset.Round(trigger.Price * (order.IsBuy ? 1 + TriggerSlippage : 1 - TriggerSlippage), up: !order.IsBuy);
        order.Fire(size, trigger.IsMarket ? worst : order.Price);
        var take = Preview(order);
        if (trigger.IsMarket && take.Size == 0 && !Crosses(order))
        {
            Finish(order, "marketOrderNoLiquidityRejected");
            return;
        }

        if (asset.CheckFunds(order, take, order.IsImmediate ? 0 : order.Remaining - take.Size) is { } poor)
        {
            Finish(order, poor.Status!);
            return;
        }

        Match(order, default);
        RestOrEnd(order, order.Filled == 0 ? "marketOrderNoLiquidityRejected" : "canceled");
    }

    /// <summary>Does what the orders of this step have set off, once the outermost of them is done.</summary>
    private void Settle()
    {
        if (_depth > 1)
        {
            _depth--;
            return;
        }

        while (_toArm.TryDequeue(out var child))
        {
            if (child.Stage != OrderStage.Waiting) continue;
            child.Account.Close(child);
            child.Stage = OrderStage.Armed;
            child.Account.Open(child);
            Armed(child.Asset).Add(child.Oid, child);
            Changed(child, "open", byUser: false);
            if (child.Asset.Mark > 0 && child.Trigger!.IsMetBy(child.Asset.Mark)) Fire(child);
        }

        _depth--;
    }

    /// <summary>Brings an order to its end, and what depends on it.</summary>
    private void Finish(PlacedOrder order, string status, bool byUser = false)
    {
        Detach(order);
        order.Stage = OrderStage.Ended;
        Changed(order, status, byUser || status is "canceled" or "filled");
        order.Account.Ended(order);

        if (status == "filled") EndSiblings(order);

        if (order.Children.Count == 0) return;

        // Filled, or filled in part and then stopped by anything but its owner: the position needs its stops.
        var activate = order.Filled > 0 && (status is "filled" or "marginCanceled" || order.IsImmediate);
        foreach (var child in order.Children.Where(c => c.Stage == OrderStage.Waiting).ToArray())
        {
            if (activate) _toArm.Enqueue(child);
            else Finish(child, status is "scheduledCancel" or "outcomeSettledCanceled" or "internalCancel" or "liquidatedCanceled" or "vaultWithdrawalCanceled" ? status : "canceled");
        }
    }

    private void EndSiblings(PlacedOrder filled)
    {
        if (filled.Siblings.Count == 0) return;
        foreach (var sibling in filled.Siblings.Where(s => s.IsLive).ToArray()) Finish(sibling, "siblingFilledCanceled");
    }

    /// <summary>Takes a live order from where it is.</summary>
    private void Detach(PlacedOrder order)
    {
        if (!order.IsLive) return;
        order.Account.Close(order);
        if (order.Stage == OrderStage.Armed) Armed(order.Asset).Remove(order.Oid);
        if (order.Stage != OrderStage.Resting) return;
        order.Asset.Book.Remove(order);
        events.BookChanged(order.Asset.Book);
    }

    private void Changed(PlacedOrder order, string status, bool byUser = true)
    {
        order.Become(status, clock.Now, ++_lastChange);
        events.OrderChanged(order, byUser);
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
        // Most take from one order, or from none.
        if (order.Asset.Book.Best(!order.IsBid) is not { } best || !order.Crosses(best)) return new TakePreview(0, 0);
        if (best.Account != order.Account && best.Remaining >= order.Remaining) return new TakePreview(order.Remaining, order.Remaining * order.Asset.Mirror(best.BookPrice));

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

    private (decimal Size, decimal Cost) Match(PlacedOrder taker, Hash32 hash)
    {
        var (filled, cost) = (0m, 0m);
        while (taker.Remaining > 0 && taker.Asset.Book.Best(!taker.IsBid) is { } maker && taker.Crosses(maker))
        {
            var size = Math.Min(taker.Remaining, maker.Remaining);
            if (maker.Account == taker.Account)
            {
                Finish(maker, "selfTradeCanceled");
            }
            else if (maker.Asset.WhyNotMake(maker, size) is { } status)
            {
                Finish(maker, status);
            }
            else
            {
                filled += size;
                cost += size * taker.Asset.Mirror(maker.BookPrice);
                Trade(maker, taker, size, hash);
            }
        }

        return (filled, cost);
    }

    private void Trade(PlacedOrder maker, PlacedOrder taker, decimal size, Hash32 hash)
    {
        var (price, time, tid) = (maker.BookPrice, clock.Now, NextTid());
        Book(maker, price, size, crossed: false, hash, tid, time, taker.Liquidation);
        Book(taker, price, size, crossed: true, hash, tid, time, taker.Liquidation);
        var (buyer, seller) = taker.IsBuy ? (taker, maker) : (maker, taker);
        Print(new VenueTrade(taker.Asset, taker.IsBuy, taker.Asset.Mirror(price), size, time, hash, tid, buyer.Account, seller.Account));
        events.BookChanged(maker.Asset.Book);
        if (maker.Remaining == 0) Finish(maker, "filled");
        else events.OrderChanged(maker);

        // Whoever fills a stop ends its twin before the position that is gone would.
        if (taker.Remaining == 0) EndSiblings(taker);

        TrimReduceOnly(maker);
        TrimReduceOnly(taker);
    }

    private void Book(PlacedOrder order, decimal bookPrice, decimal size, bool crossed, Hash32 hash, long tid, long time, FillLiquidation? liquidation)
    {
        var (account, asset) = (order.Account, order.Asset);
        var price = asset.Mirror(bookPrice);
        order.Remaining -= size;
        order.Filled += size;
        var rates = schedule.Of(account, asset, time);
        var builderRate = FeeShares.BuilderRate(order);
        var effect = asset.Apply(order, price, size, (crossed ? rates.Taker : rates.Maker) + builderRate);
        var builderFee = price * size * builderRate;
        shares.Distribute(order, effect, builderFee);
        account.Traded.Add(time, price * size, asset is not TradedPerp, crossed);
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
            Liquidation = liquidation,
            TwapId = order.Twap?.Id,
            BuilderFee = builderFee,
        };
        account.Record(fill);
        events.Filled(account, fill);
        if (order.Twap is not null) SliceFilled(account, fill);
    }

    private void SliceFilled(Account account, Fill fill) => events.TwapSliceFilled(account, writer => OrderReads.WriteSlice(writer, fill));

    /// <summary>A position that shrank, closed or turned takes its reduce-only orders along.</summary>
    /// <remarks>Trigger orders keep their size until they are triggered, and end with the position.</remarks>
    private void TrimReduceOnly(PlacedOrder traded)
    {
        if (traded.Asset is TradedPerp perp && traded.Account.ReduceOnlyCount > 0) TrimReduceOnly(traded.Account, perp);
    }

    private void TrimReduceOnly(Account account, TradedPerp perp)
    {
        foreach (var order in account.OpenOrders.Concat(account.WaitingOrders).Where(o => o.ReduceOnly && o.Asset == perp && o.Stage != OrderStage.Waiting).ToArray())
        {
            if (!order.IsLive) continue;
            var reducible = Reducible(account, perp, order.IsBuy);
            if (reducible == 0)
            {
                Finish(order, "reduceOnlyCanceled");
            }
            else if (order.Stage == OrderStage.Resting && order.Remaining > reducible)
            {
                order.Remaining = reducible;
                events.BookChanged(perp.Book);
                events.OrderChanged(order);
            }
        }
    }

    private OrderReply.Refused Refuse(PlacedOrder order, Refusal refusal)
    {
        Finish(order, refusal.Status!, byUser: true);
        return Refused(order.Asset, refusal);
    }

    private static OrderReply.Refused Refused(TradedAsset asset, Refusal refusal) => new(Suffix(refusal.Text, (ulong)asset.Id), refusal);

    /// <summary>The numbers, and of the orders of an archive those that wait in a book or for a mark.</summary>
    public void Keep(StateArchive a)
    {
        _lastOid = a.Long(_lastOid);
        _lastTid = a.Unsigned(_lastTid);
        _lastRank = a.Long(_lastRank);
        _lastChange = a.Long(_lastChange);
        a.Map(_armed, asset => a.Asset(asset), orders => orders ?? []);
        if (!a.IsReading) return;
        foreach (var order in a.Orders)
        {
            if (order.Oid > _lastOid || order.Rank > _lastRank || order.Change > _lastChange) throw StateArchive.Wrong("an order has a number that was not given yet");
            if (order.Stage == OrderStage.Armed && !Armed(order.Asset).TryAdd(order.Oid, order)) throw StateArchive.Wrong("a trigger is there twice");
            if (order.Stage == OrderStage.Resting) order.Asset.Book.Add(order);
        }
    }
}
