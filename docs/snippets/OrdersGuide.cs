using HypeKr.Crypto;
using HypeKr.Hyperliquid;

namespace HypeKr.Snippets;

/// <summary>The code of docs/guides/orders.md.</summary>
public static class OrdersGuide
{
    public static async Task PlaceAsync(HyperliquidAccount account)
    {
        #region orders-market
        var bought = await account.Orders.PlaceMarketAsync(OrderRequest.Buy("BTC", new OrderSize(0.01m)));
        Console.WriteLine($"{bought.Status}: {bought.FilledSize} at {bought.AveragePrice}");
        #endregion

        #region orders-limit
        var size = new OrderSize(0.01m);
        var resting = await account.Orders.PlaceAsync(OrderRequest.Buy("BTC", size).Limit(new Price(90_000)));
        var maker = await account.Orders.PlaceAsync(OrderRequest.Buy("BTC", size).PostOnly(new Price(90_000)));
        var taker = await account.Orders.PlaceAsync(OrderRequest.Sell("BTC", size).ReduceOnly().ImmediateOrCancel(new Price(99_000)));
        #endregion

        #region orders-result
        if (taker.Rejection is { Kind: RejectionKind.IocCancel }) Console.WriteLine("Nobody buys at that price.");
        if (!maker.IsKnown) Console.WriteLine($"Look for {maker.Request.Cloid}: {maker.Failure?.Message}");
        resting.EnsureAccepted();
        #endregion

        #region orders-find
        if (maker.Status == OrderResultStatus.Unknown)
        {
            OrderLookup lookup = await account.Orders.FindAsync(maker);
            Console.WriteLine(lookup.Order is { } found ? $"It is {found.Status}." : "Not found, which is no proof: look again, and at the open orders and the position.");
        }
        #endregion
    }

    public static async Task StopsAsync(HyperliquidAccount account)
    {
        #region orders-tpsl
        var size = new OrderSize(0.01m);
        var entry = OrderRequest.Buy("BTC", size).Limit(new Price(90_000));
        await account.Orders.PlaceAsync(OrderBatch.WithTpsl(entry, takeProfit: new Price(99_000), stopLoss: new Price(85_000)));
        #endregion

        #region orders-stop
        await account.Orders.PlacePositionTpslAsync("BTC", stopLoss: new Price(85_000));
        await account.Orders.PlaceAsync(OrderRequest.Sell("BTC", size).ReduceOnly().StopLimit(triggerPrice: new Price(85_000), limitPrice: new Price(84_900)));
        #endregion
    }

    public static async Task BatchAsync(HyperliquidAccount account)
    {
        #region orders-batch
        var size = new OrderSize(0.01m);
        var results = await account.Orders.PlaceAsync(
        [
            OrderRequest.Buy("BTC", size).PostOnly(new Price(90_000)),
            OrderRequest.Sell("BTC", size).PostOnly(new Price(110_000)),
        ]);
        results.EnsureAccepted();
        #endregion
    }

    public static async Task ModifyAsync(HyperliquidAccount account, long orderId)
    {
        #region orders-modify
        var moved = OrderRequest.Buy("BTC", new OrderSize(0.01m)).PostOnly(new Price(91_000));
        var results = await account.Orders.ModifyAsync([new OrderModification(orderId, moved)]);
        #endregion
    }

    public static async Task CancelAsync(HyperliquidAccount account, long orderId, Cloid cloid)
    {
        #region orders-cancel
        await account.Orders.CancelAsync("BTC", orderId);
        await account.Orders.CancelAsync("BTC", cloid);
        await account.Orders.CancelAllOfAsync("BTC");
        await account.Orders.CancelAllAsync();
        #endregion
    }

    public static async Task CloseAsync(HyperliquidAccount account)
    {
        #region orders-close
        await account.Positions.UpdateLeverageAsync("BTC", 5);
        var closed = await account.Positions.CloseAsync("BTC");
        Console.WriteLine($"{closed.Status}, remaining {closed.RemainingSize}");
        #endregion
    }

    public static async Task GridAsync(HyperliquidClient client, HyperliquidAccount account)
    {
        #region orders-grid
        var asset = await client.Markets.GetAssetAsync("HYPE/USDC");
        var price = asset.RoundPrice(21.82857m, RoundingDirection.Down);
        var size = asset.RoundSize(150m / price.Value, RoundingDirection.Down);
        var order = OrderRequest.Buy(asset.Coin, size).Limit(price);
        #endregion

        #region orders-check
        foreach (var warning in await account.Orders.CheckAsync(order)) Console.WriteLine(warning);
        #endregion
    }

    public static async Task TwapAsync(HyperliquidAccount account)
    {
        #region orders-twap
        var twap = await account.Orders.PlaceTwapAsync(new TwapRequest
        {
            Coin = "ETH",
            Side = OrderSide.Buy,
            Size = new OrderSize(2),
            Duration = TimeSpan.FromMinutes(30),
            Randomize = true,
        });
        if (twap.TwapId is { } id) await account.Orders.CancelTwapAsync("ETH", id);
        #endregion
    }

    public static async Task SwitchAsync(HyperliquidAccount account, TimeProvider time)
    {
        #region orders-switch
        await account.Orders.ScheduleCancelAsync(time.GetUtcNow() + TimeSpan.FromMinutes(5));
        await account.Orders.ClearScheduledCancelAsync();
        #endregion
    }

    public static async Task BuilderAsync(HyperliquidAccount account, EthereumAddress builder)
    {
        #region orders-builder
        var order = OrderRequest.Buy("BTC", new OrderSize(0.01m)).Limit(new Price(90_000));
        await account.Orders.PlaceAsync(new OrderBatch(order) { Builder = new BuilderFee(builder, rate: 10) });
        #endregion
    }
}
