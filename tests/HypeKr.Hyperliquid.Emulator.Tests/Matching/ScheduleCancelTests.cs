namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>The dead man's switch (wire specification 5.1).</summary>
public sealed class ScheduleCancelTests
{
    private readonly World _world = new(scheduleCancelVolume: 0);
    private readonly Trader _trader;

    public ScheduleCancelTests() => _trader = _world.Trader("dead man");

    [Fact]
    public void At_its_time_every_live_order_of_the_account_ends_and_no_other()
    {
        var other = _world.Trader("alive");
        var kept = other.Rest("BTC", true, 98_000, 0.01m);
        var rest = _trader.Rest("BTC", true, 98_000, 0.01m);
        var spot = _trader.Rest("#10", true, 0.2m, 100);
        var trigger = _trader.Arm("BTC", true, 120_000, 0.01m, 120_000, reduceOnly: false);
        Schedule(_world.Now + 5_000);

        _world.Admin.Advance(TimeSpan.FromMilliseconds(4_999));
        Assert.Equal(3, _trader.OpenOrders().Length);
        _world.Admin.Advance(TimeSpan.FromMilliseconds(1));
        foreach (var oid in (long[])[rest, spot, trigger]) Assert.Equal("scheduledCancel", _trader.Status(oid));
        Assert.Equal("open", other.Status(kept));

        // Once: what is placed later stays.
        _trader.Rest("BTC", true, 98_000, 0.01m);
        _world.Admin.Advance(TimeSpan.FromHours(1));
        Assert.Single(_trader.OpenOrders());
    }

    [Fact]
    public void Children_end_with_the_same_word_as_their_parent()
    {
        _world.Admin.SetMark("BTC", 100_000);
        _trader.Group("normalTpsl", Trader.OneOrder(0, true, "99000", "0.01"), Trader.OneTrigger(0, false, "90000", "0.01", "95000"));
        Schedule(_world.Now + 5_000);
        _world.Admin.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["scheduledCancel", "scheduledCancel"], _trader.History().Select(h => h.Status));
    }

    [Fact]
    public void A_time_that_never_comes_harms_nobody()
    {
        _trader.Rest("BTC", true, 98_000, 0.01m);
        Schedule(long.MaxValue);
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        _world.Admin.Advance(TimeSpan.FromHours(1));
        Assert.Single(_trader.OpenOrders());
    }

    [Fact]
    public void A_new_time_replaces_the_old_and_none_removes_it()
    {
        _trader.Rest("BTC", true, 98_000, 0.01m);
        Schedule(_world.Now + 5_000);
        Schedule(_world.Now + 60_000);
        _world.Admin.Advance(TimeSpan.FromSeconds(30));
        Assert.Single(_trader.OpenOrders());
        _trader.Send("""{"type":"scheduleCancel"}""");
        _world.Admin.Advance(TimeSpan.FromHours(1));
        Assert.Single(_trader.OpenOrders());
    }

    [Fact]
    public void The_time_has_to_be_five_seconds_away() =>
        Assert.Equal("Scheduled cancel time must be at least 5 seconds from now.", _trader.Refused($$"""{"type":"scheduleCancel","time":{{Trader.Text(_world.Now + 4_999)}}}"""));

    [Fact]
    public void Ten_times_a_day_it_cancels_and_again_the_day_after()
    {
        for (var i = 0; i < 10; i++)
        {
            Schedule(Now + 5_000);
            _world.Admin.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal("Scheduled cancel has been triggered 10 times today already.", _trader.Refused(Action(Now + 5_000)));
        _world.Admin.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(50));
        Schedule(Now + 5_000);
    }

    [Fact]
    public void It_needs_volume()
    {
        var world = new World();
        var trader = world.Trader("without volume", 1_000_000_000);
        Assert.Equal("Cannot set scheduled cancel time until enough volume traded. Required: $1000000. Traded: $0.", trader.Refused("""{"type":"scheduleCancel"}"""));
        world.Admin.AddAsk("BTC", 100_000, 100);
        trader.Fill("BTC", true, 100_000, 9.99999m);
        Assert.Equal("Cannot set scheduled cancel time until enough volume traded. Required: $1000000. Traded: $999999.", trader.Refused("""{"type":"scheduleCancel"}"""));
        trader.Fill("BTC", true, 100_000, 0.001m);
        trader.Send("""{"type":"scheduleCancel"}""");
    }

    private long Now => _world.Admin.Now.ToUnixTimeMilliseconds();

    private void Schedule(long time) => Assert.Equal("""{"status":"ok","response":{"type":"default"}}""", _trader.Send(Action(time)).GetRawText());

    private static string Action(long time) => $$"""{"type":"scheduleCancel","time":{{Trader.Text(time)}}}""";
}
