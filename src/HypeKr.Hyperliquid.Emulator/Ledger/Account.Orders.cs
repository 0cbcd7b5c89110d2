namespace HypeKr.Hyperliquid.Emulator;

/// <content>Its orders, fills and TWAPs.</content>
internal sealed partial class Account
{
    // The venue shows 2,000 orders and 10,000 fills; what is older is let go from time to time.
    private const int KeptEnded = 20_000;
    private const int KeptFills = 10_000;

    // The house is on one side of almost everything, and hardly anybody asks for its fills.
    private const int KeptOwnFills = 1_000;
    private const int KeptTwaps = 2_000;

    private readonly SortedDictionary<long, PlacedOrder> _open = [];
    private readonly SortedDictionary<long, PlacedOrder> _waiting = [];
    private readonly Dictionary<long, PlacedOrder> _orders = [];
    private readonly Dictionary<string, PlacedOrder> _byCloid = new(StringComparer.Ordinal);
    private readonly Queue<PlacedOrder> _ended = [];

    /// <summary>The orders that rest in a book, oldest first: these lock margin and balances.</summary>
    public IEnumerable<PlacedOrder> OpenOrders => _open.Values;

    public bool HasOpenOrders => _open.Count > 0;

    /// <summary>What the resting orders of one side of an asset come to, but for those that only reduce.</summary>
    public decimal OpenValue(TradedAsset asset, bool isBuy) =>
        _open.Values.Where(o => o.Asset == asset && o.IsBuy == isBuy && !o.ReduceOnly).Sum(o => o.Remaining * o.Price);

    /// <summary>Trigger orders that wait for the mark, and children that wait for their parent, oldest first.</summary>
    public IEnumerable<PlacedOrder> WaitingOrders => _waiting.Values;

    /// <summary>All that could be cancelled, oldest first.</summary>
    public IEnumerable<PlacedOrder> LiveOrders => _open.Values.Concat(_waiting.Values).OrderBy(o => o.Oid);

    public int LiveOrderCount => _open.Count + _waiting.Count;

    /// <summary>How many of them only reduce: most accounts have none, and nothing to trim.</summary>
    public int ReduceOnlyCount { get; private set; }

    /// <summary>Every order that is still kept, in no order.</summary>
    public IEnumerable<PlacedOrder> AllOrders => _orders.Values;

    /// <summary>Oldest first.</summary>
    public List<Fill> Fills { get; } = [];

    /// <summary>Rates that were copied from a real account; null where the schedule decides.</summary>
    public (FeeRates Perp, FeeRates Spot)? GivenRates { get; set; }

    public TradedVolume Traded { get; } = new();

    /// <summary>Every TWAP, oldest first.</summary>
    public List<Twap> Twaps { get; } = [];

    /// <summary>The changes of its TWAPs, oldest first.</summary>
    public List<TwapRecord> TwapHistory { get; } = [];

    /// <summary>Its dead man's switch.</summary>
    public CancelTimer CancelTimer { get; } = new();

    /// <summary>Keeps an order's record, whatever becomes of it. A cloid leads to its newest order.</summary>
    public void Record(PlacedOrder order)
    {
        _orders[order.Oid] = order;
        if (order.Cloid is not null) _byCloid[order.Cloid] = order;
    }

    public void Record(TwapRecord record)
    {
        if (TwapHistory.Count >= 2 * KeptTwaps)
        {
            TwapHistory.RemoveRange(0, KeptTwaps);
            Twaps.RemoveAll(t => !t.IsLive);
        }

        TwapHistory.Add(record);
    }

    public void Record(Fill fill)
    {
        var kept = IsOfVenue ? KeptOwnFills : KeptFills;
        if (Fills.Count >= 2 * kept) Fills.RemoveRange(0, kept);
        Fills.Add(fill);
    }

    /// <summary>Puts a live order where its stage belongs.</summary>
    public void Open(PlacedOrder order)
    {
        Shelf(order).Add(order.Oid, order);
        if (order.ReduceOnly) ReduceOnlyCount++;
    }

    /// <summary>Takes a live order away, before its stage changes.</summary>
    public void Close(PlacedOrder order)
    {
        if (Shelf(order).Remove(order.Oid) && order.ReduceOnly) ReduceOnlyCount--;
    }

    /// <summary>Drops the record of an order that has ended, where it is nobody's history.</summary>
    public void Forget(PlacedOrder order) => _orders.Remove(order.Oid);

    /// <summary>Notes that an order has come to its end, and forgets one that ended long ago.</summary>
    public void Ended(PlacedOrder order)
    {
        _ended.Enqueue(order);
        if (_ended.Count <= KeptEnded) return;

        var oldest = _ended.Dequeue();
        _orders.Remove(oldest.Oid);
        if (oldest.Cloid is not null && _byCloid.GetValueOrDefault(oldest.Cloid) == oldest) _byCloid.Remove(oldest.Cloid);
    }

    public PlacedOrder? Order(long oid) => _orders.GetValueOrDefault(oid);

    public PlacedOrder? Order(string cloid) => _byCloid.GetValueOrDefault(cloid);

    /// <summary>A live order by its number.</summary>
    public PlacedOrder? OpenOrder(long oid) => _open.GetValueOrDefault(oid) ?? _waiting.GetValueOrDefault(oid);

    private SortedDictionary<long, PlacedOrder> Shelf(PlacedOrder order) => order.Stage == OrderStage.Resting ? _open : _waiting;

    /// <summary>The orders that it knows, live or ended; some of them more than once.</summary>
    public IEnumerable<PlacedOrder> KeptOrders => _orders.Values.Concat(_ended).Concat(_byCloid.Values);

    private void KeepOrders(StateArchive a)
    {
        var orders = _orders.Values.OrderBy(o => o.Oid).ToList();
        a.List(orders, a.Order);
        var ended = _ended.ToList();
        a.List(ended, a.Order);
        a.Map(_byCloid, _byCloid.OrderBy(c => c.Key, StringComparer.Ordinal), a.Text, a.Order);
        a.List(Fills, fill => Fill.Keep(a, fill));
        GivenRates = a.OptionalValue<(FeeRates Perp, FeeRates Spot)>(GivenRates, rates => (Rates(rates?.Perp), Rates(rates?.Spot)));
        Traded.Keep(a);
        a.List(Twaps, a.Twap);
        a.List(TwapHistory, r => new TwapRecord(a.Twap(r?.Twap), a.Long(r?.Time), a.Text(r?.Status), a.OptionalText(r?.Description), a.Decimal(r?.ExecutedSize), a.Decimal(r?.ExecutedValue)));
        CancelTimer.Keep(a);
        if (!a.IsReading) return;
        foreach (var order in orders)
        {
            if (order.Account != this || !_orders.TryAdd(order.Oid, order)) throw StateArchive.Wrong("an order is another's, or there twice");
            if (order.IsLive) Open(order);
        }

        foreach (var order in ended) _ended.Enqueue(order);

        FeeRates Rates(FeeRates? rates) => new(a.Decimal(rates?.Taker), a.Decimal(rates?.Maker));
    }
}
