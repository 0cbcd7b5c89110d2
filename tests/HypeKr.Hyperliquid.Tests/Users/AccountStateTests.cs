using System.Text.Json;
using static HypeKr.Hyperliquid.Tests.AccountScene;

namespace HypeKr.Hyperliquid.Tests;

public sealed class AccountStateTests
{
    [Fact]
    public async Task It_opens_subscribed_and_read_once()
    {
        using var scene = new AccountScene { Perps = Perp(2, 1), Orders = $"[{Order(7)}]" };
        scene.Fills.AddRange([Fill(1, -3600 * 13), Fill(2, -60)]);
        await using var state = await scene.OpenAsync();

        Assert.Equal(AccountStateStatus.Synced, state.Status);
        var now = state.Current;
        Assert.Equal(2, now.FindPosition("BTC")!.SignedSize);
        Assert.Equal(7, Assert.Single(now.OpenOrders).OrderId);
        Assert.Equal(100, now.Spot!.FindBalance("USDC")!.Total);

        // Yesterday's fill is not of the day that it was opened in.
        Assert.Equal([2], now.Fills.Select(f => f.OrderId));
        Assert.Equal((TestVenue.Start, 0L), (now.ConfirmedAt, now.FirstFill));
        Assert.Empty(now.FillGaps);
    }

    [Fact]
    public async Task Each_fill_is_counted_once_wherever_it_comes_from()
    {
        using var scene = new AccountScene();
        scene.Fills.AddRange([Fill(1), Fill(2, hasTrade: false)]);
        await using var state = await scene.OpenAsync();

        // A trade id is only unique with its coin and its time.
        string[] rows = [Fill(1), Fill(2, hasTrade: false), Fill(3), Fill(3, coin: "ETH"), Fill(3, 1), Fill(4, hasTrade: false), Fill(4, hasTrade: false, size: 2)];
        scene.SayFills(isSnapshot: true, rows);
        scene.SayFills(isSnapshot: false, rows);
        scene.Fills.Clear();
        scene.Fills.AddRange(rows);
        await UntilAsync(state, s => s.Fills.Count == 7);
        await state.RefreshAsync();
        scene.SayFills(isSnapshot: false, Fill(5));
        var now = await UntilAsync(state, s => s.Fills.Any(f => f.OrderId == 5));
        Assert.Equal([1, 2, 3, 3, 3, 4, 4, 5], now.Fills.Select(f => f.OrderId));
    }

    [Fact]
    public async Task After_a_gap_what_was_missed_is_read_and_nothing_twice()
    {
        using var scene = new AccountScene();
        scene.Fills.Add(Fill(1, 0));
        await using var state = await scene.OpenAsync();
        await using var fills = state.ReadFillsAsync().GetAsyncEnumerator();
        Assert.Equal(1, await Next());

        scene.SayFills(isSnapshot: false, Fill(2, 1));
        Assert.Equal(2, await Next());
        scene.Socket.Break();
        await UntilAsync(state, s => s.Status == AccountStateStatus.Syncing);
        Assert.Null(state.GetFigures());

        scene.Fills.AddRange([Fill(2, 1), Fill(3, 2), Fill(4, 3)]);
        scene.Perps = Perp(3, 5);
        scene.Orders = $"[{Order(9)}]";
        await scene.ReconnectAsync();
        var now = await UntilAsync(state, s => s.Status == AccountStateStatus.Synced);
        Assert.Equal(3, now.FindPosition("BTC")!.SignedSize);
        Assert.Equal(9, Assert.Single(now.OpenOrders).OrderId);
        scene.SayFills(isSnapshot: true, Fill(3, 2), Fill(4, 3), Fill(5, 4));
        foreach (var expected in new long[] { 3, 4, 5 }) Assert.Equal(expected, await Next());

        // From the newest fill that was read before on, and a little before: what a feed said proves nothing about what it did not.
        // The first reading after the gap: another one follows where a feed was told of the gap only then.
        Assert.Equal(At(0 - 10), scene.Info.Requests.Where(r => r.GetProperty("type").GetString() == "userFillsByTime").ElementAt(1).GetProperty("startTime").GetInt64());

        async Task<long> Next()
        {
            Assert.True(await fills.MoveNextAsync().AsTask().Guarded());
            return fills.Current.OrderId;
        }
    }

