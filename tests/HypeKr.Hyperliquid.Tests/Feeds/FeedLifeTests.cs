using System.Text.Json;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>What a feed says while sockets die under it: every loss is an item, and it goes on.</summary>
public sealed class FeedLifeTests
{
    private const string User = "0x00000000000000000000000000000000000000ab";
    private const string Book = """{"type":"l2Book","coin":"BTC"}""";
    private const string Fills = $$"""{"type":"userFills","user":"{{User}}"}""";

    [Fact]
    public async Task A_lost_socket_is_a_gap_with_a_beginning_and_an_end()
    {
        using var venue = new ScriptedVenue();
        var (feed, first) = await venue.OpenFeedAsync(Fills);
        await using var reader = feed.GetAsyncEnumerator();
        first.Say(FillsMessage(1, isSnapshot: true));
        first.Say(FillsMessage(2));
        Assert.Equal((FeedItemKind.Snapshot, 1L), Read(await reader.NextAsync()));
        Assert.Equal((FeedItemKind.Live, 2L), Read(await reader.NextAsync()));
        var lastAt = venue.Time.GetUtcNow();
        venue.Time.Advance(TimeSpan.FromSeconds(3));

        first.Break();
        var begun = await reader.NextAsync();
        Assert.Equal((FeedItemKind.Gap, FeedGapReason.Disconnected, false), (begun.Kind, begun.Gap!.Reason, begun.Gap.IsOver));
        Assert.Equal((lastAt, venue.Time.GetUtcNow()), (begun.Gap.Since, begun.ReceivedAt));
        Assert.Throws<InvalidOperationException>(() => begun.Value);
        var second = await venue.ReconnectAsync();
        Assert.Equal("""{"method":"subscribe","subscription":""" + Fills + "}", await second.AcknowledgeAsync());
        var ended = await reader.NextAsync();
        Assert.Equal((FeedGapReason.Disconnected, true, lastAt), (ended.Gap!.Reason, ended.Gap.IsOver, ended.Gap.Since));
        Assert.Equal(venue.Time.GetUtcNow(), ended.Gap.Until);
        second.Say(FillsMessage(3, isSnapshot: true));
        second.Say(FillsMessage(4));

        Assert.Equal((FeedItemKind.Snapshot, 3L), Read(await reader.NextAsync()));
        Assert.Equal((FeedItemKind.Live, 4L), Read(await reader.NextAsync()));
    }

    [Fact]
    public async Task A_reader_who_was_away_finds_one_gap_and_not_two()
    {
        using var venue = new ScriptedVenue();
        var (feed, first) = await venue.OpenFeedAsync(Book);
        await using var reader = feed.GetAsyncEnumerator();
        first.SayGoodbye();
        var second = await venue.ReconnectAsync();
        await second.AcknowledgeAsync();
        second.Say(BookMessage(7));

        var gap = await reader.NextAsync();
        if (!gap.Gap!.IsOver) gap = await reader.NextAsync();
        Assert.Equal((FeedGapReason.Disconnected, true, (DateTimeOffset?)null), (gap.Gap!.Reason, gap.Gap.IsOver, gap.Gap.Since));
        Assert.Equal((FeedItemKind.Snapshot, 7), ReadTime(await reader.NextAsync()));
    }

    [Fact]
    public async Task Half_a_message_is_none()
    {
        using var venue = new ScriptedVenue();
        var (feed, first) = await venue.OpenFeedAsync(Book);
        await using var reader = feed.GetAsyncEnumerator();
        var message = BookMessage(1);
        first.SayPart(message[..20]);
        first.SayPart(message[20..40]);
        first.Say(message[40..]);
        Assert.Equal((FeedItemKind.Snapshot, 1), ReadTime(await reader.NextAsync()));
        first.SayPart(BookMessage(2)[..50]);
        first.Break();

        Assert.Equal(FeedGapReason.Disconnected, (await reader.NextAsync()).Gap!.Reason);
        var second = await venue.ReconnectAsync();
        await second.AcknowledgeAsync();
        second.Say(BookMessage(3));
        Assert.True((await reader.NextAsync()).Gap!.IsOver);
        Assert.Equal((FeedItemKind.Snapshot, 3), ReadTime(await reader.NextAsync()));
    }

