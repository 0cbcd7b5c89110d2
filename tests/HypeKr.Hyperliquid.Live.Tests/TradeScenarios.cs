using System.Text.Json;

namespace HypeKr.Hyperliquid.Live.Tests;

/// <summary>What only an account decides. Each sends the smallest orders that the venue takes, and leaves nothing behind.</summary>
internal static class TradeScenarios
{
    private static readonly HashSet<string> KnownStatusMembers = new(StringComparer.Ordinal) { "oid", "cloid", "totalSz", "avgPx" };

    public static IEnumerable<LiveScenario> All =>
    [
        new("order-life", "rests one smallest order 20 % below the market, looks it up, modifies it, cancels it", "wire sections 5.1 and 7.8: every reply against its model", Trades: true, venue => OrderLifeAsync(venue, venue.Account)) { OnEmulator = "as modelled" },
        new("order-life-over-a-socket", "the same, posted over a socket", "wire section 8.1: actions over a socket", Trades: true, OrderLifeOverSocketAsync) { OnEmulator = "as modelled" },
        new("fill-and-close", "buys for 22 USDC at the market and closes the position", "wire sections 5.1 and 7.7: fills and positions against their models", Trades: true, FillAndCloseAsync) { OnEmulator = "filled and closed" },
        new("partial-gtc", "rests a buy through the best offer, larger than it, and cancels the rest; only where that costs below 50 USDC", "wire sections 5.1 and 12: the reply to a Gtc that is filled in part", Trades: true, PartialGtcAsync),
        new("reduce-only-minimum", "buys for 22 USDC, sells a quarter of it reduce-only, closes the rest", "wire sections 2.5 and 11.9: whether reduce-only orders may be below the minimum", Trades: true, ReduceOnlyMinimumAsync),
        new("minimum-notional", "rests one buy far below the market that is worth less than 10 USDC at its own price and more at the market's", "wire section 11.9: at which price the minimum is counted", Trades: true, MinimumNotionalAsync),
        new("cloid-reuse", "rests an order, cancels it, and rests another under the same cloid", "wire sections 2.3 and 12, placement: how long a cloid stays unique", Trades: true, CloidReuseAsync),
        new("noop-burns-nonce", "sends a noop, then an order with the same nonce", "placement: the nonce is a once-token", Trades: true, NoopBurnsNonceAsync) { OnEmulator = "burned" },
        new("refused-action-and-nonce", "sends an order that is refused by itself, and an action that is refused as a whole, each followed by a noop with the same nonce", "placement: whether failed actions consume their nonce", Trades: true, RefusedActionAsync) { OnEmulator = "refused by itself: consumed" },
        new("shared-nonces", "sends a noop, then moves 1 USDC from perps to spot and back, signed by the user with the same nonce; needs the account's own key", "placement: whether user-signed and L1 actions share one set of nonces", Trades: true, SharedNoncesAsync) { OnEmulator = "shared" },
        new("nonces-out-of-order", "sends ten noops, the highest nonce first", "wire section 4.2: nonces need not arrive in order", Trades: true, NoncesOutOfOrderAsync) { OnEmulator = "accepted in any order" },
        new("fence-after-commit", "sends an order and a noop with one nonce at once, five times, and looks the order up as soon as the noop is answered", "placement: whether a noop answers ok only after it counts", Trades: true, FenceAsync) { OnEmulator = "never contradicted" },
        new("duplicate-before-commit", "sends the same signed order twice at once, five times, and looks it up as soon as one is answered with duplicate nonce", "placement: whether duplicate nonce is said before the first is done", Trades: true, DuplicateAsync) { OnEmulator = "found at once" },
        new("active-asset-data", "buys for 22 USDC, reads activeAssetData and closes", "wire section 12: which element of its pairs is for buying", Trades: true, ActiveAssetDataAsync),
        new("builder-dex-lookup", "rests one smallest order on a builder dex that the account has collateral on, and looks it up with and without the dex", "wire section 11.9: orderStatus without dex for orders of builder dexs", Trades: true, BuilderDexAsync),
    ];

