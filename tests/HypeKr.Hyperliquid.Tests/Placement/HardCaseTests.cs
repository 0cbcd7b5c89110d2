using System.Globalization;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>What goes wrong at the edges of the protocol: the file made short, late expiries, evidence that cannot be read, switches and lists that fail.</summary>
[Collection(AloneCollection.Name)]
[Trait("Category", "Faults")]
public sealed class HardCaseTests : IDisposable
{
    private static readonly ActionOptions One = new() { IdempotencyKey = "one" };

    private readonly string _folder = Directory.CreateTempSubdirectory("hypekr-hard-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public Task What_was_written_with_the_write_that_made_the_file_short_is_still_in_it() => PlacementWorld.RunAsync(async world =>
    {
        // Every write makes the file short.
        var journal = await world.OpenAsync(new PlacementJournalOptions { CompactAt = 1, ShutdownPatience = TimeSpan.FromMilliseconds(1) });
        byte[]? left = null;
        var crashed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Way.Act = async (p, _) =>
        {
            if (left is not null) await new TaskCompletionSource().Task;
            if (p.Type == "order") throw new IOException("broken pipe");
            if (p.Type != "noop") return null;
            left = world.Store.AfterCrash();
            crashed.TrySetResult();
            await new TaskCompletionSource().Task;
            return null;
        };
        _ = Task.Run(() => journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One));
        await crashed.Task;
        Assert.True(world.Store.Replacements > 0);
        var records = JournalFrames.Read(left).Records;
        var prepared = Assert.Single(records.OfType<PreparedRecord>());
        Assert.Equal("one", prepared.Key);
        Assert.Equal(prepared.Nonce, Assert.Single(records.OfType<FencingRecord>()).Nonce);
        Assert.True(records.OfType<MarkRecord>().Last().Nonce >= prepared.Nonce);
        world.Lose(journal);
    });

    [Fact]
    public Task A_fact_outlives_the_file_that_was_made_short() => PlacementWorld.RunAsync(async world =>
    {
        OrderResult first;
        await using (var journal = await world.OpenAsync(new PlacementJournalOptions { CompactAt = 1 }))
        {
            first = await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One);
            await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(91_000), new ActionOptions { IdempotencyKey = "two" });
        }

        await using var again = await world.OpenAsync();
        Assert.Empty(again.Unresolved);
        Assert.Equal(first.OrderId, (await again.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One)).OrderId);
        Assert.Equal(2, world.Way.Count("order"));
    });

    [Theory]
    [InlineData("write")]
    [InlineData("synced")]
    public Task What_is_not_sent_after_all_is_not_on_its_way(string place) => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        using var early = new CancellationTokenSource();
        world.Store.At = at => at == place ? early.CancelAsync() : Task.CompletedTask;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One, early.Token));
        world.Store.At = null;
        Assert.True(world.Client.Exchange.KillSwitches.Of(TestVenue.UserAddress).WhenIdleAsync().IsCompleted);
        world.Store.At = at => at == "sync" ? throw new IOException("disk full") : Task.CompletedTask;
        await Assert.ThrowsAsync<PlacementJournalException>(() => journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One));
        Assert.True(world.Client.Exchange.KillSwitches.Of(TestVenue.UserAddress).WhenIdleAsync().IsCompleted);
        Assert.Equal(0, world.Way.Count("order"));
    });

    [Fact]
    public Task An_expiry_in_the_far_future_ends_with_the_life_of_the_nonce() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync(new PlacementJournalOptions { Patience = TimeSpan.FromDays(3) });
        world.Way.Act = (p, _) => p.Type switch
        {
            "order" => throw new IOException("broken pipe"),
            "noop" => Task.FromResult<HttpResponseMessage?>(FaultyWay.Error(string.Create(CultureInfo.InvariantCulture, $"Invalid nonce: duplicate nonce {p.Nonce}"))),
            _ => Task.FromResult<HttpResponseMessage?>(null),
        };
        var options = new ActionOptions { IdempotencyKey = "one", ExpiresAfter = world.Time.GetUtcNow().AddYears(10) };
        Assert.Equal(OrderResultStatus.NotPlaced, (await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), options)).Status);
    });

    [Fact]
    public Task Evidence_that_makes_no_sense_is_asked_for_again() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        var lies = 0;
        world.Way.Act = async (p, token) =>
        {
            if (p.Type == "userFillsByTime" && lies++ == 0)
            {
                var order = world.TrueHistory()[0].Order!;
                return FaultyWay.Json($$"""[{"coin":"BTC","px":"1000000000","sz":"79228162514264337593543950335","side":"B","time":{{world.Time.GetUtcNow().ToUnixTimeMilliseconds()}},"startPosition":"0","dir":"Open Long","closedPnl":"0","hash":"0x00","oid":{{order.OrderId}},"crossed":true,"fee":"0","tid":1,"feeToken":"USDC"}]""");
            }

            if (p.Type != "order") return null;
            world.Way.Deliver(p);
            return await FaultyWay.NeverAsync(token);
        };
        var result = await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(100_100, 0.01m, TimeInForce.Ioc), One);
        Assert.Equal((OrderResultStatus.Filled, 0.01m), (result.Status, result.FilledSize));
        Assert.True(lies > 1);
        Assert.Empty(journal.Unresolved);
    });

    [Fact]
    public Task A_cancel_goes_also_where_the_venue_cannot_be_asked_for_its_time() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        var resting = await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy());
        world.Time.Advance(TimeSpan.FromMinutes(10));
        world.Way.Act = (p, _) => p.Type is "exchangeStatus" or "perpDexs" or "userRole" ? throw new HttpRequestException("no route to host") : Task.FromResult<HttpResponseMessage?>(null);
        Assert.Equal(CancelResultStatus.Canceled, (await journal.Account.Orders.CancelAsync("BTC", resting.OrderId!.Value)).Status);

        // An order waits for what it must not be sent without.
        await Assert.ThrowsAsync<TransportException>(() => journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One));
    });

    [Fact]
    public Task Without_a_key_nobody_is_told_to_ask_again_with_it() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync(new PlacementJournalOptions { Patience = TimeSpan.FromSeconds(5), ShutdownPatience = TimeSpan.FromSeconds(1) });
        world.Way.Act = async (p, token) => p.IsExchange ? await FaultyWay.NeverAsync(token) : null;
        var unknown = await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy());
        Assert.Equal(OrderResultStatus.Unknown, unknown.Status);
        Assert.DoesNotContain("auto", unknown.Failure!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("same key", unknown.Failure.Message, StringComparison.Ordinal);
        Assert.Contains(unknown.Request.Cloid!.Value.ToString(), unknown.Failure.Message, StringComparison.Ordinal);
        var named = await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One);
        Assert.Contains("same key", named.Failure!.Message, StringComparison.Ordinal);
    });

    [Fact]
    public Task Exits_that_hang_on_a_parent_that_was_taken_are_never_said_not_to_be_placed() => PlacementWorld.RunAsync(async world =>
    {
        await using var journal = await world.OpenAsync();
        var isHidden = false;
        world.Way.Act = async (p, token) =>
        {
            // A venue that shows no child before its parent has filled.
            if (isHidden && p.Type == "orderStatus" && p.Json.GetProperty("oid").ValueKind == System.Text.Json.JsonValueKind.String
                && Cloid.TryParse(p.Json.GetProperty("oid").GetString(), null, out var cloid) && world.Truth(cloid)?.Order?.IsTrigger == true)
            {
                return FaultyWay.Json("""{"status":"unknownOid"}""");
            }

            if (isHidden && p.Type is "historicalOrders" or "openOrders") return FaultyWay.Json("[]");
            if (p.Type != "order") return null;
            world.Way.Deliver(p);
            return await FaultyWay.NeverAsync(token);
        };
        foreach (var hidden in (bool[])[false, true])
        {
            isHidden = hidden;
            var batch = OrderBatch.WithTpsl(PlacementWorld.Buy(90_000), new Price(120_000), new Price(80_000));
            var results = await journal.Account.Orders.PlaceAsync(batch, new ActionOptions { IdempotencyKey = hidden ? "hidden" : "seen" });
            Assert.Equal(OrderResultStatus.Resting, results[0].Status);
            Assert.All(results.Skip(1), exit => Assert.Equal(hidden ? OrderResultStatus.Unknown : OrderResultStatus.WaitingForTrigger, exit.Status));
        }
    });

    [Fact]
    public Task A_signer_has_one_journal_at_a_time_whatever_the_path() => PlacementWorld.RunAsync(async world =>
    {
        var path = Path.Combine(_folder, "a.journal");
        await using (var journal = await world.Plain.OpenJournalAsync(path))
        {
            var second = await Assert.ThrowsAsync<PlacementJournalException>(() => world.Plain.OpenJournalAsync(Path.Combine(_folder, "b.journal")));
            Assert.Contains("one journal", second.Message, StringComparison.Ordinal);
            await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One);
        }

        await using var again = await world.Plain.OpenJournalAsync(path);
        Assert.Equal(OrderResultStatus.Resting, (await again.Account.Orders.PlaceAsync(PlacementWorld.Buy(), One)).Status);
        Assert.Equal(1, world.Way.Count("order"));
    });

    [Fact]
    public async Task A_link_to_a_journal_is_the_journal()
    {
        if (OperatingSystem.IsWindows()) return;
        var (file, link) = (Path.Combine(_folder, "real.journal"), Path.Combine(_folder, "link.journal"));
        await using (var store = FileJournalStore.Open(file))
        {
            File.CreateSymbolicLink(link, file);
            Assert.Throws<PlacementJournalException>(() => FileJournalStore.Open(link));
        }

        await using (var store = FileJournalStore.Open(link)) await store.ReplaceAsync(new byte[] { 9 });
        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.Equal([9], await File.ReadAllBytesAsync(file));
    }
}
