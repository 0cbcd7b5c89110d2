using System.Globalization;
using HypeKr.Hyperliquid.Emulator;
using Xunit.Abstractions;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>The sockets' part of the fault matrix: whatever happens to them, no value is lost without a gap, none is doubled, and what is kept here ends as the venue's own ledger.</summary>
[Trait("Category", "Faults")]
public sealed class SocketFaultTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names
    {
        get
        {
            var names = new TheoryData<string>();
            foreach (var name in Rules().Keys) names.Add(name);
            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Nothing_is_lost_in_silence_and_nothing_comes_twice(string name)
    {
        var rule = Rules()[name];
        await using var world = new StreamWorld();
        var fault = world.Emulator.Faults.Add(rule);
        await using var trades = await world.Client.Markets.SubscribeTradesAsync("BTC");
        await using var state = await world.Account.User.OpenStateAsync(new() { ReconcileInterval = TimeSpan.FromMinutes(1) });
        await using var book = await world.Client.Markets.OpenBookAsync("BTC");
        var (heard, gaps) = (new List<long>(), 0);
        using var stop = new CancellationTokenSource();
        var listening = ListenAsync();
        var fills = new List<string>();
        var reading = ReadFillsAsync();

        for (var i = 0; i < 20; i++)
        {
            var result = await world.OrderAsync("BTC", i % 2 == 0 ? OrderSide.Buy : OrderSide.Sell, i % 2 == 0 ? 100_050 : 99_950, 0.01m, TimeInForce.Ioc);
            Assert.Equal(OrderResultStatus.Filled, result.Status);
            await world.PassAsync(i % 5 == 4 ? 12 : 0.3);
        }

        world.Emulator.Faults.Clear();
        await world.SettleAsync(() => world.FindDifference(state.Current));
        world.Emulator.Admin.AddBid("BTC", 90_000, 1);
        await world.SettleAsync(() => world.FindDifference(book));
        await stop.CancelAsync();
        await listening.Guarded();
        await state.DisposeAsync();
        await reading.Guarded();

        var happened = world.TrueFills().Select(fill => fill.TradeId!.Value).ToHashSet();
        var lost = happened.Count - happened.Intersect(heard).Count();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | struck {fault.Struck} | trades {happened.Count} | heard {heard.Count} | lost {lost} | gaps {gaps} | fills {fills.Count} |"));
        Assert.True(fault.Struck > 0, "The fault did not strike.");
        Assert.Equal(20, happened.Count);

        // The first message of a subscription may hold trades from before, as that of a subscription made anew does: a repeat is announced by a gap.
        Assert.True(heard.Count == heard.Distinct().Count() || gaps > 0, "A trade came twice.");
        Assert.True(lost == 0 || gaps > 0, $"{lost} trades were lost without a gap.");
        Assert.Equal(world.TrueFills().Select(StreamWorld.Name).Order(StringComparer.Ordinal), fills.Order(StringComparer.Ordinal));

        async Task ListenAsync()
        {
            try
            {
                await foreach (var item in trades.WithCancellation(stop.Token))
                {
                    if (item.TryGetValue(out var trade)) heard.Add(trade.TradeId);
                    else gaps++;
                }
            }
            catch (OperationCanceledException)
            {
                // Enough.
            }
        }

        async Task ReadFillsAsync()
        {
            await foreach (var fill in state.ReadFillsAsync()) fills.Add(StreamWorld.Name(fill));
        }
    }

    [Fact]
    public async Task A_reader_who_sleeps_fails_alone()
    {
        await using var world = new StreamWorld();
        await using var asleep = await world.Account.User.SubscribeFillsAsync(options: new() { Capacity = 4 });
        await using var dropping = await world.Client.Markets.SubscribeTradesAsync("BTC", new() { Capacity = 4 });
        await using var state = await world.Account.User.OpenStateAsync();
        await using var book = await world.Client.Markets.OpenBookAsync("BTC");
        for (var i = 0; i < 12; i++) await world.OrderAsync("BTC", i % 2 == 0 ? OrderSide.Buy : OrderSide.Sell, i % 2 == 0 ? 100_050 : 99_950, 0.01m, TimeInForce.Ioc);
        await world.SettleAsync(() => world.FindDifference(state.Current) ?? world.FindDifference(book));

        var seen = 0;
        await Assert.ThrowsAsync<FeedOverflowException>(async () =>
        {
            await foreach (var _ in asleep) seen++;
        });
        Assert.Equal(4, seen);
        await using var reader = dropping.GetAsyncEnumerator();
        var first = await reader.NextAsync();
        Assert.Equal((FeedGapReason.SlowReader, 8), (first.Gap!.Reason, first.Gap.Dropped));
        for (var i = 0; i < 4; i++) Assert.Equal(FeedItemKind.Live, (await reader.NextAsync()).Kind);
    }

    private static Dictionary<string, FaultRule> Rules()
    {
        var rules = new Dictionary<string, FaultRule>(StringComparer.Ordinal)
        {
            ["refused three times"] = new() { Endpoint = "/ws", Effect = FaultEffect.RefuseConnection(), Times = 3 },
            ["every acknowledgement withheld once"] = new() { Endpoint = "/ws", Effect = FaultEffect.WithholdAcknowledgement(), Times = 6 },
            ["every acknowledgement wrong once"] = new() { Endpoint = "/ws", Effect = FaultEffect.WrongAcknowledgement(), Times = 6 },
            ["message twice"] = new() { Endpoint = "/ws", Type = "userFills", Effect = FaultEffect.DuplicateMessage(), Times = 5 },
            ["message overtaken"] = new() { Endpoint = "/ws", Effect = FaultEffect.SwapMessage(), Skip = 8, Times = 5 },
            ["message late"] = new() { Endpoint = "/ws", Effect = FaultEffect.DelayMessage(FaultDelay.Fixed(TimeSpan.FromSeconds(2))), Skip = 8, Times = 5 },
            ["message in pieces"] = new() { Endpoint = "/ws", Effect = FaultEffect.TrickleMessage(7, FaultDelay.Fixed(TimeSpan.FromMilliseconds(1))), Skip = 8, Times = 3 },
            ["pong lost"] = new() { Endpoint = "/ws", Type = "pong", Effect = FaultEffect.DropMessage(), Times = 1 },
        };

        // At each step of subscribing to six things: before and after each acknowledgement, within it, and with each first message.
        foreach (var (word, effect) in new[] { ("closed", FaultEffect.CloseSocket()), ("broken", FaultEffect.BreakSocket()), ("cut", FaultEffect.CutMessage(9)) })
        {
            for (var skip = 0; skip < 6; skip++) rules[string.Create(CultureInfo.InvariantCulture, $"{word} at acknowledgement {skip + 1}")] = new() { Endpoint = "/ws", Type = "subscriptionResponse", Effect = effect, Skip = skip, Times = 1 };
            foreach (var type in new[] { "trades", "userFills", "clearinghouseState", "openOrders", "spotState", "l2Book" }) rules[$"{word} at {type}"] = new() { Endpoint = "/ws", Type = type, Effect = effect, Skip = type == "spotState" ? 0 : 1, Times = type == "spotState" ? 1 : 2 };
        }

        // And in place of a first message, or within it.
        rules["closed at the first trades"] = new() { Endpoint = "/ws", Type = "trades", Effect = FaultEffect.CloseSocket(), Times = 1 };
        rules["broken at the first userFills"] = new() { Endpoint = "/ws", Type = "userFills", Effect = FaultEffect.BreakSocket(), Times = 1 };
        rules["cut at the first clearinghouseState"] = new() { Endpoint = "/ws", Type = "clearinghouseState", Effect = FaultEffect.CutMessage(9), Times = 1 };
        rules["closed at the first openOrders"] = new() { Endpoint = "/ws", Type = "openOrders", Effect = FaultEffect.CloseSocket(), Times = 1 };
        rules["cut at the first l2Book"] = new() { Endpoint = "/ws", Type = "l2Book", Effect = FaultEffect.CutMessage(9), Times = 1 };
        foreach (var type in new[] { "userFills", "clearinghouseState", "openOrders", "spotState", "l2Book" }) rules[$"silent {type}"] = new() { Endpoint = "/ws", Type = type, Effect = FaultEffect.SilenceSubscription(), Times = 1 };
        return rules;
    }
}
