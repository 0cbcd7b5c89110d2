using System.Net;
using System.Text.Json;

namespace HypeKr.Hyperliquid.Tests;

public sealed class ExposurePolicyTests : IDisposable
{
    private static readonly AssetId Btc = AssetId.ForPerp(0);
    private readonly TestVenue _venue = new();
    private AccountFigures? _figures = Figures();

    public void Dispose() => _venue.Dispose();

    // The mids are BTC 60000.5, xyz:GOLD 3021.5, @107 (HYPE) 21.8285, #10 0.62.
    [Theory]
    [InlineData("buy", 60_000, 1, 0, 60_000.5)]
    [InlineData("buy", 70_000, 1, 0, 70_000)] // What it may cost.
    [InlineData("sell", 50_000, 1, 0, 60_000.5)]
    [InlineData("buy", 60_000, 1, 2, 180_001.5)] // With what is held.
    [InlineData("sell", 60_000, 3, 1, 120_001)] // Through zero to the other side.
    [InlineData("sell", 60_000, 3, -1, 240_002)]
    public async Task A_coin_is_worth_what_it_could_come_to(string side, decimal price, decimal size, decimal held, decimal worth)
    {
        _figures = Figures(("BTC", held));
        var order = Order(Btc, side == "buy" ? OrderSide.Buy : OrderSide.Sell, price, size);
        await CheckAsync(new() { ActionTypes = ["order"], Figures = Get, MaxCoinExposure = worth, MaxExposure = worth }, order);
        await DeniedAsync(nameof(TradingPolicy.MaxCoinExposure), new() { ActionTypes = ["order"], Figures = Get, MaxCoinExposure = worth - 0.01m }, order);
        await DeniedAsync(nameof(TradingPolicy.MaxExposure), new() { ActionTypes = ["order"], Figures = Get, MaxExposure = worth - 0.01m }, order);
    }

    [Fact]
    public async Task Open_orders_of_the_same_side_count_and_those_that_only_reduce_do_not()
    {
        _figures = Figures(("BTC", 1)) with { OpenOrders = Orders(AccountScene.Order(1, size: 2), AccountScene.Order(2, side: "A", size: 1), AccountScene.Order(3, side: "A", size: 9, reduceOnly: true)) };
        var policy = new TradingPolicy { ActionTypes = ["order"], Figures = Get, MaxCoinExposure = 4 * 60_000.5m };
        await CheckAsync(policy, Order(Btc, OrderSide.Buy, 60_000, 1));
        await DeniedAsync(nameof(TradingPolicy.MaxCoinExposure), policy, Order(Btc, OrderSide.Buy, 60_000, 1.00001m));

        // All sales together end at a short of 3, which is no more than the 3 that the buys could make already.
        await CheckAsync(policy, Order(Btc, OrderSide.Sell, 60_000, 3));
        await DeniedAsync(nameof(TradingPolicy.MaxCoinExposure), policy, Order(Btc, OrderSide.Sell, 60_000, 4.00001m));
    }

    [Fact]
    public async Task What_makes_no_exposure_larger_is_allowed_above_every_limit()
    {
        _figures = Figures(("BTC", 5)) with { DayProfit = -1_000_000 };
        var policy = new TradingPolicy { ActionTypes = ["order"], Figures = Get, MaxCoinExposure = 1, MaxExposure = 1, MaxDailyLoss = 1 };
        await CheckAsync(policy, Order(Btc, OrderSide.Sell, 60_000, 5));
        await CheckAsync(policy, Order(Btc, OrderSide.Sell, 60_000, 10));
        await DeniedAsync(nameof(TradingPolicy.MaxDailyLoss), policy, Order(Btc, OrderSide.Sell, 60_000, 10.1m));
        await DeniedAsync(nameof(TradingPolicy.MaxDailyLoss), policy, Order(Btc, OrderSide.Buy, 60_000, 0.1m));
        await CheckAsync(new() { ActionTypes = ["cancel"], Figures = () => null, MaxExposure = 0, MaxDailyLoss = 0 }, new CancelAction([new OrderCancel(Btc, 1)]));
    }

    [Fact]
    public async Task A_days_loss_is_counted_to_the_limit()
    {
        var policy = new TradingPolicy { ActionTypes = ["order"], Figures = Get, MaxDailyLoss = 500 };
        var order = Order(Btc, OrderSide.Buy, 60_000, 1);
        foreach (var profit in new[] { 1000, 0, -500 })
        {
            _figures = Figures() with { DayProfit = profit };
            await CheckAsync(policy, order);
        }

        _figures = Figures() with { DayProfit = -500.01m };
        Assert.Equal("500.01", (await DeniedAsync(nameof(TradingPolicy.MaxDailyLoss), policy, order)).Value);
    }

