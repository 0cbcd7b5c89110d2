using System.Globalization;
using System.Net;
using System.Text;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>The protocol of placement, line by line, on an emulator behind a way on which things go wrong.</summary>
[Collection(AloneCollection.Name)]
public sealed class PlacementTests
{
    private static readonly ActionOptions One = new() { IdempotencyKey = "one" };

    [Fact]
    public Task With_a_journal_an_order_is_placed_as_without() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        var result = await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One);
        Assert.Equal((OrderResultStatus.Resting, "one"), (result.Status, result.IdempotencyKey));
        Assert.Equal(PlacementPlan.CloidOf(world.Emulator.Network, TestVenue.UserAddress, "one", 1, 0), result.Request.Cloid);
        Assert.Equal(result.OrderId, world.Truth(result.Request.Cloid!.Value)!.Order!.OrderId);
        Assert.Empty(journal.Unresolved);

        // Without a key it is exact, too; nobody can ask for it again.
        var second = await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy());
        Assert.Equal((OrderResultStatus.Resting, null), (second.Status, second.IdempotencyKey));
        Assert.NotEqual(result.OrderId, second.OrderId);
    });

    [Fact]
    public Task A_key_needs_a_journal_and_an_account_has_one_journal() => PlacementWorld.RunAsync(async world =>
    {
        await Assert.ThrowsAsync<InvalidActionException>(() => world.Plain.Orders.PlaceAsync(PlacementWorld.Buy(), One));
        await using var journal = await world.OpenAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => journal.Account.OpenJournalAsync("x"));
        Assert.Same(journal, journal.Account.WithPolicy(new TradingPolicy { ActionTypes = ["order"] }).Journal);
        foreach (var key in (string[])["", " ", new string('x', 257)])
        {
            await Assert.ThrowsAsync<InvalidActionException>(() => journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), new ActionOptions { IdempotencyKey = key }));
        }

        var own = await Assert.ThrowsAsync<InvalidOrderException>(() => journal.Account.Orders.PlaceAsync(PlacementWorld.Buy() with { Cloid = Cloid.NewRandom() }, One));
        Assert.Contains("follows from its idempotency key", own.Message, StringComparison.Ordinal);
        Assert.Equal(0, world.Way.Count("order"));
    });

    [Fact]
    public Task What_reads_as_empty_is_no_account() => PlacementWorld.RunAsync(async world =>
    {
        var agents = world.Client.ForAccount(world.Agent.Address, world.Agent);
        var agent = await Assert.ThrowsAsync<PlacementJournalException>(() => PlacementJournal.OpenAsync(agents, new MemoryStore(), new(), CancellationToken.None));
        Assert.Contains("is an agent's address", agent.Message, StringComparison.Ordinal);
        var nobody = world.Client.ForAccount(TestVenue.AddressOf("nobody"), world.Agent);
        var missing = await Assert.ThrowsAsync<PlacementJournalException>(() => PlacementJournal.OpenAsync(nobody, new MemoryStore(), new(), CancellationToken.None));
        Assert.Contains("does not know", missing.Message, StringComparison.Ordinal);
        await using var journal = await world.OpenAsync();
        await Assert.ThrowsAsync<PlacementJournalException>(() => journal.Account.ForSubAccount(TestVenue.AddressOf("no sub-account")).Orders.PlaceAsync(PlacementWorld.Buy()));
        Assert.Equal(0, world.Way.Count("order"));
    });

    [Theory]
    [InlineData(-30, 0)]
    [InlineData(30, 0)]
    [InlineData(0, 72 * 60 * 60)]
    [InlineData(0, -72 * 60 * 60)]
    [InlineData(30, 72 * 60 * 60)]
    public Task Expiry_and_nonce_are_by_the_venues_clock(int skew, int jump) => PlacementWorld.RunAsync(
        async world =>
        {
            await using var journal = await world.OpenAsync();
            world.Time.Jump(TimeSpan.FromSeconds(jump));
            var result = await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One);
            Assert.Equal(OrderResultStatus.Resting, result.Status);
            world.Time.Jump(TimeSpan.FromSeconds(-jump));
            Assert.Equal(OrderResultStatus.Resting, (await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy())).Status);
            foreach (var order in world.Way.Passed.Where(p => p.Type == "order"))
            {
                var venue = world.Time.GetUtcNow() + TimeSpan.FromSeconds(skew);
                Assert.InRange(order.Json.GetProperty("expiresAfter").GetInt64() - venue.ToUnixTimeMilliseconds(), 25_000, 31_000);
                Assert.InRange(order.Nonce - venue.ToUnixTimeMilliseconds(), -5_000, 5_000);
            }
        },
        venueSkew: TimeSpan.FromSeconds(skew));

    [Fact]
    public Task Without_a_journal_a_clock_that_was_set_asks_the_venue_for_its_time() => PlacementWorld.RunAsync(async world =>
    {
        world.Time.Jump(TimeSpan.FromDays(3));
        Assert.Equal(OrderResultStatus.Resting, (await world.Plain.Orders.PlaceAsync(PlacementWorld.Buy())).Status);
        world.Time.Jump(TimeSpan.FromDays(-3));
        Assert.Equal(OrderResultStatus.Resting, (await world.Plain.Orders.PlaceAsync(PlacementWorld.Buy())).Status);
    });

    [Fact]
    public Task Step_1_an_order_is_on_the_disk_before_it_is_sent_and_its_signature_never_is() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        PreparedRecord? written = null;
        world.Way.Act = (p, _) =>
        {
            if (p.Type != "order") return Task.FromResult<HttpResponseMessage?>(null);
            Assert.Equal(0, world.Store.Unsynced);
            written = JournalFrames.Read(world.Store.AfterCrash()).Records.OfType<PreparedRecord>().Single();
            return Task.FromResult<HttpResponseMessage?>(null);
        };
        var result = await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(91_000, 0.02m), One);
        var sent = world.Way.Passed.Single(p => p.Type == "order");
        Assert.Equal(("one", 1, TestVenue.UserAddress, sent.Nonce), (written!.Key, written.Attempt, written.Address, written.Nonce));
        Assert.Equal(sent.Json.GetProperty("expiresAfter").GetInt64(), written.ExpiresAfter);
        var item = Assert.Single(written.Items);
        Assert.Equal(("BTC", OrderSide.Buy, 0.02m, result.Request.Cloid), (item.Coin, item.Side, item.Size, item.Cloid));
        await journal.Engine.DisposeAsync();
        foreach (var part in (string[])["r", "s"])
        {
            var hex = sent.Json.GetProperty("signature").GetProperty(part).GetString()![2..];
            Assert.True(world.Store.Bytes.AsSpan().IndexOf(Convert.FromHexString(hex.PadLeft(64, '0'))) < 0);
            Assert.DoesNotContain(hex, Encoding.UTF8.GetString(world.Store.Bytes), StringComparison.OrdinalIgnoreCase);
        }
    });

    [Fact]
    public Task Step_1_a_disk_that_fails_sends_nothing_ever() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        world.Store.At = place => place == "sync" ? throw new IOException("disk full") : Task.CompletedTask;
        await Assert.ThrowsAsync<PlacementJournalException>(() => journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One));
        world.Store.At = null;
        await Assert.ThrowsAsync<PlacementJournalException>(() => journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One));
        Assert.Equal(0, world.Way.Count("order"));
        Assert.False(journal.Engine.IsOpen);
    });

    [Fact]
    public Task Step_2_many_calls_with_one_key_are_one_order() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One))));
        Assert.Equal(1, world.Way.Count("order"));
        Assert.Single(results.Select(r => r.OrderId).Distinct());
    });

    [Fact]
    public Task Step_2_and_10_what_did_not_happen_may_be_asked_for_again_and_gets_a_new_id() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        world.Way.Act = (p, _) => p.Type == "order" && world.Way.Count("order") == 1 ? throw new IOException("broken pipe") : Task.FromResult<HttpResponseMessage?>(null);
        var first = await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One);
        Assert.Equal(OrderResultStatus.NotPlaced, first.Status);
        Assert.False(Assert.Throws<TransportException>(() => first.EnsureAccepted()).MayHaveExecuted);
        var second = await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One);
        Assert.Equal(OrderResultStatus.Resting, second.Status);
        Assert.NotEqual(first.Request.Cloid, second.Request.Cloid);
        Assert.Equal(second.OrderId, (await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One)).OrderId);
        Assert.Null(world.Truth(first.Request.Cloid!.Value));
    });

    [Theory]
    [InlineData("Insufficient margin to place order.", OrderResultStatus.Rejected, 0)]
    [InlineData("Must deposit before performing actions. User: 0x0000000000000000000000000000000000000001", OrderResultStatus.Rejected, 0)]
    [InlineData("Too many cumulative requests sent (11 > 10) for cumulative volume traded $1.", OrderResultStatus.Rejected, 0)]
    [InlineData("Invalid nonce: duplicate nonce 5", OrderResultStatus.NotPlaced, 1)]
    [InlineData("Invalid nonce: nonce too low 5 < 6", OrderResultStatus.NotPlaced, 1)]
    [InlineData("Action already expired", OrderResultStatus.NotPlaced, 1)]
    public Task Step_3_a_refusal_is_definite_unless_it_is_about_nonce_or_expiry(string words, OrderResultStatus status, int fences) => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        world.Way.Act = (p, _) => Task.FromResult(p.Type == "order" ? FaultyWay.Error(words) : null);
        var result = await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One);
        Assert.Equal((status, fences), (result.Status, world.Way.Count("noop")));
        if (status == OrderResultStatus.Rejected) Assert.Equal(words, result.Rejection!.Text);
    });

    [Fact]
    public Task Step_3_422_and_not_one_byte_are_definite() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        world.Way.Act = (p, _) => Task.FromResult(p.Type == "order" ? FaultyWay.Json("Failed to deserialize", HttpStatusCode.UnprocessableEntity) : null);
        Assert.Equal(RejectionKind.Malformed, (await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One)).Rejection!.Kind);
        world.Way.BeforeBody = _ => throw new HttpRequestException("connection refused");
        var refused = await Assert.ThrowsAsync<TransportException>(() => journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), new ActionOptions { IdempotencyKey = "two" }));
        Assert.False(refused.MayHaveExecuted);
        (world.Way.Act, world.Way.BeforeBody) = (null, null);
        Assert.Equal(OrderResultStatus.Resting, (await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), new ActionOptions { IdempotencyKey = "two" })).Status);
        Assert.Equal(0, world.Way.Count("noop"));
    });

    [Theory]
    [InlineData("Order has invalid price. asset=0", true)]
    [InlineData("Insufficient margin to place order. asset=0", false)]
    public Task Step_3_one_error_for_a_batch_counts_for_all_only_when_found_before(string words, bool isDefinite) => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        world.Way.Act = (p, _) =>
        {
            if (p.Type != "order") return Task.FromResult<HttpResponseMessage?>(null);

            // The error stands for one of them; the venue has taken both all the same.
            if (!isDefinite) world.Way.Deliver(p);
            return Task.FromResult<HttpResponseMessage?>(FaultyWay.Json("""{"status":"ok","response":{"type":"order","data":{"statuses":[{"error":"WORDS"}]}}}""".Replace("WORDS", words, StringComparison.Ordinal)));
        };
        var results = await journal.Account.Orders.PlaceAsync([PlacementWorld.Buy(), PlacementWorld.Buy(91_000)], options: One);
        Assert.All(results, result => Assert.Equal(isDefinite ? OrderResultStatus.Rejected : OrderResultStatus.Resting, result.Status));
        Assert.Equal(2, results.Select(result => result.Request.Cloid).Distinct().Count());
    });

    [Fact]
    public Task Step_4_a_lost_answer_is_found_by_the_order_with_its_fills() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        world.Way.Act = Lost(world);
        var result = await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(100_020, 0.8m, TimeInForce.Ioc), One);
        var fills = world.TrueFills();
        Assert.Equal((OrderResultStatus.Filled, 0.8m, fills.Sum(f => f.Price * f.Size) / 0.8m), (result.Status, result.FilledSize, result.AveragePrice));
        Assert.True(fills.Length > 1);
        Assert.Equal(0, world.Way.Count("noop"));
    });

    [Fact]
    public Task Step_4_an_order_on_a_builder_dex_is_asked_for_there() => PlacementWorld.RunAsync(async world =>
    {
        world.Emulator.Admin.Fund(TestVenue.UserAddress, 100_000, "xyz");
        await using var journal = await world.OpenAsync();
        world.Way.Act = Lost(world);
        var result = await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(3_900, 1, coin: "xyz:GOLD"), One);
        Assert.Equal(OrderResultStatus.Resting, result.Status);
        Assert.All(world.Way.Passed.Where(p => p.Type == "orderStatus"), p => Assert.Equal("xyz", p.Json.GetProperty("dex").GetString()));
    });

    [Fact]
    public Task Step_4_an_order_that_is_not_ours_is_no_evidence() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        world.Way.Act = (p, _) => p.Type switch
        {
            "order" => throw new IOException("broken pipe"),

            // One of the same id, of another size and of before.
            "orderStatus" => Task.FromResult<HttpResponseMessage?>(FaultyWay.Json($$$"""
                {"status":"order","order":{"order":{"coin":"BTC","side":"B","limitPx":"90000.0","sz":"3.0","origSz":"3.0","oid":77,"timestamp":{{{world.Time.GetUtcNow().ToUnixTimeMilliseconds()}}},"cloid":"{{{p.Json.GetProperty("oid").GetString()}}}"},"status":"open","statusTimestamp":1} }
                """)),
            _ => Task.FromResult<HttpResponseMessage?>(null),
        };
        Assert.Equal(OrderResultStatus.NotPlaced, (await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One)).Status);
    });

    [Fact]
    public Task Step_4_an_outcome_may_be_shown_on_both_sides_and_its_fills_are_added_up() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        world.Way.Act = async (p, token) =>
        {
            if (p.Type == "order")
            {
                world.Way.Deliver(p);
                return await FaultyWay.NeverAsync(token);
            }

            if (p.Type != "userFillsByTime") return null;

            // One part as bought, one as its dual: sold on the other side at 1 - p, under another number.
            var cloid = PlacementPlan.CloidOf(world.Emulator.Network, TestVenue.UserAddress, "one", 1, 0);
            var oid = world.Truth(cloid)!.Order!.OrderId;
            return FaultyWay.Json($$"""
                [{"coin":"#10","px":"0.555","sz":"30.0","side":"B","time":1,"oid":{{oid}},"tid":1,"cloid":"{{cloid}}"},
                 {"coin":"#11","px":"0.440","sz":"10.0","side":"A","time":1,"oid":999999,"tid":2,"cloid":"{{cloid}}"},
                 {"coin":"#11","px":"0.440","sz":"10.0","side":"A","time":1,"oid":999999,"tid":2,"cloid":"{{cloid}}"}]
                """);
        };
        var result = await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(0.56m, 40, TimeInForce.Ioc, "#10"), One);
        Assert.Equal((OrderResultStatus.Filled, 40m, ((30 * 0.555m) + (10 * 0.56m)) / 40), (result.Status, result.FilledSize, result.AveragePrice));
    });

    [Fact]
    public Task Step_5_a_fence_that_is_accepted_makes_not_placed_a_fact_and_a_held_copy_worthless() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        Passing? held = null;
        world.Way.Act = async (p, token) =>
        {
            if (p.Type != "order") return null;
            held = p;
            return await FaultyWay.NeverAsync(token);
        };
        var result = await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One);
        Assert.Equal(OrderResultStatus.NotPlaced, result.Status);
        var fence = Assert.Single(world.Way.Passed, p => p.Type == "noop");
        Assert.Equal(held!.Nonce, fence.Nonce);
        Assert.Contains("duplicate nonce", await world.Way.Deliver(held).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null(world.Truth(result.Request.Cloid!.Value));

        // One look everywhere, not two: the nonce cannot have been the order's.
        Assert.Equal(1, world.Way.Count("historicalOrders"));
    });

    [Fact]
    public Task Step_5_after_a_fence_without_an_answer_an_accepted_one_proves_nothing_alone() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        world.Way.Act = async (p, token) => p.Type switch
        {
            "order" => throw new IOException("broken pipe"),
            "noop" when world.Way.Count("noop") == 1 => await FaultyWay.NeverAsync(token),
            _ => null,
        };
        Assert.Equal(OrderResultStatus.NotPlaced, (await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One)).Status);
        AssertSearchedTwice(world);
    });

    [Fact]
    public Task Step_5_and_6_a_nonce_that_is_used_up_says_only_that_nothing_more_can_land() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        world.Way.Act = (p, _) => Task.FromResult(p.Type switch
        {
            "order" => throw new IOException("broken pipe"),
            "noop" => FaultyWay.Error($"Invalid nonce: duplicate nonce {p.Nonce}"),
            _ => null,
        });
        Assert.Equal(OrderResultStatus.NotPlaced, (await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One)).Status);
        AssertSearchedTwice(world);
    });

    [Theory]
    [InlineData("Invalid nonce: nonce too low 5 < 6")]
    [InlineData("User or API Wallet 0x0000000000000000000000000000000000000001 does not exist.")]
    public Task Step_5_a_fence_that_cannot_be_waits_for_the_expiry_on_the_venues_clock(string words) => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        world.Way.Act = (p, _) => Task.FromResult(p.Type switch
        {
            "order" => throw new IOException("broken pipe"),
            "noop" => FaultyWay.Error(words),
            _ => null,
        });
        Assert.Equal(OrderResultStatus.NotPlaced, (await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One)).Status);
        AssertSearchedTwice(world);
    });

    [Fact]
    public Task Step_6_a_trace_anywhere_is_enough() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        foreach (var trace in (string[])["historicalOrders", "openOrders", "userFillsByTime"])
        {
            world.Way.Act = async (p, token) =>
            {
                if (p.Type == "order")
                {
                    world.Way.Deliver(p);
                    return await FaultyWay.NeverAsync(token);
                }

                // The venue does not find it by the client's id, and shows it in one place alone.
                if (p.Type == "orderStatus" && p.Json.GetProperty("oid").ValueKind == System.Text.Json.JsonValueKind.String) return FaultyWay.Json("""{"status":"unknownOid"}""");
                return p.Type is "historicalOrders" or "openOrders" && p.Type != trace ? FaultyWay.Json("[]") : null;
            };
            var isFilled = trace == "userFillsByTime";
            var result = await journal.Account.Orders.PlaceAsync(isFilled ? PlacementWorld.Buy(100_010, 0.01m, TimeInForce.Ioc) : PlacementWorld.Buy(), new ActionOptions { IdempotencyKey = trace });
            Assert.Equal(isFilled ? OrderResultStatus.Filled : OrderResultStatus.Resting, result.Status);
        }
    });

    [Fact]
    public Task Step_6_what_the_venues_memory_does_not_reach_stays_undecided() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        world.Way.Act = (p, _) => Task.FromResult(p.Type switch
        {
            "order" => throw new IOException("broken pipe"),
            "noop" => FaultyWay.Error($"Invalid nonce: duplicate nonce {p.Nonce}"),

            // As many orders as the history holds, all of them younger.
            "historicalOrders" => FaultyWay.Json("[" + string.Join(",", Enumerable.Range(0, 2000).Select(i => string.Create(
                CultureInfo.InvariantCulture,
                $$$"""{"order":{"coin":"BTC","side":"B","limitPx":"1.0","sz":"1.0","origSz":"1.0","oid":{{{i}}},"timestamp":{{{world.Time.GetUtcNow().ToUnixTimeMilliseconds()}}}},"status":"open"}"""))) + "]"),
            _ => null,
        });
        var result = await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One);
        Assert.Equal(OrderResultStatus.Unknown, result.Status);
        Assert.Contains("records do not say", result.Failure!.Message, StringComparison.Ordinal);
        Assert.True(result.Failure.MayHaveExecuted);

        // Its nonce is used up and its place is free; the key stays taken.
        Assert.Empty(journal.Unresolved);
        world.Way.Act = null;
        Assert.Equal(OrderResultStatus.Unknown, (await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One)).Status);
    });

    [Fact]
    public Task Step_7_a_signer_that_cannot_sign_now_is_no_obstacle() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync(signer: world.Signer);
        world.Way.Act = (p, _) =>
        {
            if (p.Type == "order") world.Signer.Fault = new InvalidOperationException("the device is locked");
            return p.Type == "order" ? throw new IOException("broken pipe") : Task.FromResult<HttpResponseMessage?>(null);
        };
        Assert.Equal(OrderResultStatus.NotPlaced, (await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One)).Status);
        Assert.Equal(0, world.Way.Count("noop"));
        AssertSearchedTwice(world);
    });

    [Fact]
    public Task Step_8_the_callers_deadline_comes_first_and_the_search_goes_on() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync(new PlacementJournalOptions { Patience = TimeSpan.FromSeconds(20) });
        await world.Client.Markets.GetPerpMetaAsync();
        await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(80_000));
        var back = world.Time.GetUtcNow() + TimeSpan.FromMinutes(3);
        world.Way.Act = async (p, token) =>
        {
            if (p.Type == "order")
            {
                world.Way.Deliver(p);
                return await FaultyWay.NeverAsync(token);
            }

            return world.Time.GetUtcNow() < back ? throw new HttpRequestException("no route to host") : null;
        };
        var result = await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One);
        Assert.Equal((OrderResultStatus.Unknown, "one"), (result.Status, result.IdempotencyKey));
        Assert.Contains("'one'", result.Failure!.Message, StringComparison.Ordinal);
        Assert.Contains(result.Request.Cloid!.Value.ToString(), result.Failure.Message, StringComparison.Ordinal);
        var open = Assert.Single(journal.Unresolved);
        Assert.Equal(("one", "order", PlacementState.Doubt), (open.IdempotencyKey, open.ActionType, open.State));
        Assert.NotNull(open.LastFailure);

        // A repeat joins, and does not send.
        for (var i = 0; i < 20 && result.Status == OrderResultStatus.Unknown; i++) result = await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One);
        Assert.Equal(OrderResultStatus.Resting, result.Status);
        Assert.Equal(2, world.Way.Count("order"));
    });

    [Fact]
    public Task Step_10_a_key_stands_for_one_order() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One);
        foreach (var other in (OrderRequest[])[PlacementWorld.Buy(90_001), PlacementWorld.Buy(size: 0.02m), PlacementWorld.Buy(timeInForce: TimeInForce.Alo), PlacementWorld.Buy() with { ReduceOnly = true }])
        {
            var conflict = await Assert.ThrowsAsync<IdempotencyConflictException>(() => journal.Account.Orders.PlaceAsync(other, One));
            Assert.Equal("one", conflict.Key);
        }

        await Assert.ThrowsAsync<IdempotencyConflictException>(() => journal.Account.Positions.CloseAsync("BTC", new CloseOptions { IdempotencyKey = "one" }));
        Assert.Equal(1, world.Way.Count("order"));
    });

    [Fact]
    public Task A_market_order_and_a_close_are_joined_whatever_the_book_says_by_then() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        var draft = OrderRequest.Buy("BTC", new(0.1m));
        var bought = await journal.Account.Orders.PlaceMarketAsync(draft, options: One);
        Assert.Equal(OrderResultStatus.Filled, bought.Status);
        var closing = new CloseOptions { IdempotencyKey = "close" };
        var closed = await journal.Account.Positions.CloseAsync("BTC", closing);
        Assert.Equal((CloseStatus.Closed, 0.1m), (closed.Status, closed.ClosedSize));
        world.Emulator.Admin.ClearBook("BTC");
        Assert.Equal((bought.OrderId, bought.Request.Price), ((await journal.Account.Orders.PlaceMarketAsync(draft, options: One)).OrderId, bought.Request.Price));
        var again = await journal.Account.Positions.CloseAsync("BTC", closing);
        Assert.Equal((CloseStatus.Closed, closed.Order!.OrderId, 0.1m, closed.AveragePrice), (again.Status, again.Order!.OrderId, again.ClosedSize, again.AveragePrice));
        Assert.Equal(2, world.Way.Count("order"));
    });

    [Fact]
    public Task A_close_whose_answer_is_lost_is_a_fact() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        await journal.Account.Orders.PlaceMarketAsync(OrderRequest.Buy("BTC", new(0.1m)));
        world.Way.Act = Lost(world);
        var closed = await journal.Account.Positions.CloseAsync("BTC", new CloseOptions { IdempotencyKey = "close" });
        Assert.Equal((CloseStatus.Closed, 0.1m, 0m), (closed.Status, closed.ClosedSize, closed.RemainingSize));
    });

    [Fact]
    public Task A_modification_takes_a_new_id_and_is_found_by_it() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        var placed = await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One);
        world.Way.Act = Lost(world, "batchModify");
        var lost = (await journal.Account.Orders.ModifyAsync([new OrderModification(placed.OrderId!.Value, PlacementWorld.Buy(89_000))], options: new ActionOptions { IdempotencyKey = "modify" }))[0];
        Assert.Equal(OrderResultStatus.Resting, lost.Status);
        Assert.NotEqual(placed.Request.Cloid, lost.Request.Cloid);
        Assert.Equal(89_000, world.Truth(lost.Request.Cloid!.Value)!.Order!.LimitPrice);
        Assert.True(world.Truth(placed.Request.Cloid!.Value)!.Status.IsTerminal);

        // One that is not answered in detail is looked up.
        world.Way.Act = null;
        var single = await journal.Account.Orders.ModifyAsync(lost.OrderId!.Value, PlacementWorld.Buy(88_000), options: new ActionOptions { IdempotencyKey = "modify again" });
        Assert.Equal(OrderResultStatus.Resting, single.Status);
        Assert.Equal(world.Truth(single.Request.Cloid!.Value)!.Order!.OrderId, single.OrderId);

        // One that never came leaves what was there.
        world.Way.Act = (p, _) => p.Type == "modify" ? throw new IOException("broken pipe") : Task.FromResult<HttpResponseMessage?>(null);
        Assert.Equal(OrderResultStatus.NotPlaced, (await journal.Account.Orders.ModifyAsync(single.OrderId!.Value, PlacementWorld.Buy(87_000))).Status);
        Assert.Equal(OrderStatus.Open, world.Truth(single.Request.Cloid!.Value)!.Status);
    });

    [Fact]
    public Task A_cancel_is_final_when_the_order_is_terminal() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        var orders = journal.Account.Orders;
        var one = await orders.PlaceAsync(PlacementWorld.Buy());
        world.Way.Act = Lost(world, "cancel");
        Assert.Equal(CancelResultStatus.Canceled, (await orders.CancelAsync("BTC", one.OrderId!.Value)).Status);

        world.Way.Act = (p, _) => p.Type is "cancel" ? throw new IOException("broken pipe") : Task.FromResult<HttpResponseMessage?>(null);
        var two = await orders.PlaceAsync(PlacementWorld.Buy());
        var not = await orders.CancelAsync("BTC", two.OrderId!.Value, options: new ActionOptions { IdempotencyKey = "cancel" });
        Assert.Equal(CancelResultStatus.NotCanceled, not.Status);
        Assert.False(Assert.Throws<TransportException>(() => not.EnsureAccepted()).MayHaveExecuted);
        Assert.Equal(OrderStatus.Open, world.Truth(two.Request.Cloid!.Value)!.Status);
        world.Way.Act = null;
        Assert.Equal(CancelResultStatus.Canceled, (await orders.CancelAsync("BTC", two.OrderId!.Value, options: new ActionOptions { IdempotencyKey = "cancel" })).Status);
        Assert.Equal(RejectionKind.MissingOrder, (await orders.CancelAsync("BTC", two.OrderId!.Value)).Rejection!.Kind);
    });

    [Fact]
    public Task A_twap_is_told_by_all_that_it_asks_for() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        var twap = new TwapRequest { Coin = "BTC", Side = OrderSide.Buy, Size = new(0.1m), Duration = TimeSpan.FromMinutes(30) };
        var first = await journal.Account.Orders.PlaceTwapAsync(twap, new ActionOptions { IdempotencyKey = "twap 1" });
        Assert.Equal(TwapResultStatus.Running, first.Status);
        world.Way.Act = Lost(world, "twapOrder");
        var second = await journal.Account.Orders.PlaceTwapAsync(twap, new ActionOptions { IdempotencyKey = "twap 2" });
        Assert.Equal(TwapResultStatus.Running, second.Status);
        Assert.NotEqual(first.TwapId, second.TwapId);
        world.Way.Act = (p, _) => p.Type == "twapOrder" ? throw new IOException("broken pipe") : Task.FromResult<HttpResponseMessage?>(null);
        Assert.Equal(TwapResultStatus.NotPlaced, (await journal.Account.Orders.PlaceTwapAsync(twap, new ActionOptions { IdempotencyKey = "twap 3" })).Status);
        Assert.Equal(2, world.Ask($$"""{"type":"twapHistory","user":"{{TestVenue.UserAddress.ToLowerHex()}}"}""", HyperliquidJsonContext.Default.TwapHistoryEntryArray).Select(row => row.TwapId).Distinct().Count());

        world.Way.Act = Lost(world, "twapCancel");
        Assert.Equal(CancelResultStatus.Canceled, (await journal.Account.Orders.CancelTwapAsync("BTC", second.TwapId!.Value)).Status);
    });

    [Fact]
    public Task Cancelled_after_bytes_have_left_is_unknown_and_before_is_nothing() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        using var caller = new CancellationTokenSource();
        world.Way.Act = async (p, token) =>
        {
            if (p.Type != "order") return null;
            world.Way.Deliver(p);
            await caller.CancelAsync();
            return await FaultyWay.NeverAsync(token);
        };
        var result = await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One, caller.Token);
        Assert.Equal(OrderResultStatus.Unknown, result.Status);
        world.Way.Act = null;
        Assert.Equal(OrderResultStatus.Resting, (await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One)).Status);

        // Before each byte: while it is read, written and synced.
        foreach (var place in (string[])["write", "sync", "synced"])
        {
            using var early = new CancellationTokenSource();
            world.Store.At = at => at == place ? early.CancelAsync() : Task.CompletedTask;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), new ActionOptions { IdempotencyKey = place }, early.Token));
            world.Store.At = null;
            Assert.Equal(OrderResultStatus.Resting, (await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), new ActionOptions { IdempotencyKey = place })).Status);
        }

        Assert.Equal(4, world.Way.Count("order"));
    });

    /// <summary>Each step of a placement, in its order; those from <c>body</c> on come when bytes may have left.</summary>
    [Theory]
    [Trait("Category", "Faults")]
    [InlineData("meta", false)]
    [InlineData("perpDexs", false)]
    [InlineData("exchangeStatus", false)]
    [InlineData("sign", false)]
    [InlineData("write", false)]
    [InlineData("sync", false)]
    [InlineData("synced", false)]
    [InlineData("body", true)]
    [InlineData("order", true)]
    [InlineData("carried out", true)]
    [InlineData("answer", true)]
    [InlineData("orderStatus again", true)]
    [InlineData("userFillsByTime again", true)]
    [InlineData("exchangeStatus again", true)]
    [InlineData("noop", true)]
    [InlineData("fenced", true)]
    [InlineData("historicalOrders again", true)]
    [InlineData("openOrders again", true)]
    public Task A_caller_who_gives_up_at_any_step_loses_and_doubles_nothing(string step, bool mayHaveLeft) => PlacementWorld.RunAsync(async world =>
    {
        world.Emulator.Admin.Fund(TestVenue.UserAddress, 100_000, "xyz");
        using var caller = new CancellationTokenSource();
        var (hits, isSent) = (0, false);
        async Task ReachAsync(string place)
        {
            if (place == step && hits++ == 0) await caller.CancelAsync();
        }

        await using var journal = await world.OpenAsync(signer: new SteppingSigner(world.Signer, () => ReachAsync("sign")));

        // By now it has to ask the venue for its time.
        world.Time.Advance(TimeSpan.FromMinutes(10));
        world.Store.At = ReachAsync;
        world.Way.BeforeBody = _ => ReachAsync("body");
        world.Way.Act = async (p, _) =>
        {
            switch (p.Type)
            {
                case "order":
                    isSent = true;
                    await ReachAsync("order");
                    if (step is not ("carried out" or "answer" or "orderStatus again" or "userFillsByTime again" or "body")) throw new HttpRequestException("connection reset by peer");
                    var answer = world.Way.Deliver(p);
                    await ReachAsync("carried out");
                    await ReachAsync("answer");
                    return step is "answer" or "body" ? answer : throw new HttpRequestException("connection reset by peer");
                case "noop":
                    await ReachAsync("noop");
                    answer = world.Way.Deliver(p);
                    await ReachAsync("fenced");

                    // Whose answer is lost leads to the search.
                    return step.EndsWith("Orders again", StringComparison.Ordinal) && world.Way.Count("noop") == 1 ? throw new HttpRequestException("connection reset by peer") : answer;
                default:
                    await ReachAsync(isSent ? $"{p.Type} again" : p.Type);
                    return null;
            }
        };
        var order = PlacementWorld.Buy(3_900, 1, step == "userFillsByTime again" ? TimeInForce.Ioc : TimeInForce.Gtc, "xyz:GOLD");
        if (step == "userFillsByTime again") world.Emulator.Admin.AddAsk("xyz:GOLD", 3_900, 1);
        var first = journal.Account.Orders.PlaceAsync(order, One, caller.Token);
        if (mayHaveLeft) Assert.Equal(OrderResultStatus.Unknown, (await first).Status);
        else await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(mayHaveLeft, isSent || step == "body");
        Assert.True(hits > 0);

        (world.Way.Act, world.Way.BeforeBody, world.Store.At) = (null, null, null);
        var result = await journal.Account.Orders.PlaceAsync(order, One);
        if (result.Status == OrderResultStatus.NotPlaced) result = await journal.Account.Orders.PlaceAsync(order, One);
        Assert.Equal(order.TimeInForce == TimeInForce.Ioc ? OrderResultStatus.Filled : OrderResultStatus.Resting, result.Status);
        var orders = Enumerable.Range(1, 4).Select(i => world.Truth(PlacementPlan.CloidOf(world.Emulator.Network, TestVenue.UserAddress, "one", i, 0))).Where(one => one is not null);
        Assert.Equal(result.OrderId, Assert.Single(orders)!.Order!.OrderId);
    });

    [Fact]
    public Task No_more_than_64_are_open_and_some_places_are_kept_for_cancels() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync(new PlacementJournalOptions { Patience = TimeSpan.FromSeconds(5), ShutdownPatience = TimeSpan.FromSeconds(1) });
        world.Way.Act = async (p, token) => p.Type is "order" or "noop" ? await FaultyWay.NeverAsync(token) : null;
        var results = await Task.WhenAll(Enumerable.Range(0, 48).Select(_ => Task.Run(() => journal.Account.Orders.PlaceAsync(PlacementWorld.Buy()))));
        Assert.All(results, result => Assert.Equal(OrderResultStatus.Unknown, result.Status));
        var blocked = await Assert.ThrowsAsync<PlacementBlockedException>(() => journal.Account.Orders.PlaceAsync(PlacementWorld.Buy()));
        Assert.True(blocked is { IsTransient: true, MayHaveExecuted: false });
        Assert.Equal(CancelResultStatus.Rejected, (await journal.Account.Orders.CancelAsync("BTC", 12345)).Status);
        Assert.Equal(48, world.Way.Count("order"));
    });

    [Fact]
    public Task Evidence_and_fences_go_before_everything_else_when_the_limit_is_near() => PlacementWorld.RunAsync(
        async world =>
        {
            await using var journal = await world.OpenAsync();

            // Reads of others have used up all that is not reserved.
            using var others = new CancellationTokenSource();
            var waiting = Enumerable.Range(0, 100).Select(_ => world.Client.Markets.GetPerpMetaAsync(cancellationToken: others.Token)).ToArray();
            world.Way.Act = (p, _) => p.Type == "order" ? throw new IOException("broken pipe") : Task.FromResult<HttpResponseMessage?>(null);
            var began = world.Time.GetUtcNow();
            var cancel = await journal.Account.Orders.CancelAsync("BTC", 12345);
            Assert.Equal(CancelResultStatus.Rejected, cancel.Status);
            Assert.InRange(world.Time.GetUtcNow() - began, TimeSpan.Zero, TimeSpan.FromSeconds(1));
            await others.CancelAsync();
            await Task.WhenAll(waiting).ContinueWith(static task => _ = task.Exception, TaskScheduler.Default);
        },
        configure: options => options.Limits = new VenueLimits(timeProvider: options.TimeProvider));

    [Fact]
    public void A_fill_is_counted_once_also_without_a_trade_id()
    {
        static Fill Row(long? tid, string hash, long oid) => new() { Coin = "BTC", Price = 1, Size = 2, Side = BookSide.Bid, OrderId = oid, TradeId = tid, Hash = hash, Time = TestVenue.Start };
        Assert.Equal(EvidenceReads.KeyOf(Row(1, "a", 1)), EvidenceReads.KeyOf(Row(1, "b", 1)));
        Assert.NotEqual(EvidenceReads.KeyOf(Row(1, "a", 1)), EvidenceReads.KeyOf(Row(2, "a", 1)));
        Assert.Equal(EvidenceReads.KeyOf(Row(null, "a", 1)), EvidenceReads.KeyOf(Row(null, "a", 1)));
        Assert.NotEqual(EvidenceReads.KeyOf(Row(null, "a", 1)), EvidenceReads.KeyOf(Row(null, "b", 1)));
        Assert.NotEqual(EvidenceReads.KeyOf(Row(null, "a", 1)), EvidenceReads.KeyOf(Row(null, "a", 2)));
    }

    [Fact]
    public void The_clients_id_follows_from_network_address_key_attempt_and_item()
    {
        var network = HyperliquidNetwork.Testnet;
        Cloid[] all =
        [
            PlacementPlan.CloidOf(network, TestVenue.UserAddress, "a", 1, 0),
            PlacementPlan.CloidOf(HyperliquidNetwork.Mainnet, TestVenue.UserAddress, "a", 1, 0),
            PlacementPlan.CloidOf(network, TestVenue.AddressOf("other"), "a", 1, 0),
            PlacementPlan.CloidOf(network, TestVenue.UserAddress, "b", 1, 0),
            PlacementPlan.CloidOf(network, TestVenue.UserAddress, "a", 2, 0),
            PlacementPlan.CloidOf(network, TestVenue.UserAddress, "a", 1, 1),
        ];
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.Equal(all[0], PlacementPlan.CloidOf(network, TestVenue.UserAddress, "a", 1, 0));
    }

    [Fact]
    [Trait("Category", "Faults")]
    public Task Requests_and_answers_cut_at_every_byte() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        byte[] whole = [];
        world.Way.Act = async (p, token) =>
        {
            if (p.Type != "order") return null;
            whole = await (await world.Way.DeliverAsync(p, token)).Content.ReadAsByteArrayAsync(token);
            return BrokenBody.Answer(whole);
        };
        var sample = await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), new ActionOptions { IdempotencyKey = "sample 000" });
        Assert.Equal(OrderResultStatus.Resting, sample.Status);
        var sent = world.Way.Passed.Single(p => p.Type == "order");

        // The numbers of later orders may be longer.
        var answers = whole.Length + 4;
        Assert.InRange(answers, 100, 400);

        // Sixteen at once on a pool that other tests use, too: time stands still from when an order is begun until it has arrived, or it might expire before.
        var atRequest = new HashSet<int>();
        var atEnd = new HashSet<int>();
        var atBreak = new HashSet<int>();
        world.Way.Act = async (p, token) =>
        {
            if (p.Type != "order") return null;
            using var begun = new VirtualTime.Work(world.Time);
            var size = p.Json.GetProperty("action").GetProperty("orders")[0].GetProperty("s").GetString()!;
            var at = (int)(decimal.Parse(size, CultureInfo.InvariantCulture) * 100_000) - 1_000;
            if (at < 2_000)
            {
                // So many bytes of the request arrive: no venue makes an action of a part of one.
                lock (atRequest) atRequest.Add(at);
                if (at < p.Body.Length) Assert.Equal(422, (int)world.Way.Deliver(p with { Body = p.Body[..at] }).StatusCode);
                throw new IOException("broken pipe");
            }

            // So many bytes of the answer arrive, as if they were all, or before the connection breaks.
            var answer = await (await world.Way.DeliverAsync(p, token)).Content.ReadAsByteArrayAsync(token);
            var (breaks, length) = (at >= 3_000, at % 1_000);
            lock (atEnd) (breaks ? atBreak : atEnd).Add(length);
            return BrokenBody.Answer(answer[..Math.Min(answer.Length, length)], breaks ? answer.Length : null, breaks);
        };
        int[] places = [.. Enumerable.Range(0, sent.Body.Length), .. Enumerable.Range(2_000, answers), .. Enumerable.Range(3_000, answers)];

        // The venue keeps 100 nonces: were more of them to pass one that a busy machine leaves lying on its way, that order would rightly be refused.
        foreach (var round in places.Chunk(64))
        {
            var next = -1;
            await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
            {
                while (Interlocked.Increment(ref next) is var i && i < round.Length)
                {
                    var place = round[i];
                    var options = new ActionOptions { IdempotencyKey = string.Create(CultureInfo.InvariantCulture, $"cut at {place:0000}") };
                    world.Time.Begin();
                    var result = await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(size: (place + 1_000) / 100_000m), options);
                    var truth = world.Truth(result.Request.Cloid!.Value);
                    var expected = place < 2_000 ? OrderResultStatus.NotPlaced : OrderResultStatus.Resting;
                    Assert.True(expected == result.Status && place < 2_000 == truth is null, $"cut at {place}: {result.Status} ({result.Rejection}), and the venue has {truth?.ToString() ?? "nothing"}");
                }
            })));
        }

        Assert.Equal((sent.Body.Length, answers, answers), (atRequest.Count, atEnd.Count, atBreak.Count));
    }, configure: options => options.Limits = VenueLimits.None);

    /// <summary>The request is carried out, and its answer never comes.</summary>
    private static Func<Passing, CancellationToken, Task<HttpResponseMessage?>> Lost(PlacementWorld world, string type = "order") => async (p, token) =>
    {
        if (p.Type != type) return null;
        world.Way.Deliver(p);
        return await FaultyWay.NeverAsync(token);
    };

    /// <summary>Two whole looks, at least five seconds apart, both after the expiry and five seconds.</summary>
    private static void AssertSearchedTwice(PlacementWorld world)
    {
        var order = world.Way.Passed.Single(p => p.Type == "order");
        var looks = world.Way.Passed.Where(p => p.Type == "historicalOrders").ToArray();
        Assert.Equal(2, looks.Length);
        Assert.True((looks[1].At - looks[0].At) >= TimeSpan.FromSeconds(5));
        Assert.True(looks[0].At.ToUnixTimeMilliseconds() > order.Json.GetProperty("expiresAfter").GetInt64() + 5_000);
        foreach (var read in (string[])["openOrders", "userFillsByTime"]) Assert.Equal(2, world.Way.Count(read));
    }
}
