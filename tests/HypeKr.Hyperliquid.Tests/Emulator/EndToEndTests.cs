using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Client and emulator together: what is signed here is recovered there from the emulator's own reading of the action.</summary>
public sealed class EndToEndTests
{
    [Fact]
    public async Task Open_partly_fill_close()
    {
        using var world = new EmulatorWorld();

        // The book offers 0.5 at 100010 and 1 at 100020.
        var bought = await world.BuyAsync("BTC", 100_010, 0.8m);
        Assert.Equal((OrderResultStatus.PartlyFilled, 0.5m, 100_010m), (bought.Status, bought.FilledSize, bought.AveragePrice));
        Assert.Equal(0.5m, (await world.Account.User.GetPerpStateAsync()).FindPosition("BTC")!.SignedSize);

        var closed = await world.Account.Positions.CloseAsync("BTC");
        Assert.Equal((CloseStatus.Closed, 0.5m, 0m, 99_990m), (closed.Status, closed.ClosedSize, closed.RemainingSize, closed.AveragePrice));
        Assert.Null((await world.Account.User.GetPerpStateAsync()).FindPosition("BTC"));

        var again = await world.Account.Positions.CloseAsync("BTC");
        Assert.Equal(CloseStatus.NoPosition, again.Status);
        var fills = await world.Account.User.GetFillsAsync();
        Assert.Equal([BookSide.Ask, BookSide.Bid], fills.Select(f => f.Side));
        Assert.All(fills, fill => Assert.Equal(0.5m, fill.Size));
        world.AssertConserved();
    }

    [Fact]
    public async Task A_short_is_bought_back_and_what_the_book_lacks_remains()
    {
        using var world = new EmulatorWorld();
        await world.Account.Orders.PlaceAsync(new() { Coin = "ETH", Side = OrderSide.Sell, Price = new(3_999.5m), Size = new(2), TimeInForce = TimeInForce.Ioc });
        world.Emulator.Admin.ClearBook("ETH");
        world.Emulator.Admin.AddAsk("ETH", 4_001, 0.75m);
        world.Emulator.Admin.AddAsk("ETH", 4_900, 10);

        var part = await world.Account.Positions.CloseAsync("ETH");
        Assert.Equal((CloseStatus.PartlyClosed, 0.75m, 1.25m, 4_001m), (part.Status, part.ClosedSize, part.RemainingSize, part.AveragePrice));
        Assert.Equal(-1.25m, (await world.Account.User.GetPerpStateAsync()).FindPosition("ETH")!.SignedSize);
        world.AssertConserved();
    }

    [Fact]
    public async Task An_empty_book_changes_nothing()
    {
        using var world = new EmulatorWorld();
        await world.BuyAsync("SOL", 201, 10);
        world.Emulator.Admin.ClearBook("SOL");
        var before = await Raw(world, $$"""{"type":"clearinghouseState","user":"{{TestVenue.UserAddress.ToLowerHex()}}"}""");

        var result = await world.Account.Positions.CloseAsync("SOL");

        Assert.Equal((CloseStatus.NotClosed, RejectionKind.IocCancel, 10m), (result.Status, result.Order!.Rejection!.Kind, result.RemainingSize));
        Assert.Equal(before.GetProperty("assetPositions").GetRawText(), (await Raw(world, $$"""{"type":"clearinghouseState","user":"{{TestVenue.UserAddress.ToLowerHex()}}"}""")).GetProperty("assetPositions").GetRawText());
    }

    [Fact]
    public async Task A_position_on_a_builder_dex_is_closed_there()
    {
        using var world = new EmulatorWorld();
        Assert.Equal(OrderResultStatus.Filled, (await world.BuyAsync("xyz:GOLD", 4_001, 1.5m)).Status);

        var result = await world.Account.Positions.CloseAsync("xyz:GOLD");

        Assert.Equal((CloseStatus.Closed, 1.5m), (result.Status, result.ClosedSize));
        Assert.Null((await world.Account.User.GetPerpStateAsync("xyz")).FindPosition("xyz:GOLD"));
        world.AssertConserved();
    }

    [Theory]
    [InlineData("#10", "+10", 0.56)]
    [InlineData("#11", "+11", 0.46)]
    public async Task An_outcome_is_bought_and_its_balance_sold(string coin, string balance, double price)
    {
        using var world = new EmulatorWorld();
        var bought = await world.BuyAsync(coin, (decimal)price, 100);
        Assert.Equal(OrderResultStatus.Filled, bought.Status);
        Assert.Equal(100, (await world.Account.User.GetSpotStateAsync()).FindBalance(balance)!.Total);

        var result = await world.Account.Positions.CloseAsync(coin);

        Assert.Equal((CloseStatus.Closed, 100m), (result.Status, result.ClosedSize));
        Assert.InRange(result.LimitPrice!.Value.Value, 0.0001m, 0.9999m);
        Assert.Equal(CloseStatus.NoPosition, (await world.Account.Positions.CloseAsync(coin)).Status);
        world.AssertConserved();
    }

