using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Transfers and other actions, which have no id of the client's: told by nonce, ledger and explorer.</summary>
[Collection(AloneCollection.Name)]
public sealed class TransferTests
{
    private static readonly ActionOptions One = new() { IdempotencyKey = "one" };
    private static readonly EthereumAddress Friend = TestVenue.AddressOf("a friend");
    private static int _owners;

    [Fact]
    public Task A_transfer_whose_answer_is_lost_is_found_and_not_sent_again() => RunAsync(async (world, journal) =>
    {
        world.Way.Act = Lost(world, "usdSend");
        await journal.Account.Transfers.SendUsdAsync(Friend, 10, One);
        await journal.Account.Transfers.SendUsdAsync(Friend, 10, One);
        Assert.Equal(1, world.Way.Count("usdSend"));
        Assert.Equal(0, world.Way.Count("noop"));
        Assert.Equal(10, await BalanceAsync(world, Friend));
    });

    [Fact]
    public Task Without_the_explorer_the_ledger_is_enough() => RunAsync(async (world, journal) =>
    {
        world.Way.Act = async (p, token) =>
        {
            if (p.Type == "userDetails") throw new HttpRequestException("no such host");
            return await Lost(world, "usdSend")(p, token) ?? await Lost(world, "usdClassTransfer")(p, token) ?? await Lost(world, "spotSend")(p, token);
        };
        await journal.Account.Transfers.SendUsdAsync(Friend, 10, One);
        await journal.Account.Transfers.MoveToSpotAsync(25, new ActionOptions { IdempotencyKey = "two" });
        await journal.Account.Transfers.SendSpotAsync(Friend, await journal.Account.Transfers.FindTokenAsync("USDC"), 5, new ActionOptions { IdempotencyKey = "three" });
        Assert.Equal((1, 1, 1), (world.Way.Count("usdSend"), world.Way.Count("usdClassTransfer"), world.Way.Count("spotSend")));
        Assert.Equal(10, await BalanceAsync(world, Friend));
    });

    [Fact]
    public Task One_that_never_came_is_not_placed_once_nonces_were_seen_to_be_shared() => RunAsync(async (world, journal) =>
    {
        await journal.Account.Transfers.SendUsdAsync(Friend, 1);
        world.Way.Act = (p, _) => p.Type == "usdSend" ? throw new IOException("broken pipe") : Task.FromResult<HttpResponseMessage?>(null);
        var not = await Assert.ThrowsAsync<TransportException>(() => journal.Account.Transfers.SendUsdAsync(Friend, 10, One));
        Assert.False(not.MayHaveExecuted);
        Assert.Equal(2, world.Way.Count("noop"));
        world.Way.Act = null;
        await journal.Account.Transfers.SendUsdAsync(Friend, 10, One);
        Assert.Equal(11, await BalanceAsync(world, Friend));
    });

