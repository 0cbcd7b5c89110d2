namespace HypeKr.Hyperliquid.Tests;

/// <summary>Subscriptions are shared, sockets are few, and what could not be told apart is kept apart.</summary>
public sealed class FeedPoolTests
{
    private const string Book = """{"type":"l2Book","coin":"BTC"}""";

    [Fact]
    public async Task Equal_subscriptions_are_one_at_the_venue_until_the_last_feed_ends()
    {
        using var venue = new ScriptedVenue(o => o.Limits = new VenueLimits(timeProvider: o.TimeProvider));
        var (first, socket) = await venue.OpenFeedAsync(Book);
        var second = await venue.SubscribeAsync("""{"coin":"BTC","type":"l2Book","nSigFigs":null}""").Guarded();
        await using var firstReader = first.GetAsyncEnumerator();
        var secondReader = second.GetAsyncEnumerator();
        socket.Say(Message("l2Book", "BTC", 1));

        Assert.Equal(1, (await firstReader.NextAsync()).Value.GetProperty("time").GetInt32());
        Assert.Equal(1, (await secondReader.NextAsync()).Value.GetProperty("time").GetInt32());
        Assert.Equal(1, venue.Client.Limits.GetUsage().Subscriptions);
        await secondReader.DisposeAsync();
        socket.Say(Message("l2Book", "BTC", 2));
        Assert.Equal(2, (await firstReader.NextAsync()).Value.GetProperty("time").GetInt32());
        Assert.False(socket.TryReadFrame(out _));
        await firstReader.DisposeAsync();

        Assert.StartsWith("""{"method":"unsubscribe""", await socket.NextFrameAsync());
        Assert.Equal(0, venue.Client.Limits.GetUsage().Subscriptions);
    }

    [Fact]
    public async Task Who_joins_later_gets_the_last_whole_message()
    {
        using var venue = new ScriptedVenue();
        var (first, socket) = await venue.OpenFeedAsync(Book);
        await using var firstReader = first.GetAsyncEnumerator();
        socket.Say(Message("l2Book", "BTC", 1));
        socket.Say(Message("l2Book", "BTC", 2));
        await firstReader.NextAsync();
        await firstReader.NextAsync();
        await using var second = await venue.SubscribeAsync(Book).Guarded();
        await using var reader = second.GetAsyncEnumerator();

        var item = await reader.NextAsync();

        Assert.Equal((FeedItemKind.Snapshot, 2), (item.Kind, item.Value.GetProperty("time").GetInt32()));
    }

    [Fact]
    public async Task Who_joins_history_later_is_told_that_it_does_not_come()
    {
        const string Fills = """{"type":"userFills","user":"0x00000000000000000000000000000000000000ab"}""";
        using var venue = new ScriptedVenue();
        var (first, socket) = await venue.OpenFeedAsync(Fills);
        await using var firstReader = first.GetAsyncEnumerator();
        socket.Say("""{"channel":"userFills","data":{"user":"0x00000000000000000000000000000000000000ab","fills":[],"isSnapshot":true}}""");
        await firstReader.NextAsync();
        await using var second = await venue.SubscribeAsync(Fills).Guarded();
        await using var reader = second.GetAsyncEnumerator();

        Assert.Equal(FeedGapReason.NoSnapshot, (await reader.NextAsync()).Gap!.Reason);
    }

    [Fact]
    public async Task Who_joins_while_the_socket_is_lost_is_told_at_once()
    {
        using var venue = new ScriptedVenue();
        var (first, socket) = await venue.OpenFeedAsync(Book);
        await using var firstReader = first.GetAsyncEnumerator();
        socket.Break();
        Assert.Equal(FeedGapReason.Disconnected, (await firstReader.NextAsync()).Gap!.Reason);
        await using var second = await venue.SubscribeAsync(Book).Guarded();
        await using var reader = second.GetAsyncEnumerator();

        Assert.Equal((FeedGapReason.Disconnected, false), (await reader.NextAsync()) is { Gap: { } begun } ? (begun.Reason, begun.IsOver) : default);
        await (await venue.ReconnectAsync()).AcknowledgeAsync();
        Assert.True((await reader.NextAsync()).Gap!.IsOver);
    }