    [Fact]
    public async Task A_balance_that_an_order_holds_is_not_sold()
    {
        using var world = new EmulatorWorld();
        await world.BuyAsync("#10", 0.56m, 100);
        var resting = await world.Account.Orders.PlaceAsync(new() { Coin = "#10", Side = OrderSide.Sell, Price = new(0.9m), Size = new(40) });
        Assert.Equal(OrderResultStatus.Resting, resting.Status);

        var result = await world.Account.Positions.CloseAsync("#10");
        Assert.Equal((CloseStatus.PartlyClosed, 60m, 40m, 40m), (result.Status, result.ClosedSize, result.RemainingSize, result.HeldSize));

        Assert.Equal(CancelResultStatus.Canceled, (await world.Account.Orders.CancelAsync("#10", resting.OrderId!.Value)).Status);
        Assert.Equal(CloseStatus.Closed, (await world.Account.Positions.CloseAsync("#10")).Status);
        world.AssertConserved();
    }

    [Fact]
    public async Task Spot_is_sold_down_to_the_dust_of_the_fee()
    {
        using var world = new EmulatorWorld();
        Assert.Equal(OrderResultStatus.Filled, (await world.BuyAsync("PURR/USDC", 0.21m, 1_000)).Status);
        var held = (await world.Account.User.GetSpotStateAsync()).FindBalance("PURR")!.Total;

        var result = await world.Account.Positions.CloseAsync("PURR/USDC");

        Assert.Equal(decimal.Floor(held), result.ClosedSize);
        Assert.Equal(held - decimal.Floor(held), result.RemainingSize);
        Assert.Equal(held == decimal.Floor(held) ? CloseStatus.Closed : CloseStatus.PartlyClosed, result.Status);
        world.AssertConserved();
    }

    [Fact]
    public async Task A_resting_order_is_found_and_cancelled_by_both_ids()
    {
        using var world = new EmulatorWorld();
        var cloid = Cloid.Parse("0x000000000000000000000000000000ab");
        var placed = await world.Account.Orders.PlaceAsync(
        [
            new() { Coin = "BTC", Side = OrderSide.Buy, Price = new(90_000), Size = new(0.01m), Cloid = cloid },
            new() { Coin = "ETH", Side = OrderSide.Buy, Price = new(3_000), Size = new(1), TimeInForce = TimeInForce.Alo },
        ]);
        Assert.All(placed, result => Assert.Equal(OrderResultStatus.Resting, result.Status));

        var open = await world.Account.User.GetOpenOrdersAsync();
        Assert.Equal(placed.Select(p => p.OrderId!.Value).Order(), open.Select(o => o.OrderId).Order());
        var found = await world.Account.User.GetOrderAsync(cloid);
        Assert.Equal<(OrderStatus, long?, Cloid?)>((OrderStatus.Open, placed[0].OrderId, cloid), (found.Order!.Status, found.Order.Order!.OrderId, found.Order.Order.Cloid));

        Assert.Equal(CancelResultStatus.Canceled, (await world.Account.Orders.CancelAsync("BTC", cloid)).Status);
        Assert.Equal(CancelResultStatus.Canceled, (await world.Account.Orders.CancelAsync("ETH", placed[1].OrderId!.Value)).Status);
        var missing = await world.Account.Orders.CancelAsync("ETH", placed[1].OrderId!.Value);
        Assert.Equal((CancelResultStatus.Rejected, RejectionKind.MissingOrder), (missing.Status, missing.Rejection!.Kind));
        Assert.Empty(await world.Account.User.GetOpenOrdersAsync());
        Assert.Equal(OrderStatus.Canceled, (await world.Account.User.GetOrderAsync(cloid)).Order!.Status);
        Assert.False((await world.Account.User.GetOrderAsync(123456789)).IsFound);
    }