    [Theory]
    [InlineData(true)] // the venue counts them apart, as the test fence shows
    [InlineData(false)] // nothing to test it by
    public Task Where_nonces_may_be_counted_apart_only_two_days_decide(bool isSeenApart) => RunAsync(async (world, journal) =>
    {
        if (isSeenApart) await journal.Account.Transfers.SendUsdAsync(Friend, 1);
        Passing? held = null;
        world.Way.Act = (p, _) =>
        {
            if (p.Type == "usdSend") held = p;
            return Task.FromResult(p.Type switch
            {
                "usdSend" => throw new IOException("broken pipe"),

                // Every fence is taken, whatever of the other sort used its nonce.
                "noop" => FaultyWay.Json("""{"status":"ok","response":{"type":"default"}}"""),
                _ => null,
            });
        };
        var open = await Assert.ThrowsAsync<TransportException>(() => journal.Account.Transfers.SendUsdAsync(Friend, 10, One));
        Assert.True(open.MayHaveExecuted);
        Assert.Equal("usdSend", Assert.Single(journal.Unresolved).ActionType);

        // The same to the same cannot go meanwhile, under any key: the records could not tell them apart.
        await Assert.ThrowsAsync<PlacementBlockedException>(() => journal.Account.Transfers.SendUsdAsync(Friend, 10, new ActionOptions { IdempotencyKey = "two" }));
        TransportException end = open;
        for (var i = 0; i < 60 && end.MayHaveExecuted; i++) end = await Assert.ThrowsAsync<TransportException>(() => journal.Account.Transfers.SendUsdAsync(Friend, 10, One));
        Assert.False(end.MayHaveExecuted);
        Assert.True(world.Time.GetUtcNow().ToUnixTimeMilliseconds() > held!.Nonce + TimeSpan.FromDays(2).TotalMilliseconds);
        Assert.Contains("nonce too low", await world.Way.Deliver(held).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(isSeenApart ? 1 : 0, await BalanceAsync(world, Friend));
    });

    /// <summary>On a venue that counts the nonces of messages apart, no test fence may say that it does not: neither one whose nonce a fence has used before, nor one whose answer was lost, nor two at once.</summary>
    [Theory]
    [InlineData("fenced before a restart")]
    [InlineData("answer lost")]
    [InlineData("two at once")]
    [InlineData("fence answered twice")]
    public Task Nonces_that_are_counted_apart_are_never_taken_for_shared(string how) => PlacementWorld.RunAsync(async world =>
    {
        world.Emulator.Variants.SeparatesUserSignedNonces = true;
        using var owner = TestVenue.CreateSigner(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"owner apart {how}"));
        world.Emulator.Admin.Fund(owner.Address, 10_000);
        world.Emulator.Admin.FundSpot(owner.Address, "USDC", 1_000);
        world.Emulator.Admin.CreateAccount(Friend);
        var account = world.Client.ForAccount(owner.Address, owner);
        var options = new PlacementJournalOptions { Patience = TimeSpan.FromHours(2), ShutdownPatience = TimeSpan.FromSeconds(1) };
        var store = new MemoryStore();
        var journal = await PlacementJournal.OpenAsync(account, store, options, CancellationToken.None);
        var held = new List<Passing>();
        long first = 0;
        if (how == "fenced before a restart")
        {
            // The first transfer gets in after its own fence, and is found by the ledger.
            Passing? late = null;
            world.Way.Act = (p, _) =>
            {
                if (p.Type == "usdSend") (late, first) = (p, p.Nonce);
                if (p.Type == "usdSend") throw new IOException("broken pipe");
                if (p.Type != "noop" || late is null) return Task.FromResult<HttpResponseMessage?>(null);
                var answer = world.Way.Deliver(p);
                world.Way.Deliver(late);
                late = null;
                return Task.FromResult<HttpResponseMessage?>(answer);
            };
            await journal.Account.Transfers.SendUsdAsync(Friend, 1, One);
            await journal.DisposeAsync();
            store = new MemoryStore(store.Bytes);
            journal = await PlacementJournal.OpenAsync(account, store, options, CancellationToken.None);
        }
        else if (how != "fence answered twice")
        {
            world.Way.Act = (p, _) =>
            {
                if (p.Type == "usdSend") first = p.Nonce;
                return Task.FromResult<HttpResponseMessage?>(null);
            };
            await journal.Account.Transfers.SendUsdAsync(Friend, 1, One);
        }

        var lost = 0;
        world.Way.Act = (p, _) =>
        {
            if (p.Type is "usdSend" or "spotSend")
            {
                lock (held) held.Add(p);
                throw new IOException("broken pipe");
            }

            if (p.Type == "noop" && (how == "answer lost" ? p.Nonce == first && lost++ == 0 : how == "fence answered twice" && lost++ == 0))
            {
                world.Way.Deliver(p);
                throw new IOException("connection reset by peer");
            }

            return Task.FromResult<HttpResponseMessage?>(null);
        };
        await using (journal)
        {
            var transfers = journal.Account.Transfers;
            var usdc = await transfers.FindTokenAsync("USDC");
            Task[] sends = how switch
            {
                "two at once" => [transfers.SendUsdAsync(Friend, 10, new ActionOptions { IdempotencyKey = "a" }), transfers.SendUsdAsync(Friend, 20, new ActionOptions { IdempotencyKey = "b" })],
                "fence answered twice" => [transfers.SendSpotAsync(Friend, usdc, 5, new ActionOptions { IdempotencyKey = "a" })],
                _ => [transfers.SendUsdAsync(Friend, 10, new ActionOptions { IdempotencyKey = "a" })],
            };
            foreach (var send in sends) Assert.True((await Assert.ThrowsAsync<TransportException>(() => send)).MayHaveExecuted);
            if (how == "answer lost") Assert.True((await Assert.ThrowsAsync<TransportException>(() => transfers.SendUsdAsync(Friend, 20, new ActionOptions { IdempotencyKey = "b" }))).MayHaveExecuted);

            // What was held back may still come, and is seen when it does.
            foreach (var passing in held.ToArray()) world.Way.Deliver(passing);
            world.Way.Act = null;
            while (journal.Unresolved.Count > 0) await Task.Delay(TimeSpan.FromMinutes(10), world.Time);
            await (how == "fence answered twice" ? transfers.SendSpotAsync(Friend, usdc, 5, new ActionOptions { IdempotencyKey = "a" }) : transfers.SendUsdAsync(Friend, 10, new ActionOptions { IdempotencyKey = "a" }));
            Assert.True(world.Time.GetUtcNow().ToUnixTimeMilliseconds() < held[0].Nonce + TimeSpan.FromDays(1).TotalMilliseconds);
        }
    });