    [Fact]
    public async Task A_message_longer_than_any_buffer_is_read_and_one_longer_than_allowed_ends_the_socket()
    {
        using var venue = new ScriptedVenue(feeds: f => new() { SocketFactory = f.SocketFactory, MaxMessageBytes = 300_000 });
        var (feed, first) = await venue.OpenFeedAsync(Book);
        await using var reader = feed.GetAsyncEnumerator();
        first.Say($$$"""{"channel":"l2Book","data":{"coin":"BTC","time":1,"padding":"{{{new string('x', 250_000)}}}"}}""");
        Assert.Equal(1, ReadTime(await reader.NextAsync()).Time);
        first.Say($$$"""{"channel":"l2Book","data":{"coin":"BTC","time":2,"padding":"{{{new string('x', 400_000)}}}"}}""");

        var gap = await reader.NextAsync();
        Assert.Contains("longer than 300000 bytes", gap.Gap!.Detail);
        await first.Ended.Guarded();
    }

    [Fact]
    public async Task A_ping_is_sent_and_a_pong_keeps_the_socket()
    {
        using var venue = new ScriptedVenue();
        var (feed, socket) = await venue.OpenFeedAsync(Fills);
        await using var reader = feed.GetAsyncEnumerator();
        for (var i = 0; i < 10; i++)
        {
            venue.Time.Advance(TimeSpan.FromSeconds(30));
            Assert.Equal("""{"method":"ping"}""", await socket.NextFrameAsync());
            socket.Say("""{"channel":"pong"}""");
            socket.Say(FillsMessage(i));
            Assert.Equal(i, Read(await reader.NextAsync()).Id);
        }

        Assert.False(venue.HasNewSocket);
    }

    [Fact]
    public async Task A_ping_without_a_pong_ends_the_socket()
    {
        using var venue = new ScriptedVenue();
        var (feed, socket) = await venue.OpenFeedAsync(Book);
        await using var reader = feed.GetAsyncEnumerator();

        venue.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("""{"method":"ping"}""", await socket.NextFrameAsync());
        venue.Time.Advance(TimeSpan.FromSeconds(10));
        var gap = await reader.NextAsync();

        Assert.Contains("ping had no answer within 00:00:10", gap.Gap!.Detail);
        await socket.Ended.Guarded();
        await (await venue.ReconnectAsync()).AcknowledgeAsync();
        Assert.True((await reader.NextAsync()).Gap!.IsOver);
    }

    [Fact]
    public async Task Silence_ends_the_socket()
    {
        using var venue = new ScriptedVenue(feeds: f => new() { SocketFactory = f.SocketFactory, PingInterval = TimeSpan.FromHours(1) });
        var (feed, socket) = await venue.OpenFeedAsync(Fills);
        await using var reader = feed.GetAsyncEnumerator();
        venue.Time.Advance(TimeSpan.FromSeconds(40));
        socket.Say(FillsMessage(1));
        await reader.NextAsync();
        venue.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(socket.Ended.IsCompleted);
        venue.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains("Nothing arrived for 00:01:00", (await reader.NextAsync()).Gap!.Detail);
        await socket.Ended.Guarded();
    }

    [Fact]
    public async Task A_subscription_that_falls_silent_is_made_anew_and_then_the_socket_is()
    {
        using var venue = new ScriptedVenue(feeds: f => new() { SocketFactory = f.SocketFactory, PingInterval = TimeSpan.FromHours(1) });
        var (feed, socket) = await venue.OpenFeedAsync(Book, new() { StaleAfter = TimeSpan.FromSeconds(20) });
        await using var reader = feed.GetAsyncEnumerator();
        socket.Say(BookMessage(1));
        await reader.NextAsync();

        venue.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal((FeedGapReason.Stale, false), (await reader.NextAsync()) is { Gap: { } begun } ? (begun.Reason, begun.IsOver) : default);
        Assert.Equal("""{"method":"unsubscribe","subscription":{"type":"l2Book","coin":"BTC"}}""", await socket.AcknowledgeAsync());
        Assert.Equal("""{"method":"subscribe","subscription":{"type":"l2Book","coin":"BTC"}}""", await socket.AcknowledgeAsync());
        Assert.Equal((FeedGapReason.Stale, true), (await reader.NextAsync()) is { Gap: { } over } ? (over.Reason, over.IsOver) : default);
        socket.Say(BookMessage(2));
        Assert.Equal((FeedItemKind.Snapshot, 2), ReadTime(await reader.NextAsync()));

        // Twice in a row without a message between them, and the socket is given up.
        venue.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(FeedGapReason.Stale, (await reader.NextAsync()).Gap!.Reason);
        await socket.AcknowledgeAsync();
        await socket.AcknowledgeAsync();
        Assert.True((await reader.NextAsync()).Gap!.IsOver);
        venue.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.False((await reader.NextAsync()).Gap!.IsOver);
        await socket.Ended.Guarded();
        var second = await venue.ReconnectAsync();
        await second.AcknowledgeAsync();
        Assert.True((await reader.NextAsync()).Gap!.IsOver);
    }

