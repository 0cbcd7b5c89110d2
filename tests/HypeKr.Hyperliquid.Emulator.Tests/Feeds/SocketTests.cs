using System.Net.WebSockets;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>The frames of a socket: what is asked, what is acknowledged, what is refused.</summary>
public sealed class SocketTests
{
    [Fact]
    public void A_ping_is_answered()
    {
        using var ear = new World().Listen();

        ear.Say("""{"method":"ping"}""");

        Assert.Equal("""{"channel":"pong"}""", ear.NextText());
    }

    [Theory]
    [InlineData("""{"type":"trades","coin":"BTC"}""", """{"type":"trades","coin":"BTC"}""")]
    [InlineData("""{"type":"allMids"}""", """{"type":"allMids"}""")]
    [InlineData("""{"coin":"BTC","type":"l2Book"}""", """{"type":"l2Book","coin":"BTC","nSigFigs":null,"mantissa":null}""")]
    [InlineData("""{"type":"candle","coin":"BTC","interval":"1d"}""", """{"type":"candle","interval":"1d","coin":"BTC"}""")]
    [InlineData("""{"type":"userFills","user":"0x00000000000000000000000000000000000000aB"}""", """{"type":"userFills","user":"0x00000000000000000000000000000000000000ab","aggregateByTime":false}""")]
    [InlineData("""{"type":"openOrders","user":"0x00000000000000000000000000000000000000ab"}""", """{"type":"openOrders","user":"0x00000000000000000000000000000000000000ab","dex":""}""")]
    public void A_subscription_is_acknowledged_in_the_venues_words(string asked, string echoed)
    {
        using var ear = new World().Listen();

        ear.Subscribe(asked);

        Assert.Equal($$$"""{"channel":"subscriptionResponse","data":{"method":"subscribe","subscription":{{{echoed}}}}}""", ear.NextText());
    }

    [Fact]
    public void What_is_subscribed_to_twice_or_given_up_twice_is_refused_by_its_name()
    {
        using var ear = new World().Listen();
        ear.Follow("""{"type":"trades","coin":"BTC"}""");

        ear.Subscribe("""{"coin":"BTC","type":"trades"}""");
        Assert.Equal("""Already subscribed: {"type":"trades","coin":"BTC"}""", ear.Next("error").GetString());

        ear.Say("""{"method":"unsubscribe","subscription":{"type":"trades","coin":"BTC"}}""");
        Assert.Equal("unsubscribe", ear.Next("subscriptionResponse").GetProperty("method").GetString());
        ear.Say("""{"method":"unsubscribe","subscription":{"type":"trades","coin":"BTC"}}""");
        Assert.Equal("""Already unsubscribed: {"type":"trades","coin":"BTC"}""", ear.Next("error").GetString());
    }

    [Theory]
    [InlineData("""{"method":"subscribe","subscription":{"type":"trades","coin":"NONE"}}""", "Invalid subscription {\"type\":\"trades\",\"coin\":\"NONE\"}")]
    [InlineData("""{"method":"subscribe","subscription":{"type":"everything"}}""", "Invalid subscription {\"type\":\"everything\"}")]
    [InlineData("""{"method":"subscribe","subscription":{"type":"l2Book","coin":"BTC","nSigFigs":9}}""", "Invalid subscription")]
    [InlineData("""{"method":"subscribe","subscription":{"type":"allMids","dex":"none"}}""", "Invalid subscription")]
    [InlineData("""{"method":"subscribe","subscription":{"type":"userFills","user":"me"}}""", "Error parsing JSON into valid websocket request")]
    [InlineData("""{"method":"subscribe"}""", "Error parsing JSON into valid websocket request: {\"method\":\"subscribe\"}")]
    [InlineData("""{"method":"shout"}""", "Error parsing JSON into valid websocket request")]
    [InlineData("hello", "Error parsing JSON into valid websocket request: hello")]
    [InlineData("[]", "Error parsing JSON into valid websocket request: []")]
    [InlineData("""{"method":"post","id":-1,"request":{"type":"info","payload":{}}}""", "Error parsing JSON into valid websocket request")]
    [InlineData("""{"method":"post","id":1,"request":{"type":"explorer","payload":{}}}""", "Error parsing JSON into valid websocket request")]
    public void What_cannot_be_is_an_error_and_the_socket_lives_on(string message, string error)
    {
        using var ear = new World().Listen();

        ear.Say(message);

        Assert.StartsWith(error, ear.Next("error").GetString(), StringComparison.Ordinal);
        ear.Say("""{"method":"ping"}""");
        Assert.Equal("""{"channel":"pong"}""", ear.NextText());
    }