    [Fact]
    public Task Any_other_action_is_told_by_the_explorer() => RunAsync(async (world, journal) =>
    {
        world.Way.Act = Lost(world, "updateLeverage");
        await journal.Account.Positions.UpdateLeverageAsync("BTC", 7, options: One);
        Assert.Equal(1, world.Way.Count("updateLeverage"));

        // It never came, and the fence was first.
        world.Way.Act = (p, _) => p.Type == "updateLeverage" ? throw new IOException("broken pipe") : Task.FromResult<HttpResponseMessage?>(null);
        Assert.False((await Assert.ThrowsAsync<TransportException>(() => journal.Account.Positions.UpdateLeverageAsync("BTC", 8, options: new ActionOptions { IdempotencyKey = "two" }))).MayHaveExecuted);

        // Its nonce is used up and nothing shows it: that is said.
        world.Way.Act = (p, _) => Task.FromResult(p.Type switch
        {
            "updateLeverage" => throw new IOException("broken pipe"),
            "noop" => FaultyWay.Error($"Invalid nonce: duplicate nonce {p.Nonce}"),
            "userDetails" => FaultyWay.Json("""{"type":"userDetails","txs":[]}"""),
            _ => null,
        });
        var open = await Assert.ThrowsAsync<TransportException>(() => journal.Account.Positions.UpdateLeverageAsync("BTC", 9, options: new ActionOptions { IdempotencyKey = "three" }));
        Assert.True(open.MayHaveExecuted);
        Assert.Contains("records do not say", open.Message, StringComparison.Ordinal);
        Assert.Empty(journal.Unresolved);
    });

    private static Task RunAsync(Func<PlacementWorld, PlacementJournal, Task> test) => PlacementWorld.RunAsync(async world =>
    {
        // Who sends money signs with the account's own key.
        using var owner = TestVenue.CreateSigner(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"owner {Interlocked.Increment(ref _owners)}"));
        world.Emulator.Admin.Fund(owner.Address, 10_000);
        world.Emulator.Admin.FundSpot(owner.Address, "USDC", 1_000);
        world.Emulator.Admin.CreateAccount(Friend);
        var journal = await PlacementJournal.OpenAsync(world.Client.ForAccount(owner.Address, owner), new MemoryStore(), new PlacementJournalOptions { Patience = TimeSpan.FromHours(2), ShutdownPatience = TimeSpan.FromSeconds(1) }, CancellationToken.None);
        await using (journal) await test(world, journal);
    });

    private static Func<Passing, CancellationToken, Task<HttpResponseMessage?>> Lost(PlacementWorld world, string type) => async (p, token) =>
    {
        if (p.Type != type) return null;
        world.Way.Deliver(p);
        return await FaultyWay.NeverAsync(token);
    };

    private static async Task<decimal> BalanceAsync(PlacementWorld world, EthereumAddress address) =>
        (await world.Client.ForUser(address).GetPerpStateAsync()).MarginSummary!.AccountValue!.Value;
}