    [Fact]
    public async Task One_quiet_feed_leaves_the_socket_to_the_others_and_is_made_anew_ever_more_rarely()
    {
        using var venue = new ScriptedVenue(feeds: f => new() { SocketFactory = f.SocketFactory, PingInterval = TimeSpan.FromHours(1) });
        var (quiet, socket) = await venue.OpenFeedAsync(Book, new() { StaleAfter = TimeSpan.FromSeconds(20) });
        var subscribing = venue.SubscribeAsync("""{"type":"l2Book","coin":"ETH"}""", new() { StaleAfter = TimeSpan.FromSeconds(20) });
        await socket.AcknowledgeAsync();
        await using var lively = (await subscribing.Guarded()).GetAsyncEnumerator();
        await using var reader = quiet.GetAsyncEnumerator();

        foreach (var tens in new[] { 2, 2, 4, 8 })
        {
            for (var i = 0; i < tens; i++)
            {
                Assert.False(socket.TryReadFrame(out _));
                socket.Say("""{"channel":"l2Book","data":{"coin":"ETH","time":1}}""");
                Assert.Equal(1, ReadTime(await lively.NextAsync()).Time);
                venue.Time.Advance(TimeSpan.FromSeconds(10));
            }

            Assert.Equal((FeedGapReason.Stale, false), (await reader.NextAsync()) is { Gap: { } begun } ? (begun.Reason, begun.IsOver) : default);
            await socket.AcknowledgeAsync();
            await socket.AcknowledgeAsync();
            Assert.True((await reader.NextAsync()).Gap!.IsOver);
        }

        Assert.False(socket.Ended.IsCompleted);
        Assert.False(venue.HasNewSocket);
    }

    [Fact]
    public async Task A_new_socket_that_is_as_silent_is_not_given_up_again()
    {
        var hour = TimeSpan.FromHours(1);
        using var venue = new ScriptedVenue(feeds: f => new() { SocketFactory = f.SocketFactory, PingInterval = hour, SilenceTimeout = hour });
        var (feed, first) = await venue.OpenFeedAsync(Book, new() { StaleAfter = TimeSpan.FromSeconds(20) });
        await using var reader = feed.GetAsyncEnumerator();
        await RenewAsync(first, 20);
        venue.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.False((await reader.NextAsync()).Gap!.IsOver);
        await first.Ended.Guarded();
        var second = await venue.ReconnectAsync();
        await second.AcknowledgeAsync();
        Assert.True((await reader.NextAsync()).Gap!.IsOver);

        await RenewAsync(second, 40);
        await RenewAsync(second, 80);
        Assert.False(second.Ended.IsCompleted);

        // Once it has spoken, it may be given up again.
        second.Say(BookMessage(1));
        await reader.NextAsync();
        await RenewAsync(second, 20);
        venue.Time.Advance(TimeSpan.FromSeconds(20));
        await second.Ended.Guarded();

        async Task RenewAsync(ScriptedSocket socket, int seconds)
        {
            venue.Time.Advance(TimeSpan.FromSeconds(seconds));
            Assert.Equal((FeedGapReason.Stale, false), (await reader.NextAsync()) is { Gap: { } begun } ? (begun.Reason, begun.IsOver) : default);
            await socket.AcknowledgeAsync();
            await socket.AcknowledgeAsync();
            Assert.True((await reader.NextAsync()).Gap!.IsOver);
        }
    }

