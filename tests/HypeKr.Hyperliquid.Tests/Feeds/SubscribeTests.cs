using System.Net.WebSockets;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Subscribing: it is done when the venue has acknowledged it, and every way in which it is not is told.</summary>
public sealed class SubscribeTests
{
    private const string Book = """{"type":"l2Book","coin":"BTC"}""";
    private const string Fills = """{"type":"userFills","user":"0x00000000000000000000000000000000000000ab"}""";

    [Fact]
    public async Task It_completes_with_the_acknowledgement_and_not_before()
    {
        using var venue = new ScriptedVenue();

        var subscribing = venue.SubscribeAsync(Book);
        var socket = await venue.NextSocketAsync();
        var frame = await socket.NextFrameAsync();
        Assert.Equal("""{"method":"subscribe","subscription":{"type":"l2Book","coin":"BTC"}}""", frame);
        Assert.Equal("ws://127.0.0.1:3001/ws", socket.Address.AbsoluteUri);

        // Of something else, of an end, of nothing: none of them is it.
        socket.Say("Websocket connection established.");
        socket.Say("""{"channel":"subscriptionResponse","data":{"method":"subscribe","subscription":{"type":"l2Book","coin":"ETH"}}}""");
        socket.Say("""{"channel":"subscriptionResponse","data":{"method":"unsubscribe","subscription":{"type":"l2Book","coin":"BTC"}}}""");
        socket.Say("""{"channel":"subscriptionResponse","data":{"method":"subscribe","subscription":{"type":"l2Book"}}}""");
        socket.Say("""{"channel":"subscriptionResponse","data":null}""");
        socket.Say("""{"channel":"l2Book","data":{"coin":"BTC","time":1,"levels":[[],[]]}}""");
        venue.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(subscribing.IsCompleted);
        socket.Say("""{"channel":"subscriptionResponse","data":{"method":"subscribe","subscription":{"coin":"BTC","type":"l2Book","nSigFigs":null,"mantissa":null,"fast":false}}}""");
        await using var feed = await subscribing.Guarded();

        // What came before it is not lost.
        await using var reader = feed.GetAsyncEnumerator();
        var item = await reader.NextAsync();
        if (item.Kind == FeedItemKind.Gap)
        {
            Assert.Equal(FeedGapReason.Unreadable, item.Gap!.Reason);
            item = await reader.NextAsync();
        }

        Assert.Equal((FeedItemKind.Snapshot, 1), (item.Kind, item.Value.GetProperty("time").GetInt32()));
    }

    [Theory]
    [InlineData("""Invalid subscription {"type":"l2Book","coin":"BTC"}""")]
    [InlineData("""Invalid subscription {"coin":"BTC","type":"l2Book","nSigFigs":null}""")]
    [InlineData("""Error parsing JSON into valid websocket request: {"method":"subscribe","subscription":{"type":"l2Book","coin":"BTC"}}""")]
    [InlineData("Cannot subscribe to more than 1000 channels.")]
    public async Task A_refusal_is_told_with_the_venues_text(string text)
    {
        using var venue = new ScriptedVenue(o => o.Limits = new VenueLimits(timeProvider: o.TimeProvider));

        var subscribing = venue.SubscribeAsync(Book);
        var socket = await venue.NextSocketAsync();
        await socket.NextFrameAsync();
        socket.SayError(text);
        var exception = await Assert.ThrowsAsync<SubscriptionRejectedException>(() => subscribing.Guarded());

        Assert.Equal(("l2Book", text, false), (exception.SubscriptionType, exception.Text, exception.IsTransient));
        Assert.Contains("'l2Book'", exception.Message);
        Assert.Equal(0, venue.Client.Limits.GetUsage().Subscriptions);
    }

    [Fact]
    public async Task A_refusal_hides_the_address_in_its_message()
    {
        using var venue = new ScriptedVenue();

        var subscribing = venue.SubscribeAsync(Fills);
        var socket = await venue.NextSocketAsync();
        await socket.NextFrameAsync();
        socket.SayError("Invalid subscription " + Fills);
        var exception = await Assert.ThrowsAsync<SubscriptionRejectedException>(() => subscribing.Guarded());

        Assert.DoesNotContain("00ab", exception.Message);
        Assert.Contains("00ab", exception.Text);
    }