    [Fact]
    public async Task Until_it_could_be_read_it_is_not_synced()
    {
        using var scene = new AccountScene();
        await using var state = await scene.OpenAsync();
        var fails = true;
        scene.FailInfo("clearinghouseState", () => fails);
        scene.Socket.Break();
        await scene.ReconnectAsync();

        // A second and a half, then three.
        scene.Venue.Time.Advance(await scene.Venue.Time.TimerAsync(due => due == TimeSpan.FromSeconds(1.5)));
        var pause = await scene.Venue.Time.TimerAsync(due => due == TimeSpan.FromSeconds(3));
        Assert.Equal(AccountStateStatus.Syncing, state.Status);
        fails = false;
        scene.Venue.Time.Advance(pause);
        await UntilAsync(state, s => s.Status == AccountStateStatus.Synced);
    }

    [Fact]
    public async Task A_feed_that_overtakes_an_answer_wins()
    {
        using var scene = new AccountScene();
        await using var state = await scene.OpenAsync();
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        scene.Info.Reply("frontendOpenOrders", async (_, _) =>
        {
            asked.SetResult();
            await answer.Task;
            return InfoStub.Json($"[{Order(1)}]");
        });
        var refreshing = state.RefreshAsync();
        await asked.Task.Guarded();
        scene.SayOrders($"[{Order(2)}]");
        await UntilAsync(state, s => s.OpenOrders.Any(o => o.OrderId == 2));
        answer.SetResult();
        Assert.Equal(2, Assert.Single((await refreshing.Guarded()).OpenOrders).OrderId);
    }

    [Fact]
    public async Task An_older_state_of_a_dex_is_ignored()
    {
        using var scene = new AccountScene { Perps = Perp(5, 10) };
        await using var state = await scene.OpenAsync();
        scene.SayPerps(Perp(4, 9));
        scene.SayPerps(Perp(6, 11));
        await UntilAsync(state, s => s.FindPosition("BTC")?.SignedSize == 6);
        await state.RefreshAsync();
        Assert.Equal(6, state.Current.FindPosition("BTC")!.SignedSize);
    }

    [Fact]
    public async Task A_fill_tells_the_position_before_the_dex_does()
    {
        using var scene = new AccountScene { Perps = Perp(2, 1) };
        await using var state = await scene.OpenAsync();
        Assert.Equal(2, state.Current.GetSignedSize("BTC"));
        scene.SayFills(false, Fill(1, 1, start: 2, size: 3), Fill(2, 1, start: 5, size: 1, side: "A"), Fill(3, 1, "ETH", start: 0, size: 9));
        var now = await UntilAsync(state, s => s.Fills.Count == 3);
        Assert.Equal((4m, 9m, 2m), (now.GetSignedSize("BTC"), now.GetSignedSize("ETH"), now.FindPosition("BTC")!.SignedSize));
        Assert.Equal((4m, 9m), (state.GetFigures()!.Sizes["BTC"], state.GetFigures()!.Sizes["ETH"]));

        scene.SayPerps(Perp(4, 1));
        now = await UntilAsync(state, s => s.FindPosition("BTC")!.SignedSize == 4);
        Assert.Equal((4m, 0m), (now.GetSignedSize("BTC"), now.GetSignedSize("ETH")));

        // One that became known late and is older than what the dex told.
        scene.SayFills(false, Fill(4, 0, start: 100));
        now = await UntilAsync(state, s => s.Fills.Count == 4);
        Assert.Equal(4, now.GetSignedSize("BTC"));
    }

    [Fact]
    public async Task The_days_profit_is_closed_profit_less_fees_and_what_is_open()
    {
        using var scene = new AccountScene { Perps = Perp(1, 1, unrealized: -7.5m) };
        scene.Fills.AddRange([Fill(1, profit: 10, fee: 0.5m), Fill(2, profit: -30), Fill(3, coin: "@107", fee: 0.01m, feeToken: "HYPE"), Fill(4, -3600 * 12.5, profit: -1000)]);
        await using var state = await scene.OpenAsync(new() { FillsFrom = TestVenue.Start.AddDays(-2) });
        var figures = state.GetFigures()!;
        Assert.Equal(10 - 0.5m - 30 - 1 - 7.5m, figures.DayProfit);
        Assert.Equal(TestVenue.UserAddress, figures.Address);
        Assert.Equal(100, figures.Sizes["balance:USDC"]);

        // Tomorrow the day's fills count no more.
        scene.Venue.Time.AdjustTime(TestVenue.Start.AddHours(12));
        Assert.Equal(-7.5m, state.GetFigures()!.DayProfit);
    }