    [Fact]
    public async Task Whatever_a_socket_throws_it_is_opened_again()
    {
        using var venue = new ScriptedVenue();
        var (feed, first) = await venue.OpenFeedAsync(Book);
        await using var reader = feed.GetAsyncEnumerator();
        first.Break(new KeyNotFoundException("Odd."));

        var gap = (await reader.NextAsync()).Gap!;
        Assert.Equal((FeedGapReason.Disconnected, "Odd."), (gap.Reason, gap.Detail));
        await (await venue.ReconnectAsync()).AcknowledgeAsync();
        Assert.True((await reader.NextAsync()).Gap!.IsOver);
    }

    [Fact]
    public async Task Sockets_that_are_lost_soon_are_opened_again_ever_later()
    {
        using var venue = new ScriptedVenue(feeds: f => new() { SocketFactory = f.SocketFactory, MinReconnectDelay = TimeSpan.FromSeconds(3) });
        var (feed, socket) = await venue.OpenFeedAsync(Fills);
        await using var reader = feed.GetAsyncEnumerator();
        foreach (var seconds in new[] { 3, 6, 12 }) await LoseAsync(seconds);

        venue.Time.Advance(TimeSpan.FromSeconds(30));
        await socket.NextFrameAsync();
        await LoseAsync(3);

        async Task LoseAsync(int seconds)
        {
            socket.Break();
            Assert.False((await reader.NextAsync()).Gap!.IsOver);
            socket = await venue.ReconnectAsync(seconds);
            await socket.AcknowledgeAsync();
            Assert.True((await reader.NextAsync()).Gap!.IsOver);
        }
    }

    [Fact]
    public async Task A_fault_around_a_socket_is_a_lost_socket()
    {
        using var venue = new ScriptedVenue();
        venue.BeforeOpen = (attempt, _) =>
        {
            if (attempt == 1) venue.Time.Fault = new KeyNotFoundException("Odd.");
            return Task.CompletedTask;
        };
        var subscribing = venue.SubscribeAsync(Book);
        var first = await venue.NextSocketAsync();
        var second = await venue.ReconnectAsync();
        await second.AcknowledgeAsync();

        await first.Ended.Guarded();
        await using var reader = (await subscribing.Guarded()).GetAsyncEnumerator();

        // Above a timer it would end the process.
        venue.Time.Fault = new KeyNotFoundException("Odder.");
        venue.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((FeedGapReason.Disconnected, "Odder."), (await reader.NextAsync()) is { Gap: { } gap } ? (gap.Reason, gap.Detail) : default);
        await second.Ended.Guarded();
    }

    [Fact]
    public async Task What_one_decoder_throws_is_a_gap_of_its_feed_alone()
    {
        using var venue = new ScriptedVenue();
        var (raw, socket) = await venue.OpenFeedAsync("""{"type":"bbo","coin":"BTC"}""");
        var request = SubscriptionRequest.Create("l2Book", writer => writer.WriteString("coin", "BTC"));
        var subscribing = venue.Client.Feeds.SubscribeAsync(new FeedSource<int>(request, _ => throw new KeyNotFoundException("Odd."), SlowReaderPolicy.Fail), null, default);
        await socket.AcknowledgeAsync();
        await using var reader = (await subscribing.Guarded()).GetAsyncEnumerator();
        await using var other = raw.GetAsyncEnumerator();
        socket.Say(BookMessage(1));
        socket.Say("""{"channel":"bbo","data":{"coin":"BTC","time":2}}""");

        Assert.Equal(FeedGapReason.Unreadable, (await reader.NextAsync()).Gap!.Reason);
        Assert.Equal(2, ReadTime(await other.NextAsync()).Time);
        Assert.False(socket.Ended.IsCompleted);
    }

