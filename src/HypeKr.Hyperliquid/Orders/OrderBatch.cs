namespace HypeKr.Hyperliquid;

/// <summary>Orders that are placed in one action, how they belong together, and who takes a fee from their fills. Immutable.</summary>
/// <remarks>One result an order comes back, and one refused order leaves the others alone, unless the grouping ties them.</remarks>
public sealed class OrderBatch
{
    private readonly OrderRequest[] _orders;

    /// <summary>Orders to place together.</summary>
    /// <param name="orders">One or more.</param>
    /// <exception cref="ArgumentException">There is none, or one is null.</exception>
    public OrderBatch(params IEnumerable<OrderRequest> orders)
    {
        ArgumentNullException.ThrowIfNull(orders);
        _orders = [.. orders];
        if (_orders.Length == 0) throw new ArgumentException("There is no order to place.", nameof(orders));
        if (Array.IndexOf(_orders, null) >= 0) throw new ArgumentNullException(nameof(orders), "No order may be null.");
    }

    /// <summary>The orders, as given.</summary>
    public IReadOnlyList<OrderRequest> Orders => _orders;

    /// <summary>How the orders belong together.</summary>
    /// <value><see cref="OrderGrouping.None"/> by default.</value>
    public OrderGrouping Grouping { get; init; }

    /// <summary>Who takes a fee from the fills. What is sent is never more than the user has approved: see <see cref="OrderWarningKind.BuilderFeeCapped"/>.</summary>
    /// <value>Null by default: nobody. There is no builder unless it is named here.</value>
    public BuilderFee? Builder { get; init; }

    /// <summary>An entry with a take-profit, a stop-loss or both, for its own size: they start to count once it fills, and one cancels the other. Wire: grouping <c>normalTpsl</c>.</summary>
    /// <param name="entry">The order that opens the position, not a trigger itself.</param>
    /// <param name="takeProfit">Where the profit is taken, at the market; null for none.</param>
    /// <param name="stopLoss">Where the loss is stopped, at the market; null for none.</param>
    /// <exception cref="ArgumentException">Neither price is given.</exception>
    /// <remarks>For limit orders behind the triggers, or other sizes, make the orders and set <see cref="Grouping"/> to <see cref="OrderGrouping.NormalTpsl"/>.</remarks>
    public static OrderBatch WithTpsl(OrderRequest entry, Price? takeProfit = null, Price? stopLoss = null)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new([entry, .. Exits(entry.Coin, entry.Side, entry.Size, takeProfit, stopLoss)]) { Grouping = OrderGrouping.NormalTpsl };
    }

    /// <summary>A take-profit, a stop-loss or both, for a whole position, whose size they follow. Wire: grouping <c>positionTpsl</c>, size <c>"0"</c>.</summary>
    /// <param name="coin">The perpetual.</param>
    /// <param name="positionSide">Which side the position is on: <see cref="OrderSide.Buy"/> for a long, <see cref="OrderSide.Sell"/> for a short.</param>
    /// <param name="takeProfit">Where the profit is taken, at the market; null for none.</param>
    /// <param name="stopLoss">Where the loss is stopped, at the market; null for none.</param>
    /// <exception cref="ArgumentException">Neither price is given.</exception>
    public static OrderBatch PositionTpsl(string coin, OrderSide positionSide, Price? takeProfit = null, Price? stopLoss = null) =>
        new(Exits(coin, positionSide, OrderSize.WholePosition, takeProfit, stopLoss)) { Grouping = OrderGrouping.PositionTpsl };

    /// <summary>Refuses what the grouping rules out, before anything is signed.</summary>
    internal static void CheckGrouping(IReadOnlyList<OrderRequest> orders, OrderGrouping grouping)
    {
        if (grouping == OrderGrouping.NormalTpsl)
        {
            if (orders[0].Trigger is not null) throw new InvalidOrderException("The first order of normalTpsl is the parent: a limit order, not a trigger.");
            if (orders.Skip(1).Any(order => !IsExit(order))) throw new InvalidOrderException("The orders after the first of normalTpsl are its take-profit and stop-loss: reduce-only triggers.");
        }

        if (grouping == OrderGrouping.PositionTpsl && orders.Any(order => !IsExit(order))) throw new InvalidOrderException("The orders of positionTpsl are take-profit and stop-loss: reduce-only triggers.");
        if (grouping != OrderGrouping.PositionTpsl && orders.Any(order => order.Size.IsWholePosition)) throw OrderTerms.WholePositionMisplaced();
        if (grouping.PriorityRate is not null && !orders.All(IsTaker) && !orders.All(IsMaker))
        {
            throw new InvalidOrderException("Orders that pay for priority are all immediate-or-cancel, or all post-only and not reduce-only.");
        }

        static bool IsExit(OrderRequest order) => order is { Trigger: not null, ReduceOnly: true };
        static bool IsTaker(OrderRequest order) => order is { Trigger: null, TimeInForce: TimeInForce.Ioc or TimeInForce.FrontendMarket };
        static bool IsMaker(OrderRequest order) => order is { Trigger: null, TimeInForce: TimeInForce.Alo, ReduceOnly: false };
    }

    private static OrderRequest[] Exits(string coin, OrderSide positionSide, OrderSize size, Price? takeProfit, Price? stopLoss)
    {
        if (takeProfit is null && stopLoss is null) throw new ArgumentException("Give a take-profit price, a stop-loss price or both.", nameof(takeProfit));
        var exit = (positionSide == OrderSide.Buy ? OrderRequest.Sell(coin, size) : OrderRequest.Buy(coin, size)).ReduceOnly();
        return
        [
            .. takeProfit is { } profit ? (OrderRequest[])[exit.TakeProfitMarket(profit)] : [],
            .. stopLoss is { } loss ? (OrderRequest[])[exit.StopMarket(loss)] : [],
        ];
    }
}