    private static async Task OrderLifeAsync(LiveVenue venue, HyperliquidAccount account)
    {
        var order = await venue.SmallestAsync(OrderSide.Buy, -0.2m, TimeInForce.Alo);
        var placed = (await account.Orders.PlaceAsync(order)).EnsureAccepted();
        Assert.Equal(OrderResultStatus.Resting, placed.Status);
        if (account == venue.Account) CompareStatus(venue, placed);

        var found = await venue.CompareAsync("orderStatus", () => venue.Account.User.GetOrderAsync(order.Cloid!.Value));
        Assert.Equal((placed.OrderId, order.Price.Value, order.Size.Value, order.Cloid), (found.Order?.Order?.OrderId, found.Order!.Order!.LimitPrice, found.Order.Order.Size, found.Order.Order.Cloid));
        await venue.CompareAsync("openOrders", () => venue.Account.User.GetOpenOrdersAsync());
        await venue.CompareAsync("frontendOpenOrders", () => venue.Account.User.GetOpenOrderDetailsAsync());

        var lower = (await venue.SmallestAsync(OrderSide.Buy, -0.25m, TimeInForce.Alo)) with { Cloid = Cloid.NewRandom() };
        var modified = (await account.Orders.ModifyAsync(placed.OrderId!.Value, lower)).EnsureAccepted();
        Assert.NotEqual(placed.OrderId, modified.OrderId);
        var canceled = await account.Orders.CancelAsync(venue.Coin, lower.Cloid!.Value);
        Assert.Equal(CancelResultStatus.Canceled, canceled.Status);
        Assert.Equal(CancelResultStatus.Rejected, (await account.Orders.CancelAsync(venue.Coin, lower.Cloid.Value)).Status);
        var ended = await venue.CompareAsync("orderStatus", () => venue.Account.User.GetOrderAsync(lower.Cloid.Value));
        Assert.Equal("canceled", ended.Order?.Status.Value);
        await venue.CompareAsync("historicalOrders", () => venue.Account.User.GetOrderHistoryAsync());
        venue.Decide("as modelled");
    }

    private static async Task OrderLifeOverSocketAsync(LiveVenue venue)
    {
        using var posting = venue.CreateSocketClient();
        await OrderLifeAsync(venue, posting.ForAccount(venue.User, venue.Signer!));
    }

    private static async Task FillAndCloseAsync(LiveVenue venue)
    {
        var order = await venue.SmallestAsync(OrderSide.Buy, 0.05m, TimeInForce.Ioc, 2 * LiveVenue.SmallestNotional);
        var bought = (await venue.Account.Orders.PlaceAsync(order)).EnsureAccepted();
        CompareStatus(venue, bought);
        Assert.True(bought.FilledSize > 0);
        await venue.CompareAsync("userFills", () => venue.Account.User.GetFillsAsync());
        var state = await venue.CompareAsync("clearinghouseState", () => venue.Account.User.GetPerpStateAsync());
        Assert.Contains(state.AssetPositions!, position => position.Position?.Coin == venue.Coin);
        var closed = await venue.Account.Positions.CloseAsync(venue.Coin);
        CompareStatus(venue, closed.Order!);
        venue.Decide(closed.RemainingSize == 0 ? "filled and closed" : $"closed in part: {closed.Status}");
    }

    private static async Task PartialGtcAsync(LiveVenue venue)
    {
        var asset = await venue.Client.Markets.GetAssetAsync(venue.Coin);
        venue.Emulator?.Admin.SetBook(venue.Coin, [], []);
        venue.Emulator?.Admin.AddAsk(venue.Coin, 60_000, 0.0003m);
        var book = await venue.Client.Markets.GetBookAsync(venue.Coin);
        var best = book!.Asks[0];
        var size = best.Size + asset.RoundSize(LiveVenue.SmallestNotional / best.Price, RoundingDirection.Up).Value;
        if (size * best.Price > 50)
        {
            venue.Decide("not tried: the best offer is worth too much");
            return;
        }

        var result = await venue.Account.Orders.PlaceAsync(new() { Coin = venue.Coin, Side = OrderSide.Buy, Price = new(best.Price), Size = new(size), Cloid = Cloid.NewRandom() });
        CompareStatus(venue, result);
        venue.Decide(result.Status.ToString(), $"the reply was {Statuses(venue)[0].GetRawText()}");
    }

