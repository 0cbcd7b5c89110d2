namespace HypeKr.Hyperliquid.Tests;

/// <summary>Every typed subscription against the emulator's sockets in memory: acknowledged, and at least one item that the models hold whole.</summary>
public sealed class EmulatorFeedTests
{
    private static readonly Dictionary<string, Func<EmulatorWorld, Task<Listener>>> Subscriptions = new(StringComparer.Ordinal)
    {
        ["allMids"] = async w => Listener.Of(await w.Client.Markets.SubscribeMidsAsync()),
        ["allMids of a dex"] = async w => Listener.Of(await w.Client.Markets.SubscribeMidsAsync("xyz")),
        ["l2Book"] = async w => Listener.Of(await w.Client.Markets.SubscribeBookAsync("BTC")),
        ["l2Book aggregated"] = async w => Listener.Of(await w.Client.Markets.SubscribeBookAsync("BTC", 5, 2, true)),
        ["l2Book of an outcome"] = async w => Listener.Of(await w.Client.Markets.SubscribeBookAsync("#11")),
        ["bbo"] = async w => Listener.Of(await w.Client.Markets.SubscribeBestBidAskAsync("BTC")),
        ["trades"] = async w => Listener.Of(await w.Client.Markets.SubscribeTradesAsync("BTC")),
        ["candle"] = async w => Listener.Of(await w.Client.Markets.SubscribeCandlesAsync("BTC", CandleInterval.OneMinute)),
        ["candle of a month"] = async w => Listener.Of(await w.Client.Markets.SubscribeCandlesAsync("BTC", CandleInterval.OneMonth)),
        ["activeAssetCtx"] = async w => Listener.Of(await w.Client.Markets.SubscribePerpContextAsync("BTC")),
        ["activeSpotAssetCtx"] = async w => Listener.Of(await w.Client.Markets.SubscribeSpotContextAsync(w.Spot)),
        ["activeAssetData"] = async w => Listener.Of(await w.Account.User.SubscribeActiveAssetDataAsync("BTC")),
        ["assetCtxs"] = async w => Listener.Of(await w.Client.Markets.SubscribePerpContextsAsync()),
        ["assetCtxs of a dex"] = async w => Listener.Of(await w.Client.Markets.SubscribePerpContextsAsync("xyz")),
        ["allDexsAssetCtxs"] = async w => Listener.Of(await w.Client.Markets.SubscribeAllPerpContextsAsync()),
        ["spotAssetCtxs"] = async w => Listener.Of(await w.Client.Markets.SubscribeSpotContextsAsync()),
        ["fastAssetCtxs"] = async w => Listener.Of(await w.Client.Markets.SubscribeFastPricesAsync()),
        ["outcomeMetaUpdates"] = async w => Listener.Of(await w.Client.Outcomes.SubscribeUpdatesAsync()),
        ["notification"] = async w => Listener.Of(await w.Account.User.SubscribeNotificationsAsync()),
        ["orderUpdates"] = async w => Listener.Of(await w.Account.User.SubscribeOrderUpdatesAsync()),
        ["userEvents"] = async w => Listener.Of(await w.Account.User.SubscribeEventsAsync()),
        ["userFills"] = async w => Listener.Of(await w.Account.User.SubscribeFillsAsync()),
        ["userFills by time"] = async w => Listener.Of(await w.Account.User.SubscribeFillsAsync(true)),
        ["userFundings"] = async w => Listener.Of(await w.Account.User.SubscribeFundingsAsync()),
        ["userNonFundingLedgerUpdates"] = async w => Listener.Of(await w.Account.User.SubscribeLedgerAsync()),
        ["userHistoricalOrders"] = async w => Listener.Of(await w.Account.User.SubscribeOrderHistoryAsync()),
        ["userTwapSliceFills"] = async w => Listener.Of(await w.Account.User.SubscribeTwapSliceFillsAsync()),
        ["userTwapHistory"] = async w => Listener.Of(await w.Account.User.SubscribeTwapHistoryAsync()),
        ["openOrders"] = async w => Listener.Of(await w.Account.User.SubscribeOpenOrdersAsync()),
        ["openOrders of all dexs"] = async w => Listener.Of(await w.Account.User.SubscribeOpenOrdersAsync("ALL_DEXS")),
        ["clearinghouseState"] = async w => Listener.Of(await w.Account.User.SubscribePerpStateAsync()),
        ["clearinghouseState of a dex"] = async w => Listener.Of(await w.Account.User.SubscribePerpStateAsync("xyz")),
        ["allDexsClearinghouseState"] = async w => Listener.Of(await w.Account.User.SubscribeAllPerpStatesAsync()),
        ["spotState"] = async w => Listener.Of(await w.Account.User.SubscribeSpotStateAsync()),
        ["twapStates"] = async w => Listener.Of(await w.Account.User.SubscribeTwapStatesAsync()),
        ["webData3"] = async w => Listener.Of(await w.Account.User.SubscribeOverviewAsync()),
        ["webData2"] = async w => Listener.Of(await w.Account.User.SubscribeWebDataAsync()),
        ["explorerBlock"] = async w => Listener.Of(await w.Client.Explorer.SubscribeBlocksAsync()),
        ["explorerTxs"] = async w => Listener.Of(await w.Client.Explorer.SubscribeTransactionsAsync()),
    };