    [Fact]
    public async Task A_refusal_reaches_the_one_that_it_means()
    {
        using var venue = new ScriptedVenue();

        var plain = venue.SubscribeAsync("""{"type":"candle","coin":"BTC","interval":"1m"}""");
        var socket = await venue.NextSocketAsync();
        var plainFrame = await socket.NextFrameAsync();
        var other = venue.SubscribeAsync("""{"type":"candle","coin":"BTC","interval":"7m"}""");
        await socket.NextFrameAsync();
        var user = venue.SubscribeAsync(Fills);
        await socket.NextFrameAsync();
        socket.SayError("""Invalid subscription {"coin":"BTC","interval":"7m","type":"candle"}""");
        await Assert.ThrowsAsync<SubscriptionRejectedException>(() => other.Guarded());
        socket.SayError("Cannot track more than 10 total users.");
        await Assert.ThrowsAsync<SubscriptionRejectedException>(() => user.Guarded());
        Assert.False(plain.IsCompleted);
        socket.Acknowledge(plainFrame);

        await (await plain.Guarded()).DisposeAsync();
    }

    [Fact]
    public async Task Errors_that_mean_nobody_hurt_nobody()
    {
        using var venue = new ScriptedVenue();

        var subscribing = venue.SubscribeAsync(Book);
        var socket = await venue.NextSocketAsync();
        var frame = await socket.NextFrameAsync();
        socket.SayError("too many pending post requests id=7");
        socket.SayError("""Invalid subscription {"type":"bbo","coin":"BTC"}""");
        socket.SayError("""Invalid subscription {"type":"l2Book","coin":""");
        socket.SayError("}{");
        socket.SayError("something new");
        socket.SayError("""Already unsubscribed: {"type":"l2Book","coin":"BTC"}""");
        socket.Say("""{"channel":"error","data":{"code":1}}""");
        socket.Say("""{"channel":"post","data":{"id":1}}""");
        socket.Acknowledge(frame);

        await (await subscribing.Guarded()).DisposeAsync();
    }

    [Fact]
    public async Task Already_subscribed_is_as_good_as_an_acknowledgement()
    {
        using var venue = new ScriptedVenue();

        var subscribing = venue.SubscribeAsync(Book);
        var socket = await venue.NextSocketAsync();
        await socket.NextFrameAsync();
        socket.SayError("""Already subscribed: {"coin":"BTC","mantissa":null,"type":"l2Book"}""");

        await (await subscribing.Guarded()).DisposeAsync();
    }

    [Fact]
    public async Task Without_an_acknowledgement_it_is_asked_again_and_then_given_up()
    {
        using var venue = new ScriptedVenue(o => o.Limits = new VenueLimits(timeProvider: o.TimeProvider));

        var subscribing = venue.SubscribeAsync(Book);
        var socket = await venue.NextSocketAsync();
        var frame = await socket.NextFrameAsync();
        venue.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(frame, await socket.NextFrameAsync());
        venue.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(frame, await socket.NextFrameAsync());
        Assert.False(subscribing.IsCompleted);
        venue.Time.Advance(TimeSpan.FromSeconds(10));
        var exception = await Assert.ThrowsAsync<TransportException>(() => subscribing.Guarded());

        Assert.Equal((true, false), (exception.IsTransient, exception.MayHaveExecuted));
        Assert.Contains("'l2Book' was not acknowledged within 00:00:30", exception.Message);
        Assert.Equal(0, venue.Client.Limits.GetUsage().Subscriptions);
    }