    private static async Task ReduceOnlyMinimumAsync(LiveVenue venue)
    {
        var bought = (await venue.Account.Orders.PlaceAsync(await venue.SmallestAsync(OrderSide.Buy, 0.05m, TimeInForce.Ioc, 2 * LiveVenue.SmallestNotional))).EnsureAccepted();
        var asset = await venue.Client.Markets.GetAssetAsync(venue.Coin);
        var quarter = asset.RoundSize(bought.FilledSize!.Value / 4, RoundingDirection.Up);
        var sold = await venue.Account.Orders.PlaceAsync((await venue.SmallestAsync(OrderSide.Sell, -0.05m, TimeInForce.Ioc)) with { Size = quarter, ReduceOnly = true });
        venue.Decide(sold.IsAccepted ? "exempt" : sold.Rejection?.Kind == RejectionKind.MinTradeNotional ? "not exempt" : $"{sold.Status}", sold.Rejection?.Text);
    }

    private static async Task MinimumNotionalAsync(LiveVenue venue)
    {
        // 40 % below the market: 11 at the market's price are 6.60 at its own.
        var order = await venue.SmallestAsync(OrderSide.Buy, -0.4m, TimeInForce.Alo, LiveVenue.SmallestNotional * 0.6m);
        var result = await venue.Account.Orders.PlaceAsync(order);
        venue.Decide(result.IsAccepted ? "at the market's price" : result.Rejection?.Kind == RejectionKind.MinTradeNotional ? "at its own price" : $"{result.Status}", result.Rejection?.Text);
    }

    private static async Task CloidReuseAsync(LiveVenue venue)
    {
        var order = await venue.SmallestAsync(OrderSide.Buy, -0.2m, TimeInForce.Alo);
        var first = (await venue.Account.Orders.PlaceAsync(order)).EnsureAccepted();
        var whileOpen = await venue.Account.Orders.PlaceAsync(order);
        await venue.Account.Orders.CancelAsync(venue.Coin, first.OrderId!.Value);
        if (whileOpen.OrderId is { } open) await venue.Account.Orders.CancelAsync(venue.Coin, open);
        var afterwards = await venue.Account.Orders.PlaceAsync(order);
        var found = await venue.Account.User.GetOrderAsync(order.Cloid!.Value);
        venue.Decide(
            $"while open: {(whileOpen.IsAccepted ? "taken" : "refused")}; afterwards: {(afterwards.IsAccepted ? "taken" : "refused")}",
            $"the cloid finds the {(found.Order?.Order?.OrderId == first.OrderId ? "first" : "last")}; {whileOpen.Rejection?.Text} {afterwards.Rejection?.Text}");
    }

    private static async Task NoopBurnsNonceAsync(LiveVenue venue)
    {
        var nonce = venue.NextNonce();
        Assert.Equal("ok", await venue.SendAsync(new NoopAction(), nonce));
        var order = await OrderAsync(venue, -0.2m);
        var answer = await venue.SendAsync(order.Action, nonce);
        venue.Decide(answer == "duplicate" ? "burned" : "not burned", answer);
        Assert.Equal("duplicate", answer);
    }

    private static async Task RefusedActionAsync(LiveVenue venue)
    {
        // A post-only order through the market: the action is taken, its order is not.
        var nonce = venue.NextNonce();
        var crossing = await OrderAsync(venue, 0.05m, TimeInForce.Alo);
        Assert.Equal("ok", await venue.SendAsync(crossing.Action, nonce));
        var single = await venue.SendAsync(new NoopAction(), nonce);
        venue.Decide($"refused by itself: {(single == "duplicate" ? "consumed" : "not consumed")}", single);

        // Nobody's sub-account: the action is refused as a whole.
        nonce = venue.NextNonce();
        var whole = await venue.SendAsync(RawAction.Parse("""{"type":"subAccountModify","subAccountUser":"0x00000000000000000000000000000000000000ff","name":"x"}"""), nonce);
        var after = await venue.SendAsync(new NoopAction(), nonce);
        venue.Decide($"refused as a whole: {(after == "duplicate" ? "consumed" : "not consumed")}", $"{whole}; {after}");
    }