    public static TheoryData<string> Names => [.. Subscriptions.Keys];

    [Fact]
    public void Every_type_is_here() =>
        Assert.Empty(FeedRoute.Types.Except(Subscriptions.Keys.Select(k => k.Split(' ')[0]), StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_subscription_is_acknowledged_and_tells_something(string name)
    {
        using var world = new EmulatorWorld();
        await ActAsync(world);
        world.Emulator.Admin.Advance(TimeSpan.FromHours(1));

        await using var listener = await Subscriptions[name](world).Guarded();
        await ActAsync(world);
        world.Emulator.Admin.Notify(TestVenue.UserAddress, "Hear, hear");
        world.Emulator.Admin.SettleOutcome(1, 1);
        world.Time.Advance(TimeSpan.FromSeconds(1));

        var (gap, value) = await listener.NextAsync().Guarded();
        Assert.True(gap is null, gap?.Detail);
        Assert.NotNull(value);
    }

    [Fact]
    public async Task The_whole_of_what_happened_is_told_in_order()
    {
        using var world = new EmulatorWorld();
        await using var fills = await world.Account.User.SubscribeFillsAsync();
        await using var updates = await world.Account.User.SubscribeOrderUpdatesAsync();
        var placed = new List<OrderResult>();
        for (var i = 0; i < 20; i++) placed.Add(await world.BuyAsync("BTC", 100_200, 0.001m));

        await using var fill = fills.GetAsyncEnumerator();
        await using var update = updates.GetAsyncEnumerator();
        foreach (var order in placed)
        {
            Assert.True(await fill.MoveNextAsync().AsTask().Guarded());
            Assert.Equal(order.OrderId, fill.Current.Value.OrderId);
            Assert.True(await update.MoveNextAsync().AsTask().Guarded());
            Assert.Equal((order.OrderId, OrderStatus.Filled), (update.Current.Value.Order!.OrderId, update.Current.Value.Status));
        }
    }

    [Fact]
    public async Task A_socket_that_breaks_is_a_gap_and_comes_back()
    {
        using var world = new EmulatorWorld();
        await using var trades = await world.Client.Markets.SubscribeTradesAsync("BTC");
        await using var items = trades.GetAsyncEnumerator();
        world.Emulator.Disconnect();

        Assert.True(await items.MoveNextAsync().AsTask().Guarded());
        Assert.NotNull(items.Current.Gap);
        while (world.Emulator.SocketCount == 0)
        {
            world.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        // The end of the gap is told, too; then it goes on.
        do
        {
            var next = items.MoveNextAsync().AsTask();
            while (!next.IsCompleted) await world.BuyAsync("BTC", 100_200, 0.001m);
            Assert.True(await next);
        }
        while (items.Current.Gap is not null);
    }

    private static async Task ActAsync(EmulatorWorld world)
    {
        var orders = world.Account.Orders;
        await world.BuyAsync("BTC", 100_200, 0.01m);
        await orders.PlaceAsync(new() { Coin = "BTC", Side = OrderSide.Buy, Price = new(50_000), Size = new(0.01m) });
        await orders.PlaceTwapAsync(new() { Coin = "BTC", Side = OrderSide.Buy, Size = new(0.05m), Duration = TimeSpan.FromMinutes(30) });
        world.Emulator.Admin.SetMark("BTC", 100_000 + world.Now % 1000);
        world.Emulator.Admin.SetMark("xyz:GOLD", 3_000 + world.Now % 10);
        await world.MoveAsync(10);
    }

    private sealed class Listener(Func<Task<(FeedGap? Gap, object? Value)>> next, Func<ValueTask> end) : IAsyncDisposable
    {
        public static Listener Of<T>(Feed<T> feed)
        {
            var items = feed.GetAsyncEnumerator();
            return new(
                async () =>
                {
                    Assert.True(await items.MoveNextAsync());
                    return (items.Current.Gap, items.Current.Gap is null ? items.Current.Value : null);
                },
                async () =>
                {
                    await items.DisposeAsync();
                    await feed.DisposeAsync();
                });
        }

        public Task<(FeedGap? Gap, object? Value)> NextAsync() => next();

        public ValueTask DisposeAsync() => end();
    }
}
