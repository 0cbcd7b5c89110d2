namespace HypeKr.Hyperliquid.Tests;

/// <summary>The guards against a venue that carries out what they ask for.</summary>
public sealed class GuardTests
{
    [Fact]
    public async Task The_kill_switch_leaves_no_order_and_no_twap()
    {
        await using var world = new StreamWorld();
        foreach (var (coin, price, size) in new[] { ("BTC", 90_000m, 0.01m), ("ETH", 3_500m, 1m), ("@107", 30m, 10m), ("#10", 0.3m, 100m) })
        {
            Assert.Equal(OrderResultStatus.Resting, (await world.OrderAsync(coin, OrderSide.Buy, price, size, TimeInForce.Gtc)).Status);
        }

        var twap = await world.Account.Orders.PlaceTwapAsync(new() { Coin = "BTC", Side = OrderSide.Buy, Size = new(1), Duration = TimeSpan.FromMinutes(30) });
        Assert.Equal(TwapResultStatus.Running, twap.Status);

        var report = await world.Account.KillSwitch.EngageAsync("stop", TimeSpan.FromHours(1)).Guarded();

        Assert.True(report.IsClean);
        Assert.Equal(4, report.Orders.Count);
        Assert.Single(report.Twaps);
        Assert.Empty(await world.Account.User.GetOpenOrdersAsync("ALL_DEXS"));
        await Assert.ThrowsAsync<KillSwitchEngagedException>(() => world.OrderAsync("BTC", OrderSide.Buy, 90_000, 0.01m, TimeInForce.Gtc));
        var fills = world.TrueFills().Length;
        await world.PassAsync(120);
        Assert.Equal(fills, world.TrueFills().Length);

        world.Account.KillSwitch.Release();
        Assert.Equal(OrderResultStatus.Resting, (await world.OrderAsync("BTC", OrderSide.Buy, 90_000, 0.01m, TimeInForce.Gtc)).Status);
    }

    [Fact]
    public async Task Limits_are_judged_by_the_accounts_own_state()
    {
        await using var world = new StreamWorld();
        await using var state = await world.Account.User.OpenStateAsync();
        var account = world.Account.WithPolicy(new TradingPolicy { ActionTypes = ["order", "cancel"], Figures = state.GetFigures, MaxCoinExposure = 60_000, MaxExposure = 80_000, MaxDailyLoss = 5_000 });
        await PlaceAsync("BTC", OrderSide.Buy, 100_010, 0.5m);
        await world.SettleAsync(() => world.FindDifference(state.Current));
        Assert.Equal(0.5m, state.GetFigures()!.Sizes["BTC"]);

        // 50,005 are held: 20,000 more are too much of one coin, and 40,000 of another too much in all.
        await DeniedAsync(nameof(TradingPolicy.MaxCoinExposure), "BTC", OrderSide.Buy, 100_000, 0.2m);
        await DeniedAsync(nameof(TradingPolicy.MaxExposure), "ETH", OrderSide.Buy, 4_000, 10);
        await PlaceAsync("ETH", OrderSide.Buy, 3_900, 5);
        await world.SettleAsync(() => world.FindDifference(state.Current));

        // What rests counts as if it were filled.
        await DeniedAsync(nameof(TradingPolicy.MaxExposure), "ETH", OrderSide.Buy, 3_900, 5);

        // A loss lets nothing in and everything out.
        world.Emulator.Admin.SetMark("BTC", 88_000);
        await world.SettleAsync(() => world.FindDifference(state.Current));
        Assert.True(state.GetFigures()!.DayProfit < -5_000);
        await DeniedAsync(nameof(TradingPolicy.MaxDailyLoss), "ETH", OrderSide.Buy, 3_900, 0.1m);
        await PlaceAsync("BTC", OrderSide.Sell, 99_000, 0.1m);

        // While the state is not synced there are no figures.
        await state.DisposeAsync();
        await DeniedAsync(nameof(TradingPolicy.Figures), "ETH", OrderSide.Buy, 3_900, 0.1m);

        async Task PlaceAsync(string coin, OrderSide side, decimal price, decimal size)
        {
            var result = await account.Orders.PlaceAsync(new OrderRequest { Coin = coin, Side = side, Price = new(price), Size = new(size), TimeInForce = TimeInForce.Gtc });
            Assert.NotEqual(OrderResultStatus.Rejected, result.Status);
        }

        async Task DeniedAsync(string rule, string coin, OrderSide side, decimal price, decimal size) =>
            Assert.Equal(rule, (await Assert.ThrowsAsync<PolicyViolationException>(() => PlaceAsync(coin, side, price, size))).Rule);
    }
}
