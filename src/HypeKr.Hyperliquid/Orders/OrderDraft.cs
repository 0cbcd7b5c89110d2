namespace HypeKr.Hyperliquid;

/// <summary>What is traded, which way and how much: an order once it is said at what price. Made by <see cref="OrderRequest.Buy"/> and <see cref="OrderRequest.Sell"/>.</summary>
public sealed record OrderDraft
{
    internal OrderDraft(string coin, OrderSide side, OrderSize size)
    {
        ArgumentNullException.ThrowIfNull(coin);
        (Coin, Side, Size) = (coin, side, size);
    }

    /// <summary>The coin.</summary>
    public string Coin { get; }

    /// <summary>Buy or sell.</summary>
    public OrderSide Side { get; }

    /// <summary>How much.</summary>
    public OrderSize Size { get; }

    /// <summary>Whether the order may only make a position smaller.</summary>
    public bool IsReduceOnly { get; private init; }

    /// <summary>The client's id; null lets <see cref="OrdersClient"/> choose a random one.</summary>
    public Cloid? Cloid { get; private init; }

    /// <summary>The same, only to make a position smaller.</summary>
    public OrderDraft ReduceOnly() => this with { IsReduceOnly = true };

    /// <summary>The same, with a client's id.</summary>
    public OrderDraft WithCloid(Cloid cloid) => this with { Cloid = cloid };

    /// <summary>A limit order.</summary>
    /// <param name="price">The worst price that is taken.</param>
    /// <param name="timeInForce">What becomes of the part that does not fill at once: it rests unless told otherwise.</param>
    public OrderRequest Limit(Price price, TimeInForce timeInForce = TimeInForce.Gtc) => new()
    {
        Coin = Coin,
        Side = Side,
        Price = price,
        Size = Size,
        ReduceOnly = IsReduceOnly,
        TimeInForce = timeInForce,
        Cloid = Cloid,
    };

    /// <summary>A limit order that fills what it can at once; the rest is cancelled. Wire: tif <c>Ioc</c>.</summary>
    /// <param name="price">The worst price that is taken.</param>
    public OrderRequest ImmediateOrCancel(Price price) => Limit(price, TimeInForce.Ioc);

    /// <summary>A limit order that only adds liquidity: refused if it would match at once. Wire: tif <c>Alo</c>.</summary>
    /// <param name="price">Where it rests.</param>
    public OrderRequest PostOnly(Price price) => Limit(price, TimeInForce.Alo);

    /// <summary>A stop-loss that takes what the book offers, within 10 % of its trigger, which is the venue's own bound.</summary>
    /// <param name="triggerPrice">The mark price at which it starts: a sell at or below it, a buy at or above it.</param>
    public OrderRequest StopMarket(Price triggerPrice) => Triggered(TriggerKind.StopLoss, triggerPrice, triggerPrice, isMarket: true);

    /// <summary>A stop-loss that becomes a limit order.</summary>
    /// <param name="triggerPrice">The mark price at which it starts: a sell at or below it, a buy at or above it.</param>
    /// <param name="limitPrice">The worst price that is taken after that.</param>
    public OrderRequest StopLimit(Price triggerPrice, Price limitPrice) => Triggered(TriggerKind.StopLoss, triggerPrice, limitPrice, isMarket: false);

    /// <summary>A take-profit that takes what the book offers, within 10 % of its trigger, which is the venue's own bound.</summary>
    /// <param name="triggerPrice">The mark price at which it starts: a sell at or above it, a buy at or below it.</param>
    public OrderRequest TakeProfitMarket(Price triggerPrice) => Triggered(TriggerKind.TakeProfit, triggerPrice, triggerPrice, isMarket: true);

    /// <summary>A take-profit that becomes a limit order.</summary>
    /// <param name="triggerPrice">The mark price at which it starts: a sell at or above it, a buy at or below it.</param>
    /// <param name="limitPrice">The worst price that is taken after that.</param>
    public OrderRequest TakeProfitLimit(Price triggerPrice, Price limitPrice) => Triggered(TriggerKind.TakeProfit, triggerPrice, limitPrice, isMarket: false);

    // A market trigger needs a price that is valid, and takes no other notice of it: its own trigger price is one.
    private OrderRequest Triggered(TriggerKind kind, Price triggerPrice, Price limitPrice, bool isMarket) =>
        Limit(limitPrice) with { Trigger = new() { Kind = kind, TriggerPrice = triggerPrice, IsMarket = isMarket } };
}