    [Fact]
    public async Task A_ping_that_our_own_limits_hold_back_is_not_held_against_the_venue()
    {
        var hour = TimeSpan.FromHours(1);
        using var venue = new ScriptedVenue(
            o => o.Limits = new VenueLimits(new() { BackOff = TimeSpan.FromSeconds(50) }, o.TimeProvider),
            f => new() { SocketFactory = f.SocketFactory, SilenceTimeout = hour });
        var (feed, socket) = await venue.OpenFeedAsync(Fills);
        await using var reader = feed.GetAsyncEnumerator();
        socket.SayError("Cannot send more than 2000 messages per minute.");
        socket.Say(FillsMessage(1));
        await reader.NextAsync();

        venue.Time.Advance(TimeSpan.FromSeconds(49));
        Assert.False(socket.TryReadFrame(out _));
        Assert.False(socket.Ended.IsCompleted);
        venue.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("""{"method":"ping"}""", await socket.NextFrameAsync());
        venue.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(socket.Ended.IsCompleted);
        venue.Time.Advance(TimeSpan.FromSeconds(1));
        await socket.Ended.Guarded();
    }

    [Fact]
    public async Task A_snapshot_that_overtakes_the_acknowledgement_is_the_only_one()
    {
        using var venue = new ScriptedVenue();
        var subscribing = venue.SubscribeAsync("""{"type":"fastAssetCtxs"}""");
        var socket = await venue.NextSocketAsync();
        await OpenAsync();
        await using var reader = (await subscribing.Guarded()).GetAsyncEnumerator();
        await ReadAsync();

        socket.Break();
        Assert.False((await reader.NextAsync()).Gap!.IsOver);
        socket = await venue.ReconnectAsync();
        await OpenAsync();
        var (kind, _) = ReadTime(await reader.NextAsync());
        Assert.True((await reader.NextAsync()).Gap!.IsOver);
        Assert.Equal((FeedItemKind.Snapshot, FeedItemKind.Live), (kind, (await reader.NextAsync()).Kind));

        async Task OpenAsync()
        {
            var frame = await socket.NextFrameAsync();
            socket.Say("""{"channel":"fastAssetCtxs","data":{"time":1}}""");
            socket.Acknowledge(frame);
            socket.Say("""{"channel":"fastAssetCtxs","data":{"time":2}}""");
        }

        async Task ReadAsync()
        {
            Assert.Equal((FeedItemKind.Snapshot, 1), ReadTime(await reader.NextAsync()));
            Assert.Equal((FeedItemKind.Live, 2), ReadTime(await reader.NextAsync()));
        }
    }

    [Fact]
    public async Task A_reader_disposed_before_his_first_item_unsubscribes()
    {
        using var venue = new ScriptedVenue();
        var (feed, socket) = await venue.OpenFeedAsync(Book);
        var reader = feed.GetAsyncEnumerator();
        Assert.Throws<InvalidOperationException>(() => feed.GetAsyncEnumerator());

        await reader.DisposeAsync();

        Assert.Equal("""{"method":"unsubscribe","subscription":""" + Book + "}", await socket.NextFrameAsync());
        Assert.False(await reader.MoveNextAsync());
    }

    [Fact]
    public async Task Events_may_be_silent_for_ever()
    {
        using var venue = new ScriptedVenue(feeds: f => new() { SocketFactory = f.SocketFactory, PingInterval = TimeSpan.FromHours(1), SilenceTimeout = TimeSpan.FromHours(1) });
        var (feed, socket) = await venue.OpenFeedAsync(Fills);
        await using var reader = feed.GetAsyncEnumerator();
        venue.Time.Advance(TimeSpan.FromMinutes(59));
        socket.Say(FillsMessage(1));

        Assert.Equal(1, Read(await reader.NextAsync()).Id);
        Assert.False(socket.TryReadFrame(out _));
    }

    [Fact]
    public async Task After_a_reconnect_a_missing_acknowledgement_leaves_the_gap_open_and_is_asked_for_again()
    {
        using var venue = new ScriptedVenue();
        var (feed, first) = await venue.OpenFeedAsync(Fills);
        await using var reader = feed.GetAsyncEnumerator();
        first.Break();
        Assert.False((await reader.NextAsync()).Gap!.IsOver);
        var second = await venue.ReconnectAsync();
        var frame = await second.NextFrameAsync();
        venue.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(frame, await second.AcknowledgeAsync());

        Assert.True((await reader.NextAsync()).Gap!.IsOver);
    }

