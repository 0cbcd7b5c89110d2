using System.Text;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>The same seed and the same calls give the same bytes.</summary>
public sealed class DeterminismTests
{
    [Fact]
    public void Same_seed_and_calls_give_byte_identical_replies_and_state()
    {
        var first = Play(seed: 7);
        Assert.Equal(first, Play(seed: 7));
        Assert.NotEqual(first, Play(seed: 8));
    }

    [Fact]
    public void Time_in_one_jump_or_in_many_leaves_the_same_state() => Assert.Equal(State(jumps: 1), State(jumps: 90));

    private static string State(int jumps)
    {
        var (world, trader) = Start(seed: 3, new StringBuilder());
        for (var i = 0; i < jumps; i++) world.Admin.Advance(TimeSpan.FromSeconds(900.0 / jumps));
        return world.Snapshot() + trader.User;
    }

    /// <summary>A script that touches everything about orders; all answers and the state at the end.</summary>
    private static string Play(long seed)
    {
        var log = new StringBuilder();
        var (world, trader) = Start(seed, log);
        var random = new VenueRandom(99, "script");
        for (var i = 0; i < 60; i++)
        {
            var price = Trader.Text(99_000 + 50 * random.Below(40));
            var order = Trader.OneOrder(0, random.Below(2) == 0, price, "0.01", random.Below(3) == 0 ? "Ioc" : "Gtc");
            Log(log, trader, $$"""{"type":"order","orders":[{{order}}],"grouping":"na"}""");
            if (i % 5 == 0) world.Admin.SetMark("BTC", 99_500 + 50 * random.Below(20));
            world.Admin.Advance(TimeSpan.FromMilliseconds(random.Below(20_000)));
        }

        return log.Append(world.Snapshot()).ToString();
    }

    private static (World World, Trader Trader) Start(long seed, StringBuilder log)
    {
        var world = new World(EmulatorSeed.Default, scheduleCancelVolume: 0, randomSeed: seed);
        var trader = world.Trader("repeats");
        world.Admin.SetMark("BTC", 100_000);
        Log(log, trader, """{"type":"twapOrder","twap":{"a":0,"b":true,"s":"0.31","r":false,"m":15,"t":true}}""");
        Log(log, trader, $$"""{"type":"order","orders":[{{Trader.OneOrder(0, true, "99800", "0.1")}},{{Trader.OneTrigger(0, false, "95000", "0.1", "97000")}}],"grouping":"normalTpsl"}""");
        Log(log, trader, $$"""{"type":"scheduleCancel","time":{{Trader.Text(world.Now + 600_000)}}}""");
        return (world, trader);
    }

    private static void Log(StringBuilder log, Trader trader, string action) => log.AppendLine(trader.Send(action).GetRawText());
}