    [Fact]
    public async Task Cancelled_while_connecting_nothing_is_left()
    {
        using var venue = new ScriptedVenue(o => o.Limits = new VenueLimits(timeProvider: o.TimeProvider));
        var (opening, never) = (new TaskCompletionSource(), new TaskCompletionSource());
        venue.BeforeOpen = async (_, token) =>
        {
            opening.SetResult();
            await never.Task.WaitAsync(token);
        };
        using var cancel = new CancellationTokenSource();

        var subscribing = venue.SubscribeAsync(Book, cancellationToken: cancel.Token);
        await opening.Task.Guarded();
        await cancel.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => subscribing.Guarded());
        Assert.Equal(cancel.Token, exception.CancellationToken);
        Assert.Equal(0, venue.Client.Limits.GetUsage().Subscriptions);
    }

    [Fact]
    public async Task Cancelled_before_the_acknowledgement_it_is_unsubscribed()
    {
        using var venue = new ScriptedVenue();
        using var cancel = new CancellationTokenSource();

        var subscribing = venue.SubscribeAsync(Book, cancellationToken: cancel.Token);
        var socket = await venue.NextSocketAsync();
        await socket.NextFrameAsync();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => subscribing.Guarded());
        Assert.Equal("""{"method":"unsubscribe","subscription":{"type":"l2Book","coin":"BTC"}}""", await socket.NextFrameAsync());
    }

    [Fact]
    public async Task Cancelled_beforehand_nothing_is_opened()
    {
        using var venue = new ScriptedVenue();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => venue.SubscribeAsync(Book, cancellationToken: new CancellationToken(canceled: true)));

        Assert.Equal(0, venue.Attempts);
    }

    [Fact]
    public async Task A_socket_that_cannot_be_opened_is_tried_again_with_longer_pauses()
    {
        using var venue = new ScriptedVenue();
        venue.BeforeOpen = (attempt, _) => attempt <= 4 ? throw new WebSocketException("refused") : Task.CompletedTask;

        var subscribing = venue.SubscribeAsync(Book);
        foreach (var most in new[] { 0.5, 1, 2 })
        {
            // Half of it at least, and never more: the rest is chance, so that not all clients come at once.
            var pause = await venue.Time.TimerAsync(due => due.TotalSeconds <= most && due.TotalSeconds >= most / 2 && due != TimeSpan.FromSeconds(1));
            venue.Time.Advance(pause);
        }

        var socket = await venue.ReconnectAsync(4);
        await socket.AcknowledgeAsync();

        await (await subscribing.Guarded()).DisposeAsync();
        Assert.Equal(5, venue.Attempts);
    }

    [Fact]
    public async Task Where_that_is_limited_it_fails()
    {
        using var venue = new ScriptedVenue(feeds: f => new() { SocketFactory = f.SocketFactory, MaxReconnectAttempts = 2 });
        venue.BeforeOpen = (_, _) => throw new WebSocketException("refused");

        var subscribing = venue.SubscribeAsync(Book);
        venue.Time.Advance(await venue.Time.TimerAsync(due => due.TotalSeconds <= 0.5));
        var exception = await Assert.ThrowsAsync<TransportException>(() => subscribing.Guarded());

        Assert.True(exception.IsTransient);
        Assert.Contains("2 times in a row", exception.Message);
        Assert.Equal(2, venue.Attempts);
    }

    [Fact]
    public async Task A_socket_lost_before_the_acknowledgement_is_opened_again()
    {
        using var venue = new ScriptedVenue();

        var subscribing = venue.SubscribeAsync(Book);
        var first = await venue.NextSocketAsync();
        await first.NextFrameAsync();
        first.Break();
        var second = await venue.ReconnectAsync();
        await second.AcknowledgeAsync();
        await using var feed = await subscribing.Guarded();
        second.Say("""{"channel":"l2Book","data":{"coin":"BTC","time":5,"levels":[[],[]]}}""");

        // Nothing was promised before, so nothing is missing.
        await using var reader = feed.GetAsyncEnumerator();
        Assert.Equal((FeedItemKind.Snapshot, 5), ((await reader.NextAsync()) is var item ? item.Kind : default, item.Value.GetProperty("time").GetInt32()));
    }

    [Fact]
    public async Task Opening_that_takes_too_long_is_given_up_and_tried_again()
    {
        using var venue = new ScriptedVenue();
        var never = new TaskCompletionSource();
        venue.BeforeOpen = async (attempt, token) =>
        {
            if (attempt == 1) await never.Task.WaitAsync(token);
        };

        var subscribing = venue.SubscribeAsync(Book);
        await venue.Time.TimerAsync(due => due == TimeSpan.FromSeconds(15));
        venue.Time.Advance(TimeSpan.FromSeconds(15));
        var socket = await venue.ReconnectAsync();
        await socket.AcknowledgeAsync();

        await (await subscribing.Guarded()).DisposeAsync();
    }

    [Theory]
    [InlineData("""[1]""")]
    [InlineData("""{"coin":"BTC"}""")]
    [InlineData("""{"type":1}""")]
    [InlineData("""{"type":""}""")]
    [InlineData("{")]
    public async Task What_is_no_subscription_is_refused_here(string json)
    {
        using var venue = new ScriptedVenue();
        await Assert.ThrowsAsync<ArgumentException>(() => venue.SubscribeAsync(json));
    }

    [Fact]
    public async Task Options_out_of_range_are_named()
    {
        using var venue = new ScriptedVenue();

        Assert.Contains("Capacity", (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => venue.SubscribeAsync(Book, new() { Capacity = 0 }))).Message);
        Assert.Contains("StaleAfter", (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => venue.SubscribeAsync(Book, new() { StaleAfter = TimeSpan.Zero }))).Message);
        Assert.Contains("SlowReader", (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => venue.SubscribeAsync(Book, new() { SlowReader = (SlowReaderPolicy)9 }))).Message);
    }

    [Fact]
    public async Task A_disposed_client_takes_none()
    {
        var venue = new ScriptedVenue();
        venue.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => venue.SubscribeAsync(Book));
    }
}