    [Fact]
    public void A_read_is_posted()
    {
        var world = new World();
        using var ear = world.Listen();

        ear.Say("""{"method":"post","id":7,"request":{"type":"info","payload":{"type":"allMids"}}}""");

        var data = ear.Next("post");
        Assert.Equal(7, data.GetProperty("id").GetInt32());
        Assert.Equal("info", data.GetProperty("response").GetProperty("type").GetString());
        Assert.Equal("allMids", data.GetProperty("response").GetProperty("payload").GetProperty("type").GetString());
        Assert.Equal(world.Info("""{"type":"allMids"}""").GetRawText(), data.GetProperty("response").GetProperty("payload").GetProperty("data").GetRawText());
    }

    [Fact]
    public void An_action_is_posted_and_answered_after_what_it_caused()
    {
        var world = new World();
        var trader = world.Trader("poster");
        using var ear = world.Listen();
        ear.Follow($$"""{"type":"orderUpdates","user":"{{trader.User}}"}""");

        ear.Say($$$"""{"method":"post","id":1,"request":{"type":"action","payload":{{{trader.Sign(Trader.OrderJson(0, true, "50000", "0.01"))}}}}}""");

        Assert.Equal("orderUpdates", ear.Next().GetProperty("channel").GetString());
        var response = ear.Next("post").GetProperty("response");
        Assert.Equal("action", response.GetProperty("type").GetString());
        Assert.True(Trader.Statuses(response.GetProperty("payload"))[0].TryGetProperty("resting", out _));
    }

