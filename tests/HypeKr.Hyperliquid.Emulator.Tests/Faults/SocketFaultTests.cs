using System.Net.WebSockets;
using System.Text;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>What goes wrong with sockets, in memory.</summary>
public sealed class SocketFaultTests
{
    private const string Trades = """{"type":"trades","coin":"BTC"}""";
    private const string Ping = """{"method":"ping"}""";

    [Fact]
    public void A_socket_can_be_refused()
    {
        var world = new World();
        world.Emulator.Faults.Add(new FaultRule { Effect = FaultEffect.RefuseConnection(), Endpoint = "/ws", Times = 1, Connection = "a" });
        world.Listen(connection: "b").Dispose();
        Assert.Throws<WebSocketException>(() => world.Listen(connection: "a"));
        world.Listen(connection: "a").Dispose();
    }

    [Fact]
    public void A_subscription_may_stay_silent_unacknowledged_or_be_taken_for_another()
    {
        var world = new World();
        using var ear = world.Listen();
        using (world.Emulator.Faults.Add(new FaultRule { Effect = FaultEffect.SilenceSubscription(), Type = "allMids" }))
        {
            ear.Follow("""{"type":"allMids"}""");
            world.Admin.SetMark("BTC", 91_000);
            world.Time.Advance(TimeSpan.FromSeconds(10));
            ear.AssertQuiet();
        }

        using (world.Emulator.Faults.Add("/ws", FaultEffect.WithholdAcknowledgement()))
        {
            ear.Subscribe("""{"type":"bbo","coin":"BTC"}""");
            Assert.Equal("bbo", ear.Next().GetProperty("channel").GetString());
        }

        using (world.Emulator.Faults.Add("/ws", FaultEffect.WrongAcknowledgement()))
        {
            ear.Subscribe(Trades);
            Assert.NotEqual("BTC", ear.Next("subscriptionResponse").GetProperty("subscription").GetProperty("coin").GetString());
        }

        ear.Subscribe(Trades);
        Assert.StartsWith("Already subscribed", ear.Next("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_silent_subscription_speaks_after_it_was_made_anew()
    {
        var world = new World();
        using var ear = world.Listen();
        world.Emulator.Faults.Add("/ws", FaultEffect.SilenceSubscription(), times: 1);
        ear.Follow("""{"type":"allMids"}""");
        ear.Say("""{"method":"unsubscribe","subscription":{"type":"allMids"}}""");
        ear.Next();
        ear.Follow("""{"type":"allMids"}""");
        ear.Next("allMids");
    }

    [Fact]
    public void Messages_are_lost_doubled_and_overtaken()
    {
        var world = new World();
        using var ear = world.Listen();
        world.Emulator.Faults.Add(new FaultRule { Effect = FaultEffect.DropMessage(), Type = "pong", Times = 1 });
        ear.Say(Ping);
        ear.AssertQuiet();

        world.Emulator.Faults.Add(new FaultRule { Effect = FaultEffect.DuplicateMessage(), Type = "pong", Times = 1 });
        ear.Say(Ping);
        Assert.Equal(2, ear.All().Count);

        world.Emulator.Faults.Add(new FaultRule { Effect = FaultEffect.SwapMessage(), Type = "pong", Times = 1 });
        ear.Say(Ping);
        ear.AssertQuiet();
        ear.Subscribe(Trades);
        Assert.Equal("subscriptionResponse", ear.Next().GetProperty("channel").GetString());
        Assert.Equal("pong", ear.Next().GetProperty("channel").GetString());
    }

    [Fact]
    public void Acknowledgements_are_reordered()
    {
        var world = new World();
        using var ear = world.Listen();
        world.Emulator.Faults.Add(new FaultRule { Effect = FaultEffect.SwapMessage(), Type = "subscriptionResponse", Times = 1 });
        ear.Subscribe(Trades);
        ear.Subscribe("""{"type":"trades","coin":"ETH"}""");

        Assert.Equal(["ETH", "BTC"], new[] { ear.Next(), ear.Next() }.Select(a => a.GetProperty("data").GetProperty("subscription").GetProperty("coin").GetString()));
    }

    [Fact]
    public async Task A_message_is_late_and_all_after_it()
    {
        var world = new World();
        using var ear = world.Listen();
        world.Emulator.Faults.Add("/ws", FaultEffect.DelayMessage(FaultDelay.Fixed(TimeSpan.FromSeconds(3))), times: 1);
        ear.Say(Ping);
        ear.Subscribe(Trades);

        var reading = ear.ReadAsync();
        world.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(reading.IsCompleted);
        world.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains("pong", await reading, StringComparison.Ordinal);
        Assert.Equal("subscriptionResponse", ear.Next().GetProperty("channel").GetString());
    }

    [Fact]
    public async Task A_message_trickles_in_fragments()
    {
        var world = new World();
        using var ear = world.Listen();
        world.Emulator.Faults.Add("/ws", FaultEffect.TrickleMessage(10, FaultDelay.Fixed(TimeSpan.FromSeconds(1))), times: 1);
        ear.Say(Ping);
        var buffer = new byte[100];
        var text = "";
        for (var i = 0; i < 2; i++)
        {
            var receiving = ear.Socket.ReceiveAsync(buffer.AsMemory(), default).AsTask();
            if (i > 0)
            {
                Assert.False(receiving.IsCompleted);
                world.Time.Advance(TimeSpan.FromSeconds(1));
            }

            var part = await receiving.WaitAsync(TimeSpan.FromSeconds(60));
            Assert.Equal((i == 0 ? 10 : 8, i == 1), (part.Count, part.EndOfMessage));
            text += Encoding.UTF8.GetString(buffer, 0, part.Count);
        }

        Assert.Equal("""{"channel":"pong"}""", text);
    }

    [Fact]
    public async Task A_message_breaks_off_with_its_socket()
    {
        var world = new World();
        using var ear = world.Listen();
        world.Emulator.Faults.Add("/ws", FaultEffect.CutMessage(5), times: 1);
        ear.Say(Ping);
        var buffer = new byte[100];

        var part = await ear.Socket.ReceiveAsync(buffer.AsMemory(), default);

        Assert.Equal((5, false), (part.Count, part.EndOfMessage));
        await Assert.ThrowsAsync<WebSocketException>(async () => await ear.Socket.ReceiveAsync(buffer.AsMemory(), default));
        Assert.Equal(0, world.Emulator.SocketCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_socket_ends_at_a_step(bool inGoodOrder)
    {
        var world = new World();
        using var ear = world.Listen();
        world.Emulator.Faults.Add(new FaultRule { Effect = inGoodOrder ? FaultEffect.CloseSocket() : FaultEffect.BreakSocket(), Skip = 2 });
        for (var i = 0; i < 2; i++)
        {
            ear.Say(Ping);
            ear.Next();
        }

        ear.Say(Ping);

        if (inGoodOrder) Assert.Null(await ear.ReadAsync());
        else await Assert.ThrowsAsync<WebSocketException>(ear.ReadAsync);
        Assert.Equal(0, world.Emulator.SocketCount);
    }

    [Fact]
    public async Task A_posted_action_is_lost_with_its_socket_before_or_after_it_is_carried_out()
    {
        foreach (var executes in (bool[])[false, true])
        {
            var world = new World();
            var trader = world.Trader("poster");
            using var ear = world.Listen();
            world.Emulator.Faults.Add(new FaultRule { Effect = executes ? FaultEffect.DropReply() : FaultEffect.DropRequest(), Endpoint = "/ws", Type = "order", Account = trader.Address });

            ear.Say(Post(1, trader.Sign(Trader.OrderJson(0, true, "50000", "0.01"))));

            await Assert.ThrowsAsync<WebSocketException>(ear.ReadAsync);
            Assert.Equal(executes ? 1 : 0, trader.OpenOrders().Length);
        }
    }

    [Fact]
    public void Posts_are_answered_in_another_order_and_only_so_many_wait()
    {
        var world = new World(streams: new() { MaxPendingPosts = 2 });
        var trader = world.Trader("poster");
        using var ear = world.Listen();
        var hold = world.Emulator.Faults.Add(new FaultRule { Effect = FaultEffect.HoldReply(), Type = "noop" });
        ear.Say(Post(1, trader.Sign("""{"type":"noop"}""")));
        ear.Say(Post(2, trader.Sign("""{"type":"noop"}""")));
        ear.Say(Post(3, trader.Sign("""{"type":"noop"}""")));
        Assert.Equal("too many pending post requests id=3", ear.Next("error").GetString());

        hold.Release(newestFirst: true);

        Assert.Equal([2, 1], new[] { ear.Next("post"), ear.Next("post") }.Select(p => p.GetProperty("id").GetInt32()));
    }

    [Fact]
    public void A_posted_request_is_told_a_status()
    {
        var world = new World();
        using var ear = world.Listen();
        world.Emulator.Faults.Add("/ws", FaultEffect.Respond(429), times: 1);
        ear.Say(Post(1, """{"type":"allMids"}""", "info"));
        var response = ear.Next("post").GetProperty("response");
        Assert.Equal(("error", "429 TooManyRequests: "), (response.GetProperty("type").GetString(), response.GetProperty("payload").GetString()));

        world.Emulator.Faults.Add("/ws", FaultEffect.TruncateReply(5), times: 1);
        ear.Say(Post(2, """{"type":"allMids"}""", "info"));
        Assert.Equal("error", ear.Next("post").GetProperty("response").GetProperty("type").GetString());
    }

    private static string Post(int id, string payload, string type = "action") =>
        $$$"""{"method":"post","id":{{{Trader.Text((long)id)}}},"request":{"type":"{{{type}}}","payload":{{{payload}}}}}""";
}