    [Fact]
    public async Task All_orders_of_a_coin_and_then_all_are_cancelled()
    {
        using var world = new EmulatorWorld();
        var orders = world.Account.Orders;
        (await orders.PlaceAsync(
        [
            OrderRequest.Buy("BTC", new(0.01m)).Limit(new(90_000)),
            OrderRequest.Buy("BTC", new(0.01m)).PostOnly(new(91_000)),
            OrderRequest.Buy("ETH", new(1)).Limit(new(3_000)),
            OrderRequest.Buy("#10", new(100)).Limit(new(0.2m)),
        ])).EnsureAccepted();
        (await orders.PlaceAsync(OrderRequest.Buy("xyz:GOLD", new(1)).Limit(new(3_000)))).EnsureAccepted();

        Assert.Equal(["BTC", "BTC"], (await orders.CancelAllOfAsync("BTC")).EnsureAccepted().Select(r => r.Coin));
        Assert.Equal(["#10", "ETH"], (await orders.CancelAllAsync("")).EnsureAccepted().Select(r => r.Coin).Order(StringComparer.Ordinal));
        Assert.Empty(await world.Account.User.GetOpenOrdersAsync());
        Assert.Single(await world.Account.User.GetOpenOrdersAsync("xyz"));
        Assert.Single((await orders.CancelAllAsync("xyz")).EnsureAccepted());
        (await orders.PlaceAsync([OrderRequest.Buy("ETH", new(1)).Limit(new(3_000)), OrderRequest.Buy("xyz:GOLD", new(1)).Limit(new(3_000))])).EnsureAccepted();
        Assert.Equal(["ETH", "xyz:GOLD"], (await orders.CancelAllAsync()).EnsureAccepted().Select(r => r.Coin).Order(StringComparer.Ordinal));
        Assert.Empty(await orders.CancelAllAsync());
        world.AssertConserved();
    }

    [Fact]
    public async Task A_market_order_does_what_the_book_let_expect()
    {
        using var world = new EmulatorWorld();
        var draft = OrderRequest.Buy("BTC", new(0.8m));

        var prepared = await world.Account.Orders.PrepareMarketAsync(draft);
        var result = await world.Account.Orders.PlaceMarketAsync(draft);

        Assert.Equal(OrderResultStatus.Filled, result.EnsureAccepted().Status);
        Assert.Equal((prepared.ExpectedSize, prepared.ExpectedPrice), (result.FilledSize, result.AveragePrice));
        Assert.Equal(100_010, prepared.BestPrice.Value);

        await world.Account.Orders.PlaceMarketAsync(OrderRequest.Sell("BTC", new(0.8m)).ReduceOnly());
        Assert.Null((await world.Account.User.GetPerpStateAsync()).FindPosition("BTC"));

        world.Emulator.Admin.ClearBook("BTC");
        await Assert.ThrowsAsync<EmptyBookException>(() => world.Account.Orders.PlaceMarketAsync(draft));
        world.AssertConserved();
    }

    [Fact]
    public async Task Post_only_that_would_match_is_refused()
    {
        using var world = new EmulatorWorld();

        var result = await world.Account.Orders.PlaceAsync(new() { Coin = "BTC", Side = OrderSide.Buy, Price = new(100_010), Size = new(0.01m), TimeInForce = TimeInForce.Alo });

        Assert.Equal((OrderResultStatus.Rejected, RejectionKind.BadAloPrice), (result.Status, result.Rejection!.Kind));
    }

    [Fact]
    public async Task Leverage_is_set_and_too_much_of_it_refused_before_signing()
    {
        using var world = new EmulatorWorld();

        await world.Account.Positions.UpdateLeverageAsync("BTC", 5);
        await world.BuyAsync("BTC", 100_010, 0.1m);

        Assert.Equal((MarginMode.Cross, 5), ((await world.Account.User.GetPerpStateAsync()).FindPosition("BTC")!.Leverage!.Mode, (await world.Account.User.GetPerpStateAsync()).FindPosition("BTC")!.Leverage!.Value));
        await Assert.ThrowsAsync<InvalidOrderException>(() => world.Account.Positions.UpdateLeverageAsync("BTC", 41));
    }

    [Fact]
    public async Task A_signer_that_is_no_agent_gets_the_words_of_the_venue_and_changes_nothing()
    {
        using var world = new EmulatorWorld();
        using var stranger = TestVenue.CreateSigner("stranger");
        var account = world.Client.ForAccount(TestVenue.UserAddress, stranger);

        var result = await account.Orders.PlaceAsync(new() { Coin = "BTC", Side = OrderSide.Buy, Price = new(100_010), Size = new(0.1m) });
        var exception = await Assert.ThrowsAsync<ActionRejectedException>(() => account.Positions.UpdateLeverageAsync("BTC", 5));

        Assert.Equal((OrderResultStatus.Rejected, RejectionKind.UnknownSigner), (result.Status, result.Rejection!.Kind));
        Assert.Equal(RejectionKind.UnknownSigner, exception.Kind);
        Assert.Contains(stranger.Address.Fingerprint, exception.Message);
        Assert.Contains("neither an account with a deposit nor an approved agent", exception.Message);
        Assert.Empty(await world.Account.User.GetFillsAsync());
        Assert.Equal(SignerStanding.Unknown, (await account.VerifySignerAsync()).Standing);
        Assert.Equal(SignerStanding.Agent, (await world.Account.VerifySignerAsync()).Standing);
    }

