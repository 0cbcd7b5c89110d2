using System.Globalization;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>What a journal is for: the process ends anywhere, and the next one knows.</summary>
[Collection(AloneCollection.Name)]
[Trait("Category", "Crash")]
[Trait("Category", "Faults")]
public sealed class RestartTests
{
    private static readonly ActionOptions One = new() { IdempotencyKey = "one" };

    [Fact]
    public Task A_key_stands_across_a_restart() => PlacementWorld.RunAsync(async world =>
    {
        OrderResult first;
        await using (var journal = await world.OpenAsync()) first = await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(100_010, 0.01m, TimeInForce.Ioc), One);
        await using var again = await world.OpenAsync();
        var second = await again.Account.Orders.PlaceAsync(PlacementWorld.Buy(100_010, 0.01m, TimeInForce.Ioc), One);
        Assert.Equal((first.Status, first.OrderId, first.FilledSize, first.AveragePrice, first.Request.Cloid), (second.Status, second.OrderId, second.FilledSize, second.AveragePrice, second.Request.Cloid));
        await Assert.ThrowsAsync<IdempotencyConflictException>(() => again.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One));
        Assert.Equal(1, world.Way.Count("order"));
    });

    [Fact]
    public Task A_refusal_is_kept_with_the_venues_words() => PlacementWorld.RunAsync(async world =>
    {
        string words;
        await using (var journal = await world.OpenAsync()) words = (await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(size: 0.00001m), One)).Rejection!.Text;
        await using var again = await world.OpenAsync();
        var kept = await again.Account.Orders.PlaceAsync(PlacementWorld.Buy(size: 0.00001m), One);
        Assert.Equal((OrderResultStatus.Rejected, words, RejectionKind.MinTradeNotional), (kept.Status, kept.Rejection!.Text, kept.Rejection.Kind));
    });

    /// <summary>Every place where a process can end, with what the disk has of it, and whether the order came through.</summary>
    [Theory]
    [InlineData("write", 0)] // nothing of the record reached the disk
    [InlineData("write", 10)] // a few bytes of it did
    [InlineData("write", 60)]
    [InlineData("write", 1_000_000)] // all of it did, though not synced
    [InlineData("synced", 0)]
    [InlineData("before", 0)] // sent, and lost on the way
    [InlineData("after", 0)] // carried out
    [InlineData("answered", 0)] // answered, and the outcome not written
    [InlineData("fenced", 0)] // the fence carried out, its answer not read
    public Task A_crash_at_any_barrier_loses_and_doubles_nothing(string place, int unsyncedKept) => PlacementWorld.RunAsync(async world =>
    {
        var hits = 0;
        byte[]? left = null;
        var crashed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var journal = await world.OpenAsync(new PlacementJournalOptions { ShutdownPatience = TimeSpan.FromMilliseconds(1) });
        var way = world.Way;
        async Task<HttpResponseMessage?> Crash()
        {
            hits++;
            left = world.Store.AfterCrash(unsyncedKept);
            crashed.TrySetResult();
            await new TaskCompletionSource().Task;
            return null;
        }

        world.Store.At = async at =>
        {
            if (at == place && left is null) await Crash();
        };
        way.Act = async (p, _) =>
        {
            if (left is not null) return await Crash();
            if (p.Type == "order" && place == "before") return await Crash();
            if (p.Type == "order" && place is "after" or "answered")
            {
                way.Deliver(p);
                return await Crash();
            }

            if (p.Type == "order" && place == "fenced") throw new IOException("broken pipe");
            if (p.Type == "noop" && place == "fenced")
            {
                way.Deliver(p);
                return await Crash();
            }

            return null;
        };
        _ = Task.Run(() => journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One));
        await crashed.Task;
        Assert.True(hits > 0);
        world.Lose(journal);
        (way.Act, world.Store.At) = (null, null);
        var sent = world.Way.Count("order");

        await using var again = await world.OpenAsync(bytes: left);
        var result = await again.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One);
        if (result.Status == OrderResultStatus.NotPlaced) result = await again.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One);
        Assert.Equal(OrderResultStatus.Resting, result.Status);

        // Whatever the keys' attempts were, one order rests, and its id is one that follows from the key.
        var open = Enumerable.Range(1, 4).Select(i => world.Truth(PlacementPlan.CloidOf(world.Emulator.Network, TestVenue.UserAddress, "one", i, 0))).Where(order => order is not null).ToArray();
        Assert.Equal(result.OrderId, Assert.Single(open)!.Order!.OrderId);
        Assert.Equal(place is "after" or "answered" ? sent : sent + 1, world.Way.Count("order"));
    });

    [Fact]
    public Task What_is_open_is_known_before_a_new_order_goes_and_cancels_do_not_wait() => PlacementWorld.RunAsync(async world =>
    {
        var journal = await world.OpenAsync(new PlacementJournalOptions { Patience = TimeSpan.FromSeconds(1), ShutdownPatience = TimeSpan.FromSeconds(1) });
        world.Way.Act = async (p, token) =>
        {
            if (p.Type != "order") return null;
            world.Way.Deliver(p);
            return await FaultyWay.NeverAsync(token);
        };
        Assert.Equal(OrderResultStatus.Unknown, (await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One)).Status);
        await journal.DisposeAsync();

        // The venue shows nothing of orders for now.
        world.Way.Act = (p, _) => p.Type == "orderStatus" ? throw new HttpRequestException("no route to host") : Task.FromResult<HttpResponseMessage?>(null);
        await using var again = await world.OpenAsync(new PlacementJournalOptions { Patience = TimeSpan.FromSeconds(10), ShutdownPatience = TimeSpan.FromSeconds(1) });
        Assert.Equal("one", Assert.Single(again.Unresolved).IdempotencyKey);
        Assert.False(again.WaitForRestartAsync().IsCompleted);
        var blocked = await Assert.ThrowsAsync<PlacementBlockedException>(() => again.Account.Orders.PlaceAsync(PlacementWorld.Buy(), new ActionOptions { IdempotencyKey = "two" }));
        Assert.Contains("Cancels do", blocked.Message, StringComparison.Ordinal);
        Assert.Equal(CancelResultStatus.Rejected, (await again.Account.Orders.CancelAsync("BTC", 12345)).Status);
        Assert.Equal(OrderResultStatus.Unknown, (await again.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One)).Status);
        Assert.Equal(1, world.Way.Count("order"));

        world.Way.Act = null;
        await again.WaitForRestartAsync();
        Assert.Equal(OrderResultStatus.Resting, (await again.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One)).Status);
        Assert.Equal(OrderResultStatus.Resting, (await again.Account.Orders.PlaceAsync(PlacementWorld.Buy(), new ActionOptions { IdempotencyKey = "two" })).Status);
        Assert.Equal(2, world.Way.Count("order"));
    });

    [Fact]
    public Task Nonces_go_on_above_the_mark_and_a_mark_far_ahead_is_an_error() => PlacementWorld.RunAsync(async world =>
    {
        await using (var journal = await world.OpenAsync()) await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy());
        var venue = world.Time.GetUtcNow().ToUnixTimeMilliseconds();
        byte[] near = [.. world.Store.Bytes];
        near = [.. near, .. JournalFrames.Write([new MarkRecord(venue + (long)TimeSpan.FromHours(19).TotalMilliseconds)], near.Length)];
        await using (var ahead = await world.OpenAsync(bytes: near))
        {
            Assert.Equal(OrderResultStatus.Resting, (await ahead.Account.Orders.PlaceAsync(PlacementWorld.Buy())).Status);
            Assert.True(world.Way.Passed.Last(p => p.Type == "order").Nonce > venue + (long)TimeSpan.FromHours(19).TotalMilliseconds);
        }

        byte[] far = [.. near, .. JournalFrames.Write([new MarkRecord(venue + (long)TimeSpan.FromHours(21).TotalMilliseconds)], near.Length)];
        var error = await Assert.ThrowsAsync<PlacementJournalException>(() => world.OpenAsync(bytes: far));
        Assert.Contains("hours ahead of the venue's time", error.Message, StringComparison.Ordinal);
    });

    [Fact]
    public Task A_journal_is_of_one_signer_and_one_network_and_of_this_version() => PlacementWorld.RunAsync(async world =>
    {
        foreach (var (record, words) in ((JournalRecord, string)[])
        [
            (new OpenedRecord(1, "Mainnet", world.Agent.Address.Fingerprint), "each network has a journal of its own"),
            (new OpenedRecord(1, PlacementPlan.NetworkText(world.Emulator.Network), "ffffffffffff"), "each signer has a journal of its own"),
            (new OpenedRecord(2, PlacementPlan.NetworkText(world.Emulator.Network), world.Agent.Address.Fingerprint), "of version 2"),
            (new MarkRecord(1), "does not begin with whose it is"),
        ])
        {
            var error = await Assert.ThrowsAsync<PlacementJournalException>(() => world.OpenAsync(bytes: JournalFrames.Write([record], 0)));
            Assert.Contains(words, error.Message, StringComparison.Ordinal);
        }

        byte[] damaged = [.. JournalFrames.Write([new OpenedRecord(1, PlacementPlan.NetworkText(world.Emulator.Network), world.Agent.Address.Fingerprint)], 0), 1, 2, 3];
        Assert.Contains("damaged", (await Assert.ThrowsAsync<PlacementJournalException>(() => world.OpenAsync(bytes: damaged))).Message, StringComparison.Ordinal);
    });

    [Fact]
    public Task A_file_that_grows_is_made_short_and_forgets_keys_in_time() => PlacementWorld.RunAsync(async world =>
    {
        var options = new PlacementJournalOptions { CompactAt = 20_000, KeepKeysFor = TimeSpan.FromHours(1) };
        await using (var journal = await world.OpenAsync(options))
        {
            for (var i = 0; i < 100; i++) await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), new ActionOptions { IdempotencyKey = string.Create(CultureInfo.InvariantCulture, $"old {i}") });
            world.Time.Advance(TimeSpan.FromHours(2));
            for (var i = 0; i < 300; i++) await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), new ActionOptions { IdempotencyKey = string.Create(CultureInfo.InvariantCulture, $"new {i % 150}") });
            Assert.True(world.Store.Replacements > 0);
            Assert.Equal(250, world.Way.Count("order"));
        }

        var records = JournalFrames.Read(world.Store.Bytes).Records;
        Assert.DoesNotContain(records.OfType<PreparedRecord>(), record => record.Key.StartsWith("old 1", StringComparison.Ordinal) && world.Store.Replacements > 1);
        await using var again = await world.OpenAsync(options);
        Assert.Equal(OrderResultStatus.Resting, (await again.Account.Orders.PlaceAsync(PlacementWorld.Buy(), new ActionOptions { IdempotencyKey = "new 7" })).Status);
        Assert.Equal(250, world.Way.Count("order"));

        // A key that was forgotten is a new one, and an order of before that had the same id is no evidence.
        world.Way.Act = (p, _) => p.Type == "order" ? throw new IOException("broken pipe") : Task.FromResult<HttpResponseMessage?>(null);
        Assert.Equal(OrderResultStatus.NotPlaced, (await again.Account.Orders.PlaceAsync(PlacementWorld.Buy(), new ActionOptions { IdempotencyKey = "old 7" })).Status);
    });

    [Fact]
    public Task Shutting_down_stops_intake_cancels_and_settles_what_is_under_way() => PlacementWorld.RunAsync(async world =>
    {
        var journal = await world.OpenAsync();
        var resting = await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy());
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Way.Act = async (p, token) =>
        {
            if (p.Type != "order") return null;
            world.Way.Deliver(p);
            reached.TrySetResult();
            return await FaultyWay.NeverAsync(token);
        };
        var pending = Task.Run(() => journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(91_000), One));
        await reached.Task;
        var ending = Task.Run(() => journal.ShutDownAsync(cancelAll: true));
        var cancelled = await ending;
        Assert.Equal(2, cancelled.Count);
        Assert.All(cancelled, one => Assert.Equal(CancelResultStatus.Canceled, one.Status));
        Assert.Equal(OrderResultStatus.Canceled, (await pending).Status);
        Assert.Equal(OrderStatus.Canceled, world.Truth(resting.Request.Cloid!.Value)!.Status);
        await Assert.ThrowsAsync<PlacementJournalException>(() => journal.Account.Orders.PlaceAsync(PlacementWorld.Buy()));
        await Assert.ThrowsAsync<PlacementJournalException>(() => journal.Account.Orders.CancelAllAsync().ContinueWith(_ => journal.Account.Orders.CancelAsync("BTC", 1)).Unwrap());
        await journal.DisposeAsync();

        // All of it is in the file.
        await using var again = await world.OpenAsync();
        Assert.Empty(again.Unresolved);
        Assert.Equal(OrderResultStatus.Canceled, (await again.Account.Orders.PlaceAsync(PlacementWorld.Buy(91_000), One)).Status);
    });

    [Fact]
    public Task What_is_not_settled_at_the_end_is_settled_at_the_next_start() => PlacementWorld.RunAsync(async world =>
    {
        var journal = await world.OpenAsync(new PlacementJournalOptions { ShutdownPatience = TimeSpan.FromSeconds(2) });
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Way.Act = async (p, token) =>
        {
            if (p.Type != "order") return null;
            world.Way.Deliver(p);
            reached.TrySetResult();
            return await FaultyWay.NeverAsync(token);
        };
        var pending = Task.Run(() => journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One));
        await reached.Task;
        await journal.DisposeAsync();
        var open = await pending;
        Assert.Equal(OrderResultStatus.Unknown, open.Status);
        Assert.Contains("closed before it was known", open.Failure!.Message, StringComparison.Ordinal);
        world.Way.Act = null;
        await using var again = await world.OpenAsync();
        Assert.Equal(OrderResultStatus.Resting, (await again.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One)).Status);
        Assert.Equal(1, world.Way.Count("order"));
    });
}