    private static async Task SharedNoncesAsync(LiveVenue venue)
    {
        if (!venue.IsOwner)
        {
            venue.Decide("not tried: the key is an agent's");
            return;
        }

        var nonce = venue.NextNonce();
        Assert.Equal("ok", await venue.SendAsync(new NoopAction(), nonce));
        var answer = await venue.SendAsync(new UsdClassTransferAction(1, toPerp: false), nonce);
        if (answer == "ok") await venue.Account.Transfers.MoveToPerpsAsync(1);
        venue.Decide(answer == "duplicate" ? "shared" : answer == "ok" ? "apart" : "open", answer);
    }

    private static async Task NoncesOutOfOrderAsync(LiveVenue venue)
    {
        var nonces = Enumerable.Range(0, 10).Select(_ => venue.NextNonce()).Reverse().ToList();
        foreach (var nonce in nonces) Assert.Equal("ok", await venue.SendAsync(new NoopAction(), nonce));
        Assert.Equal("duplicate", await venue.SendAsync(new NoopAction(), nonces[3]));
        venue.Decide("accepted in any order");
    }

    private static async Task FenceAsync(LiveVenue venue)
    {
        var contradictions = 0;
        for (var i = 0; i < 5; i++)
        {
            var nonce = venue.NextNonce();
            var order = await OrderAsync(venue, -0.2m);
            var (orderBody, fenceBody) = (await venue.SignAsync(order.Action, nonce), await venue.SignAsync(new NoopAction(), nonce));
            var placing = venue.SendAsync("order", orderBody);
            var fence = await venue.SendAsync("noop", fenceBody);
            var found = await venue.Account.User.GetOrderAsync(order.Cloid);
            var placed = await placing;
            Assert.True(fence is "ok" or "duplicate", fence);
            Assert.False(fence == "ok" && placed == "ok", "One nonce was taken twice.");
            if (fence == "ok" && found.IsFound) contradictions++;
            await venue.Account.Orders.CancelAllOfAsync(venue.Coin);
        }

        venue.Decide(contradictions == 0 ? "never contradicted" : FormattableString.Invariant($"contradicted {contradictions} times in 5"));
    }

    private static async Task DuplicateAsync(LiveVenue venue)
    {
        var (early, seen) = (0, 0);
        for (var i = 0; i < 5; i++)
        {
            var order = await OrderAsync(venue, -0.2m);
            var body = await venue.SignAsync(order.Action, venue.NextNonce());
            var answers = new[] { LookAsync(), LookAsync() };
            var results = await Task.WhenAll(answers);
            Assert.Single(results, result => result.Answer == "ok");
            foreach (var (answer, wasFound) in results.Where(result => result.Answer == "duplicate"))
            {
                seen++;
                if (!wasFound) early++;
            }

            await venue.Account.Orders.CancelAllOfAsync(venue.Coin);

            async Task<(string Answer, bool WasFound)> LookAsync()
            {
                var answer = await venue.SendAsync("order", body);
                return (answer, answer == "duplicate" && (await venue.Account.User.GetOrderAsync(order.Cloid)).IsFound);
            }
        }

        venue.Decide(early == 0 ? "found at once" : "said before the first is done", FormattableString.Invariant($"not found yet {early} of {seen} times"));
    }

    private static async Task ActiveAssetDataAsync(LiveVenue venue)
    {
        (await venue.Account.Orders.PlaceAsync(await venue.SmallestAsync(OrderSide.Buy, 0.05m, TimeInForce.Ioc, 2 * LiveVenue.SmallestNotional))).EnsureAccepted();
        try
        {
            var data = await venue.CompareAsync("activeAssetData", () => venue.Account.User.GetActiveAssetDataAsync(venue.Coin));
            var (first, second) = (data.MaxTradeSizes?.Buy, data.MaxTradeSizes?.Sell);

            // A long position can be sold and sold again: whichever is larger is for selling.
            venue.Decide(first < second ? "buy, sell" : first > second ? "sell, buy" : "cannot be told", FormattableString.Invariant($"{first}, {second}"));
        }
        catch (TransportException e) when (venue.Emulator is not null)
        {
            venue.Decide("not answered by the emulator", e.Message);
        }
    }

