namespace HypeKr.Hyperliquid.Emulator;

/// <summary>An order that was admitted to the matching, from its first check to its end. The limit is in the order's own coin.</summary>
internal sealed class PlacedOrder
{
    public PlacedOrder(long oid, Account account, TradedAsset asset, WireOrder terms, long placedAt)
    {
        (Oid, Account, Asset, PlacedAt, StatusAt) = (oid, account, asset, placedAt, placedAt);
        (Cloid, IsBuy, Price, OriginalSize, ReduceOnly) = (terms.Cloid, terms.IsBuy, terms.Price.Value, terms.Size.Value, terms.ReduceOnly);
        TimeInForce = terms.TimeInForce;
        Trigger = terms.Trigger is { } trigger ? OrderTrigger.Of(trigger, terms.IsBuy) : null;
        IsBid = IsBuy != asset.IsMirrored;
        BookPrice = asset.Mirror(Price);
        Remaining = OriginalSize;
    }

    private PlacedOrder(StateArchive a, PlacedOrder? order)
    {
        Oid = a.Long(order?.Oid);
        Cloid = a.OptionalText(order?.Cloid);
        Account = a.Account(order?.Account);
        Asset = a.Asset(order?.Asset);
        IsBuy = a.Bool(order?.IsBuy);
        Price = a.Decimal(order?.Price);
        OriginalSize = a.Decimal(order?.OriginalSize);
        ReduceOnly = a.Bool(order?.ReduceOnly);
        TimeInForce = a.OptionalText(order?.TimeInForce);
        Trigger = a.Optional(order?.Trigger, t => new OrderTrigger(a.Decimal(t?.Price), a.Bool(t?.IsAbove), a.Bool(t?.IsMarket), a.Bool(t?.IsStop)));
        IsPositionTpsl = a.Bool(order?.IsPositionTpsl);
        Twap = a.Optional(order?.Twap, a.Twap);
        Liquidation = a.Optional(order?.Liquidation, liquidation => FillLiquidation.Keep(a, liquidation));
        Builder = a.Optional(order?.Builder, b => new WireBuilder(a.Address(b?.Address), a.Unsigned(b?.Fee)));
        PlacedAt = a.Long(order?.PlacedAt);
        BookPrice = a.Decimal(order?.BookPrice);
        Rank = a.Long(order?.Rank);
        Remaining = a.Decimal(order?.Remaining);
        Filled = a.Decimal(order?.Filled);
        Stage = (OrderStage)a.Byte((byte?)order?.Stage);
        Status = a.Text(order?.Status);
        StatusAt = a.Long(order?.StatusAt);
        Change = a.Long(order?.Change);
        IsBid = IsBuy != Asset.IsMirrored;
        if (Stage is OrderStage.New or > OrderStage.Ended) throw StateArchive.Wrong("an order is nowhere");
        if (IsLive && Stage != OrderStage.Resting && Trigger is null) throw StateArchive.Wrong("an order waits for nothing");
    }

    public long Oid { get; }

    public string? Cloid { get; }

    public Account Account { get; }

    public TradedAsset Asset { get; }

    public bool IsBuy { get; }

    /// <summary>The limit as it was sent.</summary>
    public decimal Price { get; }

    /// <summary>Zero for an order of a whole position, until it is triggered.</summary>
    public decimal OriginalSize { get; private set; }

    public bool ReduceOnly { get; }

    /// <summary><c>Gtc</c>, <c>Ioc</c>, <c>Alo</c> or <c>FrontendMarket</c>; null for a trigger order.</summary>
    public string? TimeInForce { get; }

    public OrderTrigger? Trigger { get; }

    /// <summary>Whether its size is that of the position when it is triggered.</summary>
    public bool IsPositionTpsl { get; init; }

    /// <summary>The TWAP of which it is a slice.</summary>
    public Twap? Twap { get; init; }

    /// <summary>The liquidation that sent it.</summary>
    public FillLiquidation? Liquidation { get; init; }

    public WireBuilder? Builder { get; init; }

    /// <summary>The order whose fill brings it to life; replaced with it when the parent is modified.</summary>
    public PlacedOrder? Parent { get; set; }

    /// <summary>The take profit and stop that wait for it or came to life with it, those that ended among them.</summary>
    public IReadOnlyList<PlacedOrder> Children { get; set; } = [];

    /// <summary>The other orders of its group: when one is filled, the others end.</summary>
    public IReadOnlyList<PlacedOrder> Siblings { get; set; } = [];

    public long PlacedAt { get; }

    /// <summary>Whether it bids in its book: a buy, or a sell of the mirrored side of an outcome.</summary>
    public bool IsBid { get; }

    /// <summary>The limit in the terms of its book; of a market trigger that fired, its slippage bound.</summary>
    public decimal BookPrice { get; private set; }

    /// <summary>When it came into its book: the smaller goes first at a price.</summary>
    public long Rank { get; set; }

    public decimal Remaining { get; set; }

    /// <summary>How much of it has traded.</summary>
    public decimal Filled { get; set; }

    public OrderStage Stage { get; set; }

    /// <summary>The venue's order status word.</summary>
    public string Status { get; private set; } = "open";

    public long StatusAt { get; private set; }

    /// <summary>Grows with every change of any order's status.</summary>
    public long Change { get; private set; }

    /// <summary>Whether it could still trade or be cancelled.</summary>
    public bool IsLive => Stage is OrderStage.Waiting or OrderStage.Armed or OrderStage.Resting;

    /// <summary>Whether what does not trade at once is cancelled.</summary>
    public bool IsImmediate => Trigger?.IsMarket ?? TimeInForce is "Ioc" or "FrontendMarket";

    /// <summary>The <c>orderType</c>.</summary>
    public string OrderType => Trigger?.OrderType ?? (Twap is not null ? "Twap Slice" : TimeInForce == "FrontendMarket" ? "Market" : "Limit");

    public void Become(string status, long now, long change) => (Status, StatusAt, Change) = (status, now, change);

    /// <summary>Has an order wait for this one's fill. Few orders have any.</summary>
    public void AddChild(PlacedOrder child) => Children = [.. Children, child];

    /// <summary>Fixes the size, and of a market order the worst price, at which a trigger order goes to the book.</summary>
    public void Fire(decimal size, decimal limit)
    {
        if (IsPositionTpsl) OriginalSize = size;
        Remaining = size;
        BookPrice = Asset.Mirror(limit);
    }

    public bool Crosses(PlacedOrder maker) => IsBid ? maker.BookPrice <= BookPrice : maker.BookPrice >= BookPrice;

    /// <summary>The order itself, without the orders that it hangs together with.</summary>
    public static PlacedOrder Keep(StateArchive a, PlacedOrder? order) => new(a, order);

    /// <summary>The orders that it hangs together with, once all are known.</summary>
    public void KeepLinks(StateArchive a)
    {
        Parent = a.Optional(Parent, a.Order);
        Children = a.Items(Children, a.Order);
        Siblings = a.Items(Siblings, a.Order);
    }

    /// <summary>The orders that it hangs together with.</summary>
    public IEnumerable<PlacedOrder> Links => Children.Concat(Siblings).Concat(Parent is null ? [] : [Parent]);
}