    [Fact]
    public void A_posted_request_that_does_not_fit_is_an_error_under_its_number()
    {
        using var ear = new World().Listen();

        ear.Say("""{"method":"post","id":3,"request":{"type":"info","payload":{"type":"nonsense"}}}""");

        var data = ear.Next("post");
        Assert.Equal(3, data.GetProperty("id").GetInt32());
        Assert.Equal("error", data.GetProperty("response").GetProperty("type").GetString());
        Assert.StartsWith("422", data.GetProperty("response").GetProperty("payload").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_to_which_nothing_is_sent_is_closed_after_a_minute()
    {
        var world = new World();
        using var ear = world.Listen();
        ear.AssertQuiet();

        for (var i = 0; i < 11; i++) world.Time.Advance(TimeSpan.FromSeconds(5));
        ear.AssertQuiet();
        Assert.Equal(1, world.Emulator.SocketCount);
        world.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Null(await ear.ReadAsync());
        Assert.Equal(WebSocketState.CloseReceived, ear.Socket.State);
        Assert.Equal(0, world.Emulator.SocketCount);
    }

    [Fact]
    public async Task Who_does_not_read_is_closed_and_nobody_waits_for_him()
    {
        var world = new World(streams: new() { MaxQueuedMessages = 3 });
        using var slow = world.Listen();
        using var quick = world.Listen();
        slow.Follow("""{"type":"l2Book","coin":"BTC"}""");
        quick.Follow("""{"type":"l2Book","coin":"BTC"}""");
        for (var i = 0; i < 6; i++)
        {
            quick.Next("l2Book");
            world.Admin.AddBid("BTC", 50_000 + i, 1);
        }

        Assert.Equal(1, world.Emulator.SocketCount);
        Assert.Equal(3, slow.All().Count);
        Assert.Null(await slow.ReadAsync());
        Assert.Equal(WebSocketState.CloseReceived, slow.Socket.State);
        Assert.Equal("Too slow", slow.Socket.CloseStatusDescription);
        quick.Next("l2Book");
    }

    [Fact]
    public void The_venues_limits_are_kept()
    {
        var world = new World(streams: new() { MaxConnections = 2, MaxSubscriptions = 2, MaxUsers = 1, MaxMessagesPerMinute = 6 });
        using var ear = world.Listen();
        using var second = world.Listen();
        Assert.Throws<WebSocketException>(() => world.Listen());

        ear.Follow("""{"type":"userEvents","user":"0x0000000000000000000000000000000000000001"}""");
        ear.Subscribe("""{"type":"userEvents","user":"0x0000000000000000000000000000000000000002"}""");
        Assert.Equal("Cannot track more than 1 total users.", ear.Next("error").GetString());
        ear.Follow("""{"type":"orderUpdates","user":"0x0000000000000000000000000000000000000001"}""");
        ear.Subscribe("""{"type":"trades","coin":"BTC"}""");
        Assert.Equal("Cannot subscribe to more than 2 channels.", ear.Next("error").GetString());

        // Over all sockets of the client.
        second.Say("""{"method":"ping"}""");
        second.Next();
        second.Say("""{"method":"ping"}""");
        second.Next();
        second.Say("""{"method":"ping"}""");
        Assert.Equal("Cannot send more than 6 messages per minute.", second.Next("error").GetString());
        world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, world.Emulator.SocketCount);
        using var third = world.Listen();
        third.Say("""{"method":"ping"}""");
        Assert.Equal("""{"channel":"pong"}""", third.NextText());
    }

    [Fact]
    public void Sockets_that_come_too_fast_are_refused()
    {
        var world = new World(streams: new() { MaxConnectionsPerMinute = 3 });
        for (var i = 0; i < 3; i++) world.Listen().Dispose();
        Assert.Throws<WebSocketException>(() => world.Listen());
        Assert.Throws<WebSocketException>(() => world.Emulator.Connect("/elsewhere"));

        world.Time.Advance(TimeSpan.FromMinutes(1));
        world.Listen().Dispose();
        Assert.Equal(0, world.Emulator.SocketCount);
    }

    [Fact]
    public void A_socket_can_be_greeted()
    {
        using var ear = new World(streams: new() { Greets = true }).Listen();
        Assert.Equal("Websocket connection established.", ear.NextText());
    }

    [Fact]
    public async Task A_socket_is_closed_in_good_order_by_either_side()
    {
        var world = new World();
        using var ear = world.Listen();
        await ear.Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", default);
        Assert.Equal(WebSocketState.Closed, ear.Socket.State);
        Assert.Equal(0, world.Emulator.SocketCount);

        using var other = world.Listen();
        world.Emulator.Disconnect(inGoodOrder: true);
        Assert.Null(await other.ReadAsync());
        await other.Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", default);
        Assert.Equal(WebSocketState.Closed, other.Socket.State);

        using var third = world.Listen();
        world.Emulator.Disconnect();
        await Assert.ThrowsAsync<WebSocketException>(third.ReadAsync);
        Assert.Equal(WebSocketState.Aborted, third.Socket.State);
    }

    [Fact]
    public void The_same_calls_give_the_same_bytes()
    {
        Assert.Equal(Run(), Run());

        static List<string> Run()
        {
            var world = new World();
            var (maker, taker) = (world.Trader("maker"), world.Trader("taker"));
            using var ear = world.Listen();
            foreach (var subscription in (string[])["""{"type":"trades","coin":"BTC"}""", """{"type":"l2Book","coin":"BTC"}""", """{"type":"bbo","coin":"BTC"}""", """{"type":"allMids"}""",
                $$"""{"type":"orderUpdates","user":"{{maker.User}}"}""", $$"""{"type":"userEvents","user":"{{taker.User}}"}""", $$"""{"type":"userFills","user":"{{taker.User}}"}""",
                $$"""{"type":"clearinghouseState","user":"{{maker.User}}"}""", $$"""{"type":"spotState","user":"{{maker.User}}"}"""])
            {
                ear.Subscribe(subscription);
            }

            maker.Rest("BTC", false, 100_000, 1);
            world.Time.Advance(TimeSpan.FromSeconds(7));
            taker.Fill("BTC", true, 100_000, 0.25m);
            world.Admin.SetMark("BTC", 99_000);
            var all = ear.All();
            Assert.True(all.Count > 20);
            return all;
        }
    }
}