    [Theory]
    [InlineData("""{"type":"l2Book","coin":"BTC"}""", """{"type":"l2Book","coin":"BTC","nSigFigs":4}""")]
    [InlineData("""{"type":"orderUpdates","user":"0x00000000000000000000000000000000000000aa"}""", """{"type":"orderUpdates","user":"0x00000000000000000000000000000000000000bb"}""")]
    [InlineData("""{"type":"userEvents","user":"0x00000000000000000000000000000000000000aa"}""", """{"type":"userEvents","user":"0x00000000000000000000000000000000000000bb"}""")]
    [InlineData("""{"type":"notification","user":"0x00000000000000000000000000000000000000aa"}""", """{"type":"notification","user":"0x00000000000000000000000000000000000000bb"}""")]
    public async Task What_could_not_be_told_apart_has_a_socket_each(string one, string other)
    {
        using var venue = new ScriptedVenue(o => o.Limits = new VenueLimits(new() { Connections = 2 }, o.TimeProvider));
        var (first, firstSocket) = await venue.OpenFeedAsync(one);
        var (second, secondSocket) = await venue.OpenFeedAsync(other);
        await using var firstReader = first.GetAsyncEnumerator();
        await using var secondReader = second.GetAsyncEnumerator();
        var channel = one.Contains("userEvents", StringComparison.Ordinal) ? "user" : one.Split('"')[3];
        firstSocket.Say(Message(channel, "BTC", 1));
        secondSocket.Say(Message(channel, "BTC", 2));

        Assert.Equal(1, (await firstReader.NextAsync()).Value.GetProperty("time").GetInt32());
        Assert.Equal(2, (await secondReader.NextAsync()).Value.GetProperty("time").GetInt32());

        // The rest finds its place on those that are open, and a third of the kind finds none.
        var third = venue.SubscribeAsync("""{"type":"bbo","coin":"BTC"}""");
        await Task.WhenAny(firstSocket.AcknowledgeAsync(), secondSocket.AcknowledgeAsync()).Guarded();
        await (await third.Guarded()).DisposeAsync();
        var exception = await Assert.ThrowsAsync<VenueLimitExceededException>(() => venue.SubscribeAsync(one.Replace("}", ""","x":1}""", StringComparison.Ordinal)));
        Assert.Contains("a socket of its own", exception.Message);
        Assert.Equal(2, venue.Client.Limits.GetUsage().Subscriptions);
    }

    [Theory]
    [InlineData("""{"type":"l2Book","coin":"BTC"}""", """{"type":"l2Book","coin":"BTC","nSigFigs":4}""")]
    [InlineData("""{"type":"orderUpdates","user":"0x00000000000000000000000000000000000000aa"}""", """{"type":"orderUpdates","user":"0x00000000000000000000000000000000000000bb"}""")]
    public async Task What_still_comes_for_one_that_has_ended_is_not_given_to_the_next(string one, string next)
    {
        using var venue = new ScriptedVenue();
        var (first, socket) = await venue.OpenFeedAsync(one);
        await first.DisposeAsync();
        var subscribing = venue.SubscribeAsync(next);
        var unsubscribe = await socket.NextFrameAsync();
        Assert.StartsWith("""{"method":"unsubscribe""", unsubscribe);
        var channel = one.Split('"')[3];
        socket.Say(Message(channel, "BTC", 1));
        socket.Acknowledge(unsubscribe);
        Assert.Equal("""{"method":"subscribe","subscription":""" + next + "}", await socket.AcknowledgeAsync());
        await using var second = await subscribing.Guarded();
        await using var reader = second.GetAsyncEnumerator();
        socket.Say(Message(channel, "BTC", 2));

        Assert.Equal(2, (await reader.NextAsync()).Value.GetProperty("time").GetInt32());
        Assert.Equal(1, venue.Attempts);
    }

    [Fact]
    public async Task One_that_waited_for_the_end_of_another_and_is_given_up_was_never_asked_for()
    {
        using var venue = new ScriptedVenue();
        var (first, socket) = await venue.OpenFeedAsync("""{"type":"notification","user":"0x00000000000000000000000000000000000000aa"}""");
        await first.DisposeAsync();
        var unsubscribe = await socket.NextFrameAsync();
        using var cancellation = new CancellationTokenSource();
        var second = venue.SubscribeAsync("""{"type":"notification","user":"0x00000000000000000000000000000000000000bb"}""", null, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.Guarded());
        socket.Acknowledge(unsubscribe);
        var third = venue.SubscribeAsync("""{"type":"notification","user":"0x00000000000000000000000000000000000000cc"}""");

        Assert.Contains("cc", await socket.AcknowledgeAsync(), StringComparison.Ordinal);
        await (await third.Guarded()).DisposeAsync();
    }

