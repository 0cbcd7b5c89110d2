using Microsoft.Extensions.Time.Testing;

namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class ClockTests
{
    private readonly List<(string What, long At)> _log = [];

    [Fact]
    public void Work_runs_in_time_order_at_its_own_time_when_time_is_advanced()
    {
        var (emulator, _, start) = Virtual();
        Plan(emulator.Venue.Clock, "late", start + 3_000);
        Plan(emulator.Venue.Clock, "first of two", start + 1_000);
        Plan(emulator.Venue.Clock, "second of two", start + 1_000);
        Plan(emulator.Venue.Clock, "never", start + 2_000).Cancel();
        Plan(emulator.Venue.Clock, "beyond", start + 3_001);

        emulator.Admin.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal([("first of two", start + 1_000), ("second of two", start + 1_000), ("late", start + 3_000)], _log);
        Assert.Equal(start + 3_000, emulator.Admin.Now.ToUnixTimeMilliseconds());
    }

    [Fact]
    public void Work_may_plan_more_work_within_the_time_that_passes()
    {
        var (emulator, _, start) = Virtual();
        var clock = emulator.Venue.Clock;
        clock.Every(start + 10_000, 10_000, () => _log.Add(("tick", clock.Now)));
        emulator.Admin.Advance(TimeSpan.FromSeconds(35));
        Assert.Equal([("tick", start + 10_000), ("tick", start + 20_000), ("tick", start + 30_000)], _log);
    }

    [Fact]
    public void One_jump_and_many_small_ones_do_the_same()
    {
        var logs = new List<(string, long)[]>();
        foreach (var jumps in (int[])[1, 60])
        {
            _log.Clear();
            var (emulator, _, start) = Virtual();
            var clock = emulator.Venue.Clock;
            clock.Every(start + 7_000, 7_000, () => _log.Add(("seven", clock.Now)));
            clock.Every(start + 5_000, 5_000, () => _log.Add(("five", clock.Now)));
            for (var i = 0; i < jumps; i++) emulator.Admin.Advance(TimeSpan.FromSeconds(60.0 / jumps));
            logs.Add([.. _log]);
        }

        Assert.Equal(logs[0], logs[1]);
        Assert.Equal(8 + 12, logs[0].Length);
    }

    [Fact]
    public void The_timer_of_the_provider_runs_work_without_a_request()
    {
        var world = new World();
        var clock = world.Emulator.Venue.Clock;
        Plan(clock, "by itself", world.Now + 5_000);
        world.Admin.Advance(TimeSpan.Zero);
        world.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Empty(_log);
        world.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal([("by itself", World.Start.ToUnixTimeMilliseconds() + 5_000)], _log);
    }

    [Fact]
    public void Advancing_and_passing_time_add_up()
    {
        var world = new World();
        world.Time.Advance(TimeSpan.FromSeconds(2));
        world.Admin.Advance(TimeSpan.FromSeconds(10));
        world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(World.Start.AddSeconds(13), world.Admin.Now);
    }

    [Fact]
    public void Virtual_time_stands_still_by_itself()
    {
        var (emulator, time, start) = Virtual();
        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(start, emulator.Admin.Now.ToUnixTimeMilliseconds());
    }

    [Fact]
    public void Time_does_not_go_back()
    {
        var world = new World();
        Assert.Throws<EmulatorAdminException>(() => world.Admin.Advance(TimeSpan.FromSeconds(-1)));
        Assert.Throws<EmulatorAdminException>(() => world.Admin.Advance(TimeSpan.FromDays(367)));
        Assert.Equal(World.Start, world.Admin.Now);
    }

    [Fact]
    public void Random_numbers_depend_on_seed_and_purpose_alone()
    {
        Assert.Equal(Draw(1, "a"), Draw(1, "a"));
        Assert.NotEqual(Draw(1, "a"), Draw(2, "a"));
        Assert.NotEqual(Draw(1, "a"), Draw(1, "b"));
        Assert.All(Draw(7, "bound"), n => Assert.InRange(n, 0, 9));
        Assert.Equal(10, Draw(7, "bound").Distinct().Count());

        static long[] Draw(long seed, string purpose)
        {
            var random = new VenueRandom(seed, purpose);
            return [.. Enumerable.Range(0, 200).Select(_ => random.Below(10))];
        }
    }

    private ScheduledWork Plan(VenueClock clock, string what, long at) => clock.At(at, () => _log.Add((what, clock.Now)));

    private static (HyperliquidEmulator Emulator, FakeTimeProvider Time, long Start) Virtual()
    {
        var time = new FakeTimeProvider(World.Start);
        var emulator = new HyperliquidEmulator(new EmulatorOptions { Seed = World.Quiet, TimeProvider = time, VirtualStart = World.Start });
        return (emulator, time, World.Start.ToUnixTimeMilliseconds());
    }
}