    [Fact]
    public async Task A_day_of_which_not_all_is_known_allows_no_larger_exposure()
    {
        _figures = Figures(("BTC", 5)) with { DayProfit = null };
        var policy = new TradingPolicy { ActionTypes = ["order"], Figures = Get, MaxDailyLoss = 500 };
        await DeniedAsync(nameof(TradingPolicy.Figures), policy, Order(Btc, OrderSide.Buy, 60_000, 1));
        await CheckAsync(policy, Order(Btc, OrderSide.Sell, 60_000, 1));
        await CheckAsync(new() { ActionTypes = ["order"], Figures = Get, MaxCoinExposure = 1_000_000 }, Order(Btc, OrderSide.Buy, 60_000, 1));
    }

    [Fact]
    public async Task Everything_that_is_held_is_added_up()
    {
        // What is paid with is none; a token without a pair has no price.
        _figures = Figures(("BTC", 1), ("xyz:GOLD", -2), ("balance:HYPE", 10), ("balance:+10", 100), ("balance:USDC", 1_000_000), ("balance:DUST", 5)) with { Dexs = ["", "xyz"] };
        var held = 60_000.5m + (2 * 3021.5m) + 218.285m + 62;
        var policy = new TradingPolicy { ActionTypes = ["order"], Figures = Get, MaxExposure = held + 250.005m };
        await CheckAsync(policy, Order(AssetId.ForPerp(1), OrderSide.Buy, 2500, 0.1m));
        await DeniedAsync(nameof(TradingPolicy.MaxExposure), policy, Order(AssetId.ForPerp(1), OrderSide.Buy, 2500, 0.1001m));

        // Of a coin with an order the balance is counted once.
        policy = new() { ActionTypes = ["order"], Figures = Get, MaxExposure = held + 21.8285m, MaxCoinExposure = 70_000 };
        await CheckAsync(policy, Order(AssetId.ForSpot(107), OrderSide.Buy, 21, 1));
        await DeniedAsync(nameof(TradingPolicy.MaxExposure), policy, Order(AssetId.ForSpot(107), OrderSide.Buy, 21, 1.01m));
        await CheckAsync(policy, Order(AssetId.ForSpot(107), OrderSide.Sell, 21, 10));
        await CheckAsync(policy, Order(AssetId.ForOutcome(1, 0), OrderSide.Buy, 0.6m, 30));
        await DeniedAsync(nameof(TradingPolicy.MaxExposure), policy, Order(AssetId.ForOutcome(1, 0), OrderSide.Buy, 0.6m, 40));
    }

    [Fact]
    public async Task Without_current_figures_of_the_account_nothing_is_allowed()
    {
        var order = Order(Btc, OrderSide.Buy, 60_000, 0.001m);
        var policy = new TradingPolicy { ActionTypes = ["order"], Figures = Get, MaxExposure = 1_000_000, MaxFiguresAge = TimeSpan.FromMinutes(1) };
        await CheckAsync(policy, order);
        await DeniedAsync(nameof(TradingPolicy.Figures), new() { ActionTypes = ["order"], MaxExposure = 1_000_000 }, order);
        AccountFigures?[] wrong =
        [
            null,
            Figures() with { ObservedAt = TestVenue.Start.AddSeconds(-60.001) },
            Figures() with { ObservedAt = TestVenue.Start.AddSeconds(60.001) },
            Figures() with { Address = TestVenue.AddressOf("another") },
            Figures() with { Dexs = ["xyz"] },
        ];
        foreach (var figures in wrong)
        {
            _figures = figures;
            var denied = await DeniedAsync(nameof(TradingPolicy.Figures), policy, order);
            Assert.DoesNotContain("0x", denied.Message, StringComparison.Ordinal);

            // Closing is not theirs to forbid.
            await CheckAsync(policy, new OrderAction([OrderTerms.Limit(Btc, OrderSide.Buy, new Price(60_000), new OrderSize(1), TimeInForce.Ioc, reduceOnly: true)]));
        }

        _figures = Figures();
        await DeniedAsync(nameof(TradingPolicy.Figures), policy, Order(AssetId.ForBuilderPerp(1, 0), OrderSide.Buy, 3000, 0.01m));
    }

    [Fact]
    public async Task An_account_is_judged_by_its_own_figures()
    {
        var policy = new TradingPolicy { ActionTypes = ["order"], Figures = Get, MaxExposure = 100 };
        var account = _venue.Account.WithPolicy(policy);
        var denied = await Assert.ThrowsAsync<PolicyViolationException>(() => account.SubmitAsync(Order(Btc, OrderSide.Buy, 60_000, 1)));
        Assert.Equal(nameof(TradingPolicy.MaxExposure), denied.Rule);
        denied = await Assert.ThrowsAsync<PolicyViolationException>(() => account.ForVault(TestVenue.AddressOf("vault")).SubmitAsync(Order(Btc, OrderSide.Buy, 60_000, 0.001m)));
        Assert.Equal(nameof(TradingPolicy.Figures), denied.Rule);
        Assert.Empty(_venue.Exchange.Requests);
        await account.SubmitAsync(Order(Btc, OrderSide.Buy, 60_000, 0.001m));
    }