    [Fact]
    public async Task The_day_is_the_venues_whatever_the_local_clock_says()
    {
        using var scene = new AccountScene();
        scene.Info.Answer("exchangeStatus", _ => FormattableString.Invariant($$"""{"time":{{At(1)}},"specialStatuses":null}"""));
        scene.Venue.Time.Offset = TimeSpan.FromDays(3);
        scene.Fills.AddRange([Fill(1, profit: -30), Fill(2, -3600 * 13, profit: -1000)]);
        await using var state = await scene.OpenAsync();
        Assert.Equal([1], state.Current.Fills.Select(f => f.OrderId));
        Assert.Equal(-30, state.GetFigures()!.DayProfit);

        // The losses of the day are not forgotten by a clock that is set again.
        scene.Venue.Time.Offset = TimeSpan.FromDays(5);
        Assert.Equal(-30, state.GetFigures()!.DayProfit);
    }

    [Theory]
    [InlineData("userFills")]
    [InlineData("openOrders")]
    [InlineData("clearinghouseState")]
    [InlineData("spotState")]
    public async Task A_feed_that_has_gone_deaf_is_made_anew(string type)
    {
        using var scene = new AccountScene();
        await using var state = await scene.OpenAsync();
        Happen();
        await state.RefreshAsync();
        Assert.False(scene.Socket.TryReadFrame(out _));

        // It may have been on its way. From one reading to the next it was not.
        await state.RefreshAsync();
        Assert.Contains($"unsubscribe\",\"subscription\":{{\"type\":\"{type}\"", await scene.Socket.AcknowledgeAsync(), StringComparison.Ordinal);
        await UntilAsync(state, s => s.Status == AccountStateStatus.Syncing);
        Assert.Contains("\"subscribe\"", await scene.Socket.AcknowledgeAsync(), StringComparison.Ordinal);
        await state.WaitUntilSyncedAsync().Guarded();
        await state.RefreshAsync();
        await state.RefreshAsync();
        Assert.False(scene.Socket.TryReadFrame(out _));

        void Happen()
        {
            switch (type)
            {
                case "userFills": scene.Fills.Add(Fill(1)); break;
                case "openOrders": scene.Orders = $"[{Order(1)}]"; break;
                case "clearinghouseState": scene.Perps = Perp(2, 5); break;
                default: scene.Spot = """{"balances":[{"coin":"HYPE","token":150,"total":"3","hold":"0","entryNtl":"0"}]}"""; break;
            }
        }
    }

    [Fact]
    public async Task A_feed_that_is_only_slower_is_left_alone()
    {
        using var scene = new AccountScene();
        await using var state = await scene.OpenAsync();
        scene.Fills.Add(Fill(1));
        scene.Orders = $"[{Order(1)}]";
        scene.Spot = """{"balances":[{"coin":"USDC","token":0,"total":"200","hold":"0","entryNtl":"0"}]}""";
        await state.RefreshAsync();
        scene.SayOrders($"[{Order(1)},{Order(2)}]");
        scene.Orders = $"[{Order(1)},{Order(2)}]";
        scene.SayFills(isSnapshot: false, Fill(1), Fill(2));
        scene.Fills.Add(Fill(2));
        await UntilAsync(state, s => s.Fills.Count == 2 && s.OpenOrders.Count == 2);
        await state.RefreshAsync();
        await state.RefreshAsync();

        Assert.Equal(AccountStateStatus.Synced, state.Status);
        Assert.False(scene.Socket.TryReadFrame(out _));
    }

    [Fact]
    public async Task Messages_that_cannot_be_read_do_not_use_up_the_weight_of_others()
    {
        using var scene = new AccountScene();
        await using var state = await scene.OpenAsync();
        var readings = new SemaphoreSlim(0);
        var count = 0;
        scene.Info.Answer("frontendOpenOrders", _ =>
        {
            Interlocked.Increment(ref count);
            readings.Release();
            return "[]";
        });
        for (var i = 0; i < 4; i++)
        {
            scene.SayOrders("[{}]");
            await readings.WaitAsync().Guarded();
            await state.WaitUntilSyncedAsync().Guarded();
        }

        scene.SayOrders("[{}]");
        var pause = await scene.Venue.Time.TimerAsync(due => due == TimeSpan.FromSeconds(1.5));
        Assert.Equal((4, AccountStateStatus.Syncing), (count, state.Status));
        scene.Venue.Time.Advance(pause);
        await readings.WaitAsync().Guarded();
        await state.WaitUntilSyncedAsync().Guarded();
    }