    [Fact]
    public async Task An_end_that_is_not_acknowledged_is_asked_for_again_until_it_is_hopeless_or_undone()
    {
        var hour = TimeSpan.FromHours(1);
        using var venue = new ScriptedVenue(null, f => new() { SocketFactory = f.SocketFactory, PingInterval = hour, SilenceTimeout = hour });
        var (_, socket) = await venue.OpenFeedAsync("""{"type":"notification","user":"0x00000000000000000000000000000000000000aa"}""");
        var trades = venue.SubscribeAsync("""{"type":"trades","coin":"BTC"}""");
        await socket.AcknowledgeAsync();
        var bbo = venue.SubscribeAsync("""{"type":"bbo","coin":"BTC"}""");
        await socket.AcknowledgeAsync();
        await (await trades.Guarded()).DisposeAsync();
        await (await bbo.Guarded()).DisposeAsync();
        var unsubscribe = await socket.NextFrameAsync();
        await socket.NextFrameAsync();

        // One of the two is wanted again, and must not be ended by a late request.
        bbo = venue.SubscribeAsync("""{"type":"bbo","coin":"BTC"}""");
        await socket.AcknowledgeAsync();
        await bbo.Guarded();
        for (var i = 0; i < 2; i++)
        {
            venue.Time.Advance(TimeSpan.FromSeconds(10));
            Assert.Equal(unsubscribe, await socket.NextFrameAsync());
        }

        venue.Time.Advance(TimeSpan.FromSeconds(10));
        venue.Time.Advance(TimeSpan.FromSeconds(10));
        var last = venue.SubscribeAsync("""{"type":"bbo","coin":"ETH"}""");
        Assert.Contains("ETH", await socket.AcknowledgeAsync(), StringComparison.Ordinal);
        await last.Guarded();
    }

    [Fact]
    public async Task A_socket_takes_a_hundred_before_another_is_opened()
    {
        using var venue = new ScriptedVenue();
        var (feed, socket) = await venue.OpenFeedAsync("""{"type":"bbo","coin":"C0"}""");
        var feeds = new List<IAsyncDisposable> { feed };
        for (var i = 1; i < 100; i++)
        {
            var subscribing = venue.SubscribeAsync(FormattableString.Invariant($$"""{"type":"bbo","coin":"C{{i}}"}"""));
            await socket.AcknowledgeAsync();
            feeds.Add(await subscribing.Guarded());
        }

        Assert.Equal(1, venue.Attempts);
        feeds.Add((await venue.OpenFeedAsync("""{"type":"bbo","coin":"C100"}""")).Feed);

        Assert.Equal(2, venue.Attempts);
        foreach (var each in feeds) await each.DisposeAsync();
    }

    [Fact]
    public async Task The_venues_numbers_are_kept()
    {
        using var venue = new ScriptedVenue(o => o.Limits = new VenueLimits(new() { Subscriptions = 3, StreamedUsers = 1 }, o.TimeProvider));
        var (feed, socket) = await venue.OpenFeedAsync("""{"type":"userFills","user":"0x00000000000000000000000000000000000000aa"}""");
        var same = venue.SubscribeAsync("""{"type":"userFundings","user":"0x00000000000000000000000000000000000000AA"}""");
        await socket.AcknowledgeAsync();
        await same.Guarded();
        await Assert.ThrowsAsync<VenueLimitExceededException>(() => venue.SubscribeAsync("""{"type":"userFills","user":"0x00000000000000000000000000000000000000bb"}"""));
        var third = venue.SubscribeAsync(Book);
        await socket.AcknowledgeAsync();
        await third.Guarded();
        await Assert.ThrowsAsync<VenueLimitExceededException>(() => venue.SubscribeAsync("""{"type":"bbo","coin":"BTC"}"""));

        await feed.DisposeAsync();
        var fourth = venue.SubscribeAsync("""{"type":"bbo","coin":"BTC"}""");
        Assert.StartsWith("""{"method":"unsubscribe""", await socket.NextFrameAsync());
        await socket.AcknowledgeAsync();
        await fourth.Guarded();
    }

    [Fact]
    public async Task Messages_beyond_the_venues_number_wait_and_a_ping_does_not()
    {
        using var venue = new ScriptedVenue(o => o.Limits = new VenueLimits(new() { SocketMessagesPerMinute = 4, ReservedSocketMessages = 2 }, o.TimeProvider));
        var (_, socket) = await venue.OpenFeedAsync(Book);
        var second = venue.SubscribeAsync("""{"type":"userFills","user":"0x00000000000000000000000000000000000000aa"}""");
        await socket.AcknowledgeAsync();
        await second.Guarded();
        var third = venue.SubscribeAsync("""{"type":"notification","user":"0x00000000000000000000000000000000000000aa"}""");
        venue.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(socket.TryReadFrame(out _));
        venue.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("""{"method":"ping"}""", await socket.NextFrameAsync());
        socket.Say("""{"channel":"pong"}""");

        await Assert.ThrowsAsync<TransportException>(() => third.Guarded());
    }