    [Fact]
    public async Task Refused_after_a_reconnect_the_feed_fails()
    {
        using var venue = new ScriptedVenue();
        var (feed, first) = await venue.OpenFeedAsync(Book);
        await using var reader = feed.GetAsyncEnumerator();
        first.Break();
        var second = await venue.ReconnectAsync();
        await second.NextFrameAsync();
        second.SayError("Invalid subscription " + Book);

        Assert.Equal(FeedGapReason.Disconnected, (await reader.NextAsync()).Gap!.Reason);
        await Assert.ThrowsAsync<SubscriptionRejectedException>(() => reader.MoveNextAsync().AsTask().Guarded());
    }

    [Theory]
    [InlineData("Cannot track more than 10 total users.")]
    [InlineData("Cannot subscribe to more than 1000 channels.")]
    public async Task Without_a_place_after_a_reconnect_it_is_asked_again_for_its_place_was_its_own(string text)
    {
        using var venue = new ScriptedVenue();
        var (feed, first) = await venue.OpenFeedAsync(Fills);
        await using var reader = feed.GetAsyncEnumerator();
        first.Break();
        var second = await venue.ReconnectAsync();
        var frame = await second.NextFrameAsync();
        second.SayError(text);
        second.Say(FillsMessage(1, isSnapshot: true));
        Assert.False((await reader.NextAsync()).Gap!.IsOver);
        Assert.Equal((FeedItemKind.Snapshot, 1L), Read(await reader.NextAsync()));
        venue.Time.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(frame, await second.AcknowledgeAsync());
        Assert.True((await reader.NextAsync()).Gap!.IsOver);
    }

    [Fact]
    public async Task What_came_in_a_gap_and_is_lost_again_is_a_gap_again()
    {
        using var venue = new ScriptedVenue();
        var (feed, first) = await venue.OpenFeedAsync(Fills);
        await using var reader = feed.GetAsyncEnumerator();
        first.Break();
        var second = await venue.ReconnectAsync();
        await second.NextFrameAsync();
        second.Say(FillsMessage(1, isSnapshot: true));
        Assert.False((await reader.NextAsync()).Gap!.IsOver);
        Assert.Equal((FeedItemKind.Snapshot, 1L), Read(await reader.NextAsync()));

        // The second socket has a timer of a second of its own, which is not the one before the third.
        venue.Time.Forget();
        second.Break();
        var lost = (await reader.NextAsync()).Gap!;
        await (await venue.ReconnectAsync(1)).AcknowledgeAsync();

        Assert.Equal((FeedGapReason.Disconnected, false), (lost.Reason, lost.IsOver));
        Assert.True((await reader.NextAsync()).Gap!.IsOver);
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_is_a_gap_and_the_feed_goes_on()
    {
        using var venue = new ScriptedVenue();
        var (feed, socket) = await venue.OpenFeedAsync(Book);
        await using var reader = feed.GetAsyncEnumerator();
        foreach (var broken in new[] { """{"channel":"l2Book","data":{"coin":"BTC","time":""", "<html>", "[", "{}", "7", """{"channel":"subscriptionResponse"}""" })
        {
            socket.Say(broken);
            var gap = (await reader.NextAsync()).Gap!;
            Assert.Equal((FeedGapReason.Unreadable, true), (gap.Reason, gap.IsOver));
            Assert.Contains("cannot be read", gap.Detail);
        }

        socket.Say(BookMessage(1));
        Assert.Equal((FeedItemKind.Snapshot, 1), ReadTime(await reader.NextAsync()));
    }

    [Fact]
    public async Task Messages_of_nobody_and_added_members_hurt_nobody()
    {
        using var venue = new ScriptedVenue();
        var (feed, socket) = await venue.OpenFeedAsync(Book);
        await using var reader = feed.GetAsyncEnumerator();
        socket.Say("""{"channel":"l2Book","data":{"coin":"ETH","time":1}}""");
        socket.Say("""{"channel":"unheard-of","data":{"x":[1,2]}}""");
        socket.Say("""{"channel":"trades","data":[]}""");
        socket.Say("""{"sequence":1,"data":{"coin":"BTC","time":9,"more":{}},"channel":"l2Book","checksum":{"a":"b"}}""");

        Assert.Equal((FeedItemKind.Snapshot, 9), ReadTime(await reader.NextAsync()));
    }

    [Fact]
    public async Task Ending_the_loop_unsubscribes()
    {
        using var venue = new ScriptedVenue(o => o.Limits = new VenueLimits(timeProvider: o.TimeProvider));
        var (feed, socket) = await venue.OpenFeedAsync(Fills);
        Assert.Equal((1, 1, 1), Held(venue));
        socket.Say(FillsMessage(1));

        await foreach (var item in feed) break;

        Assert.Equal("""{"method":"unsubscribe","subscription":""" + Fills + "}", await socket.NextFrameAsync());
        Assert.Equal((0, 0, 1), Held(venue));
        await feed.DisposeAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => feed.GetAsyncEnumerator().MoveNextAsync().AsTask());
    }