    [Theory]
    [InlineData("null", true)]
    [InlineData("\"\"", true)]
    [InlineData("[]", true)]
    [InlineData("\"maintenance\"", false)]
    [InlineData("[\"upgrade\"]", false)]
    [InlineData("{\"a\":1}", false)]
    public async Task While_the_venue_is_not_as_usual_only_closing_is_allowed(string special, bool isNormal)
    {
        _venue.Info.Answer("exchangeStatus", $$"""{"time":1,"specialStatuses":{{special}}}""");
        var policy = new TradingPolicy { ActionTypes = ["order", "cancel"], RequireNormalVenue = true };
        if (isNormal) await CheckAsync(policy, Order(Btc, OrderSide.Buy, 60_000, 1));
        else await DeniedAsync(nameof(TradingPolicy.RequireNormalVenue), policy, Order(Btc, OrderSide.Buy, 60_000, 1));
        await CheckAsync(policy, new OrderAction([OrderTerms.Limit(Btc, OrderSide.Buy, new Price(60_000), new OrderSize(1), TimeInForce.Ioc, reduceOnly: true)]));
        await CheckAsync(policy, new CancelAction([new OrderCancel(Btc, 1)]));
        Assert.Equal(isNormal, (await _venue.Client.Markets.GetExchangeStatusAsync()).IsNormal);
    }

    [Fact]
    public async Task A_status_that_cannot_be_had_allows_nothing_and_one_is_kept_for_a_while()
    {
        var policy = new TradingPolicy { ActionTypes = ["order"], RequireNormalVenue = true };
        _venue.Info.Reply("exchangeStatus", (_, _) => Task.FromResult(InfoStub.Json("null", HttpStatusCode.BadGateway)));
        await Assert.ThrowsAsync<TransportException>(() => CheckAsync(policy, Order(Btc, OrderSide.Buy, 60_000, 1)));
        _venue.Info.Answer("exchangeStatus", """{"time":1,"specialStatuses":null}""");
        var before = _venue.Info.Count("exchangeStatus");
        for (var i = 0; i < 3; i++) await CheckAsync(policy, Order(Btc, OrderSide.Buy, 60_000, 1));
        Assert.Equal(1, _venue.Info.Count("exchangeStatus") - before);
        _venue.Time.Advance(TimeSpan.FromSeconds(11));
        _venue.Info.Answer("exchangeStatus", """{"time":1,"specialStatuses":"upgrade"}""");
        await DeniedAsync(nameof(TradingPolicy.RequireNormalVenue), policy, Order(Btc, OrderSide.Buy, 60_000, 1));
    }

    [Fact]
    public async Task A_maintenance_is_told_when_it_begins_and_ends()
    {
        var time = new WatchedTime();
        using var venue = new TestVenue(o => o.TimeProvider = time);
        var special = "null";
        venue.Info.Answer("exchangeStatus", _ => $$"""{"time":1,"specialStatuses":{{special}}}""");
        await using var reader = venue.Client.Markets.WatchStatusAsync(TimeSpan.FromSeconds(5)).GetAsyncEnumerator();
        Assert.True(await reader.MoveNextAsync().AsTask().Guarded());
        Assert.True(reader.Current.IsNormal);
        var next = reader.MoveNextAsync().AsTask();
        time.Advance(await time.TimerAsync(due => due == TimeSpan.FromSeconds(5)));
        var pause = await time.TimerAsync(due => due == TimeSpan.FromSeconds(5));
        Assert.False(next.IsCompleted);
        special = "\"upgrade\"";
        time.Advance(pause);
        Assert.True(await next.Guarded());
        Assert.False(reader.Current.IsNormal);
        next = reader.MoveNextAsync().AsTask();
        special = "null";
        time.Advance(await time.TimerAsync(due => due == TimeSpan.FromSeconds(5)));
        Assert.True(await next.Guarded());
        Assert.True(reader.Current.IsNormal);
    }

    private static AccountFigures Figures(params (string Key, decimal Size)[] sizes) => new()
    {
        Address = TestVenue.UserAddress,
        ObservedAt = TestVenue.Start,
        Sizes = sizes.ToDictionary(s => s.Key, s => s.Size, StringComparer.Ordinal),
        DayProfit = 0,
    };

    private static OrderDetails[] Orders(params string[] orders) => [.. orders.Select(order => JsonSerializer.Deserialize(order, HyperliquidJsonContext.Default.OrderDetails)!)];

    private static OrderAction Order(AssetId asset, OrderSide side, decimal price, decimal size) => new([OrderTerms.Limit(asset, side, new Price(price), new OrderSize(size), TimeInForce.Gtc)]);

    private AccountFigures? Get() => _figures;

    private async Task CheckAsync(TradingPolicy policy, ExchangeAction action) => await policy.CheckAsync(action, _venue.Client, default, TestVenue.UserAddress);

    private async Task<PolicyViolationException> DeniedAsync(string rule, TradingPolicy policy, ExchangeAction action)
    {
        var denied = await Assert.ThrowsAsync<PolicyViolationException>(() => CheckAsync(policy, action));
        Assert.Equal(rule, denied.Rule);
        return denied;
    }
}