    [Fact]
    public async Task A_fill_that_the_feed_lost_without_a_word_is_read_later_however_old()
    {
        using var scene = new AccountScene();
        scene.Fills.Add(Fill(1));
        await using var state = await scene.OpenAsync();
        scene.Fills.AddRange([Fill(2, 30), Fill(3, 90)]);
        scene.SayFills(isSnapshot: false, Fill(3, 90));
        await UntilAsync(state, s => s.Fills.Count == 2);
        await state.RefreshAsync();
        Assert.Equal([1, 3, 2], state.Current.Fills.Select(f => f.OrderId));
    }

    [Fact]
    public async Task A_day_of_which_fills_are_missing_has_no_profit()
    {
        using var scene = new AccountScene { PageSize = 600 };
        for (var i = 0; i < 601; i++) scene.Fills.Add(Fill(i, 60));
        await using var state = await scene.OpenAsync();
        Assert.Single(state.Current.FillGaps);
        Assert.Null(state.GetFigures()!.DayProfit);

        // The next day all is known again.
        scene.Venue.Time.AdjustTime(TestVenue.Start.AddHours(25));
        Assert.Equal(0, state.GetFigures()!.DayProfit);

        using var later = new AccountScene();
        await using var young = await later.OpenAsync(new() { FillsFrom = TestVenue.Start });
        Assert.Null(young.GetFigures()!.DayProfit);
    }

    [Fact]
    public async Task Now_and_then_it_is_read_without_a_gap()
    {
        using var scene = new AccountScene();
        await using var state = await scene.OpenAsync(new() { ReconcileInterval = TimeSpan.FromSeconds(20) });
        var pause = await scene.Venue.Time.TimerAsync(due => due == TimeSpan.FromSeconds(20));
        scene.Orders = $"[{Order(1)}]";
        scene.Venue.Time.Advance(pause);
        var now = await UntilAsync(state, s => s.ConfirmedAt == TestVenue.Start.AddSeconds(20));
        Assert.Equal((AccountStateStatus.Synced, 1), (now.Status, now.OpenOrders.Count));
    }

    [Fact]
    public async Task Refused_after_a_reconnect_it_ends_and_tells_every_reader()
    {
        using var scene = new AccountScene();
        await using var state = await scene.OpenAsync();
        var reading = ReadAsync();
        scene.Socket.Break();
        var socket = await scene.Venue.ReconnectAsync();
        var frame = await socket.NextFrameAsync();
        socket.SayError($"Invalid subscription {JsonDocument.Parse(frame).RootElement.GetProperty("subscription").GetRawText()}");
        await Assert.ThrowsAsync<SubscriptionRejectedException>(() => reading.Guarded());
        Assert.Equal(AccountStateStatus.Ended, state.Status);
        Assert.IsType<SubscriptionRejectedException>(state.Error);
        Assert.Null(state.GetFigures());
        await Assert.ThrowsAsync<SubscriptionRejectedException>(() => state.WaitUntilSyncedAsync().Guarded());

        async Task ReadAsync()
        {
            await foreach (var _ in state.ReadFillsAsync()) Assert.Fail("There is no fill.");
        }
    }

    [Fact]
    public async Task Refused_at_once_it_does_not_open_and_leaves_nothing()
    {
        using var scene = new AccountScene(o => o.Limits = new());
        var opening = scene.Venue.Client.ForUser(TestVenue.UserAddress).OpenStateAsync();
        var socket = await scene.Venue.NextSocketAsync();
        await socket.AcknowledgeAsync();
        socket.SayError($"Invalid subscription {JsonDocument.Parse(await socket.NextFrameAsync()).RootElement.GetProperty("subscription").GetRawText()}");
        await Assert.ThrowsAsync<SubscriptionRejectedException>(() => opening.Guarded());
        Assert.Equal((0, 0), (scene.Venue.Client.Limits.GetUsage().Subscriptions, scene.Venue.Client.Limits.GetUsage().StreamedUsers));
    }