    [Fact]
    public async Task Disposing_ends_a_reader_who_waits()
    {
        using var venue = new ScriptedVenue();
        var (feed, _) = await venue.OpenFeedAsync(Book);
        var reader = feed.GetAsyncEnumerator();
        var waiting = reader.MoveNextAsync().AsTask();

        await feed.DisposeAsync();

        Assert.False(await waiting.Guarded());
    }

    [Fact]
    public async Task Cancelling_the_enumeration_ends_it()
    {
        using var venue = new ScriptedVenue();
        var (feed, socket) = await venue.OpenFeedAsync(Book);
        using var cancel = new CancellationTokenSource();
        var reader = feed.GetAsyncEnumerator(cancel.Token);
        var waiting = reader.MoveNextAsync().AsTask();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Guarded());
        await reader.DisposeAsync();
        Assert.StartsWith("""{"method":"unsubscribe""", await socket.NextFrameAsync());
    }

    [Fact]
    public async Task A_socket_without_subscriptions_is_closed_after_a_while()
    {
        using var venue = new ScriptedVenue(o => o.Limits = new VenueLimits(timeProvider: o.TimeProvider));
        var (feed, socket) = await venue.OpenFeedAsync(Book);
        await feed.DisposeAsync();
        await socket.NextFrameAsync();
        venue.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(socket.Ended.IsCompleted);
        venue.Time.Advance(TimeSpan.FromSeconds(1));
        await socket.Ended.Guarded();

        while (venue.Client.Limits.GetUsage().Connections > 0) await Task.Yield();
        var (again, _) = await venue.OpenFeedAsync(Book);
        await again.DisposeAsync();
        Assert.Equal(2, venue.Attempts);
    }

    [Fact]
    public async Task Disposing_the_client_ends_every_feed_and_gives_everything_back()
    {
        using var venue = new ScriptedVenue(o => o.Limits = new VenueLimits(timeProvider: o.TimeProvider));
        var (book, socket) = await venue.OpenFeedAsync(Book);
        var reader = book.GetAsyncEnumerator();
        var waiting = reader.MoveNextAsync().AsTask();

        venue.Client.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.Guarded());
        await socket.Ended.Guarded();
        while (venue.Client.Limits.GetUsage().Connections > 0) await Task.Yield();
        Assert.Equal((0, 0, 0), Held(venue));
    }

    private static (int, int, int) Held(ScriptedVenue venue)
    {
        var usage = venue.Client.Limits.GetUsage();
        return (usage.Subscriptions, usage.StreamedUsers, usage.Connections);
    }

    private static string BookMessage(int time) => $$$"""{"channel":"l2Book","data":{"coin":"BTC","time":{{{time}}},"levels":[[],[]]}}""";

    private static string FillsMessage(int id, bool isSnapshot = false) =>
        $$$"""{"channel":"userFills","data":{"user":"{{{User}}}","fills":[{"tid":{{{id}}}}]{{{(isSnapshot ? ",\"isSnapshot\":true" : "")}}}}}""";

    private static (FeedItemKind Kind, int Time) ReadTime(FeedItem<JsonElement> item) => (item.Kind, item.Value.GetProperty("time").GetInt32());

    private static (FeedItemKind Kind, long Id) Read(FeedItem<JsonElement> item) => (item.Kind, item.Value.GetProperty("fills")[0].GetProperty("tid").GetInt64());
}