    private static async Task BuilderDexAsync(LiveVenue venue)
    {
        var dexs = await venue.Client.Markets.GetPerpDexsAsync();
        foreach (var dex in dexs)
        {
            if (dex?.Name is not { Length: > 0 } name) continue;
            venue.Emulator?.Admin.Fund(venue.User, 1_000, name);
            var state = await venue.Account.User.GetPerpStateAsync(name);
            if (state.Withdrawable is not > LiveVenue.SmallestNotional) continue;
            var meta = await venue.Client.Markets.GetPerpMetaAsync(name);
            var coin = meta.Universe.First(perp => perp is { IsDelisted: false, Name: not null }).Name!;
            var asset = await venue.Client.Markets.GetAssetAsync(coin);
            var mid = (await venue.Client.Markets.GetMidAsync(coin)).Price;
            var price = asset.RoundPrice(mid * 0.9m, RoundingDirection.Down);
            var cloid = Cloid.NewRandom();
            var placed = (await venue.Account.Orders.PlaceAsync(new()
            {
                Coin = coin,
                Side = OrderSide.Buy,
                Price = price,
                Size = asset.RoundSize(LiveVenue.SmallestNotional / price.Value, RoundingDirection.Up),
                TimeInForce = TimeInForce.Alo,
                Cloid = cloid,
            })).EnsureAccepted();
            OrderLookup with, without;
            try
            {
                with = await venue.Account.User.GetOrderAsync(cloid, name);
                without = await venue.Account.User.GetOrderAsync(cloid);
            }
            finally
            {
                // What cleans up after every scenario knows the main dex alone.
                await venue.Account.Orders.CancelAsync(coin, placed.OrderId!.Value);
            }

            Assert.True(with.IsFound);
            venue.Decide(without.IsFound ? "found without dex" : "not found without dex", coin);
            return;
        }

        venue.Decide("not tried: no collateral on a builder dex");
    }

    private static async Task<(OrderAction Action, Cloid Cloid)> OrderAsync(LiveVenue venue, decimal offset, TimeInForce timeInForce = TimeInForce.Alo)
    {
        var order = await venue.SmallestAsync(OrderSide.Buy, offset, timeInForce);
        return (new OrderAction([order.ToTerms(await venue.Client.Markets.GetAssetAsync(venue.Coin))]), order.Cloid!.Value);
    }

    private static JsonElement[] Statuses(LiveVenue venue) => [.. venue.Exchange.Last.GetProperty("response").GetProperty("data").GetProperty("statuses").EnumerateArray()];

    /// <summary>The reply to one order against what the result says of it, member by member.</summary>
    private static void CompareStatus(LiveVenue venue, OrderResult result)
    {
        var status = Assert.Single(Statuses(venue));
        if (status.ValueKind != JsonValueKind.Object) return;
        var (name, body) = (status.EnumerateObject().Single().Name, status.EnumerateObject().Single().Value);
        if (name == "error")
        {
            Assert.Equal(body.GetString(), result.Rejection?.Text);
            return;
        }

        Assert.Equal(body.GetProperty("oid").GetInt64(), result.OrderId);
        if (body.TryGetProperty("totalSz", out var size)) Assert.Equal(Number(size), result.FilledSize);
        if (body.TryGetProperty("avgPx", out var price)) Assert.Equal(Number(price), result.AveragePrice);
        if (body.TryGetProperty("cloid", out var cloid)) Assert.Equal(result.Request.Cloid?.ToString(), cloid.GetString());
        foreach (var member in body.EnumerateObject().Where(member => !KnownStatusMembers.Contains(member.Name))) venue.Decide("drift", $"no property reads {name}.{member.Name}");

        static decimal Number(JsonElement text) => decimal.Parse(text.GetString()!, System.Globalization.CultureInfo.InvariantCulture);
    }
}