    [Fact]
    public async Task Disposing_unsubscribes_everything()
    {
        using var scene = new AccountScene(o => o.Limits = new());
        var state = await scene.OpenAsync(new() { Dexs = ["", "xyz"] });
        Assert.Equal((6, 1), (scene.Venue.Client.Limits.GetUsage().Subscriptions, scene.Venue.Client.Limits.GetUsage().StreamedUsers));
        await state.DisposeAsync();
        await state.DisposeAsync();
        Assert.Equal((0, 0), (scene.Venue.Client.Limits.GetUsage().Subscriptions, scene.Venue.Client.Limits.GetUsage().StreamedUsers));
        for (var i = 0; i < 6; i++) Assert.Contains("unsubscribe", await scene.Socket.NextFrameAsync(), StringComparison.Ordinal);
        Assert.Equal(AccountStateStatus.Ended, state.Status);
        await foreach (var _ in state.ReadFillsAsync()) Assert.Fail("There is no fill.");
        await Assert.ThrowsAsync<ObjectDisposedException>(() => state.WaitUntilSyncedAsync());
    }

    [Fact]
    public async Task More_fills_than_a_page_are_paged_and_a_hole_is_told()
    {
        using var scene = new AccountScene { PageSize = 600 };
        for (var i = 0; i < 1500; i++) scene.Fills.Add(Fill(i, i / 1000.0));
        await using var state = await scene.OpenAsync();
        Assert.Equal(1500, state.Current.Fills.Count);
        Assert.Empty(state.Current.FillGaps);

        // More in one millisecond than a page has: nobody can read them all.
        scene.Fills.Clear();
        for (var i = 0; i < 601; i++) scene.Fills.Add(Fill(5000 + i, 60));
        await state.RefreshAsync();
        Assert.Equal(HistoryGapReason.TooManyInOneMillisecond, Assert.Single(state.Current.FillGaps).Reason);
    }

    [Fact]
    public async Task Options_out_of_range_are_named()
    {
        using var scene = new AccountScene();
        foreach (var options in new AccountStateOptions[] { new() { Dexs = [] }, new() { Dexs = ["", ""] }, new() { Dexs = ["ALL_DEXS"] }, new() { FillsKept = 9_999 }, new() { ReconcileInterval = TimeSpan.FromSeconds(4) } })
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => scene.Venue.Client.ForUser(TestVenue.UserAddress).OpenStateAsync(options));
        }

        Assert.Equal(0, scene.Venue.Attempts);
    }

    [Fact]
    public void Of_fills_the_newest_are_kept_and_snapshots_do_not_change()
    {
        var log = new FillLog(100);
        for (var i = 0; i < 150; i++) Assert.True(log.TryAdd(Row(i)));
        var early = log.Rows;
        for (var i = 150; i < 1000; i++)
        {
            Assert.True(log.TryAdd(Row(i)));
            Assert.False(log.TryAdd(Row(i - 99)));
            Assert.InRange(log.Rows.Count, 100, 200);
            Assert.Equal(i + 1, log.End);
            Assert.Equal(log.First, log.Rows[0].OrderId);
        }

        Assert.Equal(Enumerable.Range(0, 150).Select(i => (long)i), early.Select(f => f.OrderId));

        static Fill Row(int i) => JsonSerializer.Deserialize(Fill(i, i), HyperliquidJsonContext.Default.Fill)!;
    }

    [Fact]
    public async Task A_reader_who_is_too_far_behind_is_told()
    {
        using var scene = new AccountScene();
        await using var state = await scene.OpenAsync(new() { FillsKept = 10_000 });
        await using var reader = state.ReadFillsAsync().GetAsyncEnumerator();
        scene.SayFills(false, Fill(0));
        Assert.True(await reader.MoveNextAsync().AsTask().Guarded());
        for (var i = 1; i <= 21_000; i += 500) scene.SayFills(false, [.. Enumerable.Range(i, 500).Select(n => Fill(n))]);
        await UntilAsync(state, s => s.FirstFill + s.Fills.Count >= 21_000);
        await Assert.ThrowsAsync<FeedOverflowException>(async () =>
        {
            while (await reader.MoveNextAsync().AsTask().Guarded())
            {
            }
        });
    }
}