    [Fact]
    public async Task New_sockets_beyond_the_venues_number_wait()
    {
        using var venue = new ScriptedVenue(o => o.Limits = new VenueLimits(new() { NewConnectionsPerMinute = 1 }, o.TimeProvider), f => new() { SocketFactory = f.SocketFactory, SubscribeTimeout = TimeSpan.FromMinutes(5) });
        var (feed, _) = await venue.OpenFeedAsync("""{"type":"orderUpdates","user":"0x00000000000000000000000000000000000000aa"}""", new() { StaleAfter = Timeout.InfiniteTimeSpan });
        var second = venue.SubscribeAsync("""{"type":"orderUpdates","user":"0x00000000000000000000000000000000000000bb"}""");
        await venue.Time.TimerAsync(due => due == TimeSpan.FromMinutes(1));
        Assert.Equal(1, venue.Attempts);
        venue.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(venue.HasNewSocket);
        venue.Time.Advance(TimeSpan.FromSeconds(1));
        await (await venue.NextSocketAsync()).AcknowledgeAsync();

        await second.Guarded();
        await feed.DisposeAsync();
    }

    [Fact]
    public async Task Told_that_it_sent_too_much_the_client_pauses_and_asks_again()
    {
        var hour = TimeSpan.FromHours(1);
        using var venue = new ScriptedVenue(
            o => o.Limits = new VenueLimits(new() { BackOff = TimeSpan.FromSeconds(50) }, o.TimeProvider),
            f => new() { SocketFactory = f.SocketFactory, SubscribeTimeout = hour, PingInterval = hour, SilenceTimeout = hour });
        var (bbo, socket) = await venue.OpenFeedAsync("""{"type":"bbo","coin":"BTC"}""");
        await using var reader = bbo.GetAsyncEnumerator();
        var subscribing = venue.SubscribeAsync(Book);
        var frame = await socket.NextFrameAsync();
        socket.SayError("Cannot send more than 2000 messages per minute.");
        socket.Say(Message("bbo", "BTC", 1));
        await reader.NextAsync();
        venue.Time.Advance(TimeSpan.FromSeconds(49));
        Assert.False(socket.TryReadFrame(out _));
        venue.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(frame, await socket.AcknowledgeAsync());
        await (await subscribing.Guarded()).DisposeAsync();
    }

    [Fact]
    public async Task The_explorers_blocks_and_transactions_come_over_its_own_socket()
    {
        using var venue = new ScriptedVenue();
        var (blocks, socket) = await venue.OpenFeedAsync("""{"type":"explorerBlock"}""");
        Assert.Equal("ws://127.0.0.1:3001/explorer/ws", socket.Address.AbsoluteUri);
        var subscribing = venue.SubscribeAsync("""{"type":"explorerTxs"}""");
        await socket.AcknowledgeAsync();
        await using var transactionReader = (await subscribing.Guarded()).GetAsyncEnumerator();
        await using var blockReader = blocks.GetAsyncEnumerator();
        socket.Say("""[{"action":{"type":"order"},"block":1,"error":null,"hash":"0x1","time":1,"user":"0x2"}]""");
        socket.Say("""[{"blockTime":1,"hash":"0x","height":5,"numTxs":2,"proposer":"0x3"}]""");

        Assert.Equal(5, (await blockReader.NextAsync()).Value[0].GetProperty("height").GetInt32());
        Assert.Equal(1, (await transactionReader.NextAsync()).Value[0].GetProperty("block").GetInt32());
        Assert.Equal("wss://rpc.hyperliquid.xyz/ws", HyperliquidNetwork.Mainnet.ExplorerWebSocketAddress.AbsoluteUri);
        Assert.Equal("wss://rpc.hyperliquid-testnet.xyz/ws", HyperliquidNetwork.Testnet.ExplorerWebSocketAddress.AbsoluteUri);
    }

    private static string Message(string channel, string coin, int time) => $$$"""{"channel":"{{{channel}}}","data":{"coin":"{{{coin}}}","time":{{{time}}}}}""";
}