    [Fact]
    public async Task An_agent_that_expired_is_told_from_one_that_never_was()
    {
        using var world = new EmulatorWorld();
        using var agent = TestVenue.CreateSigner("expiring agent");
        var account = world.Client.ForAccount(TestVenue.UserAddress, agent);
        world.Emulator.Admin.ApproveAgent(TestVenue.UserAddress, agent.Address, TestVenue.Start.AddDays(1), "expires");

        Assert.Equal(SignerStanding.Agent, (await account.VerifySignerAsync()).Standing);
        world.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMilliseconds(1));
        Assert.Equal(SignerStanding.Lapsed, (await account.VerifySignerAsync()).Standing);
    }

    [Fact]
    public async Task A_noop_is_accepted_and_an_expired_action_is_not()
    {
        using var world = new EmulatorWorld();

        Assert.Equal("default", (await world.Account.SubmitAsync(new NoopAction())).Type);
        var expired = await world.Account.Orders.PlaceAsync(
            new() { Coin = "BTC", Side = OrderSide.Buy, Price = new(90_000), Size = new(0.01m) }, new ActionOptions { ExpiresAfter = TestVenue.Start.AddSeconds(-1) });

        Assert.Equal((OrderResultStatus.Unknown, RejectionKind.Expired), (expired.Status, expired.Rejection!.Kind));
        Assert.Empty(await world.Account.User.GetOpenOrdersAsync());
    }

    [Fact]
    public async Task Everything_listed_has_a_mid_and_a_book()
    {
        using var world = new EmulatorWorld();
        var universe = await world.Client.Markets.GetUniverseAsync();

        Assert.Equal(Enum.GetValues<AssetKind>(), universe.Assets.Select(a => a.Kind).Distinct().Order());
        foreach (var asset in universe.Assets)
        {
            var mid = await world.Client.Markets.GetMidAsync(asset.Coin);
            var book = await world.Client.Markets.GetBookAsync(asset.Coin);
            Assert.InRange(mid.Price, book!.Bids[0].Price, book.Asks[0].Price);
            asset.CheckPrice(book.Bids[0].Price);
        }
    }

    [Fact]
    public async Task Answers_of_the_emulator_are_read_without_loss()
    {
        using var world = new EmulatorWorld();
        await world.BuyAsync("BTC", 100_020, 0.8m);
        await world.BuyAsync("#10", 0.56m, 10);
        var resting = await world.Account.Orders.PlaceAsync(new() { Coin = "BTC", Side = OrderSide.Sell, Price = new(110_000), Size = new(0.1m), ReduceOnly = true, Cloid = Cloid.Parse("0x000000000000000000000000000000ab") });
        var user = $"\"user\":\"{TestVenue.UserAddress.ToLowerHex()}\"";
        var json = HyperliquidJsonContext.Default;

        await Check("""{"type":"meta"}""", json.PerpMeta);
        await Check("""{"type":"meta","dex":"xyz"}""", json.PerpMeta);
        await Check("""{"type":"spotMeta"}""", json.SpotMeta);
        await Check("""{"type":"perpDexs"}""", json.IReadOnlyListPerpDex);
        await Check("""{"type":"outcomeMeta"}""", json.OutcomeMeta);
        await Check("""{"type":"allMids"}""", json.DictionaryStringDecimal);
        await Check("""{"type":"l2Book","coin":"BTC"}""", json.OrderBook);
        await Check("""{"type":"exchangeStatus"}""", json.ExchangeStatus);
        await Check($$"""{"type":"clearinghouseState",{{user}}}""", json.PerpState);
        await Check($$"""{"type":"spotClearinghouseState",{{user}}}""", json.SpotState);
        await Check($$"""{"type":"openOrders",{{user}}}""", json.OpenOrderArray);
        await Check($$"""{"type":"orderStatus",{{user}},"oid":{{resting.OrderId}}}""", json.OrderLookup);
        await Check($$"""{"type":"userFills",{{user}}}""", json.FillArray);
        await Check($$"""{"type":"userRole",{{user}}}""", json.UserRole);
        await Check($$"""{"type":"userRole","user":"{{world.Agent.Address.ToLowerHex()}}"}""", json.UserRole);

        async Task Check<T>(string request, JsonTypeInfo<T> type) => Lossless.Check(await Raw(world, request), type);
    }

    private static async Task<JsonElement> Raw(EmulatorWorld world, string request)
    {
        using var document = JsonDocument.Parse(request);
        return await world.Client.Raw.InfoAsync(document.RootElement);
    }
}
