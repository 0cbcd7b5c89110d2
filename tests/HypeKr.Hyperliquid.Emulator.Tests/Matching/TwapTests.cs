using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>Orders in slices (wire specification 11.4).</summary>
public sealed class TwapTests
{
    private readonly World _world = new(fees: new EmulatorFees { PerpTaker = 0, PerpMaker = 0 });
    private readonly Trader _trader;

    public TwapTests()
    {
        _trader = _world.Trader("of twaps");
        _world.Admin.SetMark("BTC", 100_000);
    }

    [Fact]
    public void Slices_are_equal_and_thirty_seconds_apart()
    {
        Ask(100_000, 10);
        var id = Start("0.11", minutes: 5);
        Assert.Equal(0.01m, _trader.Size("BTC"));
        for (var slice = 2; slice <= 11; slice++)
        {
            _world.Admin.Advance(TimeSpan.FromSeconds(29));
            Assert.Equal((slice - 1) * 0.01m, _trader.Size("BTC"));
            _world.Admin.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(slice * 0.01m, _trader.Size("BTC"));
        }

        Assert.Equal([("finished", "0.11", "11000.0"), ("activated", "0.0", "0.0")], History().Select(h => (h.Status, h.ExecutedSize, h.ExecutedValue)));
        Assert.Equal("TWAP was never placed, already canceled, or filled.", Cancel(id));
        _world.Admin.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0.11m, _trader.Size("BTC"));
        _world.AssertConserved();
    }

    [Fact]
    public void The_clock_of_the_provider_drives_slices_too()
    {
        Ask(100_000, 10);
        Start("0.11", minutes: 5);
        _world.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(0.03m, _trader.Size("BTC"));
    }

    [Fact]
    public void A_slice_is_told_as_a_fill_of_its_twap()
    {
        Ask(100_000, 10);
        var id = Start("0.11", minutes: 5);
        var fill = _trader.Fills().Single();
        Assert.Equal(id, fill.GetProperty("twapId").GetInt64());
        Assert.Matches("^0x0{64}$", fill.GetProperty("hash").GetString());
        var slice = _world.Info($$"""{"type":"userTwapSliceFills","user":"{{_trader.User}}"}""").EnumerateArray().Single();
        Assert.Equal(id, slice.GetProperty("twapId").GetInt64());
        Assert.Equal(fill.GetRawText(), slice.GetProperty("fill").GetRawText());
        Assert.Equal("Twap Slice", _world.Info($$"""{"type":"historicalOrders","user":"{{_trader.User}}"}""")[0].GetProperty("order").GetProperty("orderType").GetString());

        _world.Admin.Advance(TimeSpan.FromMinutes(5));
        var between = $"\"startTime\":{Trader.Text(World.Start.ToUnixTimeMilliseconds() + 30_000)},\"endTime\":{Trader.Text(World.Start.ToUnixTimeMilliseconds() + 90_000)}";
        var times = _world.Info($$"""{"type":"userTwapSliceFillsByTime","user":"{{_trader.User}}",{{between}}}""").EnumerateArray().Select(f => f.GetProperty("fill").GetProperty("time").GetInt64() - World.Start.ToUnixTimeMilliseconds());
        Assert.Equal([30_000, 60_000, 90_000], times);
        Assert.Equal(11, _world.Info($$"""{"type":"userTwapSliceFills","user":"{{_trader.User}}"}""").GetArrayLength());
    }

    [Fact]
    public void What_a_slice_could_not_get_is_made_up_for_up_to_three_times_a_slice()
    {
        Ask(100_000, 0.01m);
        Start("0.11", minutes: 5);
        _world.Admin.Advance(TimeSpan.FromSeconds(120));
        Assert.Equal(0.01m, _trader.Size("BTC"));
        Ask(100_000, 10);
        _world.Admin.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(0.04m, _trader.Size("BTC"));
        _world.Admin.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(0.07m, _trader.Size("BTC"));
        _world.Admin.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(0.08m, _trader.Size("BTC"));
        _world.Admin.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0.11m, _trader.Size("BTC"));
        Assert.Equal("finished", History()[0].Status);
    }

    [Fact]
    public void A_slice_takes_three_per_cent_and_no_more()
    {
        _world.Admin.AddBid("BTC", 99_000, 1);
        Ask(101_000, 0.004m);
        Ask(103_000, 0.002m);
        Ask(103_010, 10);
        Start("0.11", minutes: 5);
        Assert.Equal(0.006m, _trader.Size("BTC"));
        Assert.Equal(0.006m, World.Number(_world.Info($$"""{"type":"userTwapSliceFills","user":"{{_trader.User}}"}""").EnumerateArray().Select(f => f.GetProperty("fill").GetProperty("sz")).First()) + 0.004m);
    }

    [Fact]
    public void Random_slices_differ_and_still_add_up()
    {
        Ask(100_000, 10);
        Start("1.1", minutes: 5, randomize: true);
        _world.Admin.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1.1m, _trader.Size("BTC"));
        var sizes = _trader.Fills().Select(f => World.Number(f.GetProperty("sz"))).ToArray();
        Assert.True(sizes.Distinct().Count() > 3, string.Join(' ', sizes.Select(Trader.Text)));
        Assert.All(sizes, s => Assert.InRange(s, 0.06m, 0.14m));
    }

    [Fact]
    public void A_long_twap_has_a_thousand_pauses_at_most()
    {
        Assert.Equal((11, 30_000), TwapDesk.Plan(5));
        Assert.Equal((1_001, 30_000), TwapDesk.Plan(500));
        Assert.Equal((1_001, 86_400), TwapDesk.Plan(1_440));
        Assert.Equal((1_001, 604_800), TwapDesk.Plan(10_080));
    }

    [Fact]
    public void A_twap_is_cancelled_by_its_owner()
    {
        Ask(100_000, 10);
        var id = Start("0.11", minutes: 5);
        Assert.Equal("TWAP was never placed, already canceled, or filled.", Cancel(id, asset: 1));
        Assert.Equal("TWAP was never placed, already canceled, or filled.", Cancel(id + 1));
        Assert.Null(Cancel(id));
        Assert.Equal("terminated", History()[0].Status);
        _world.Admin.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0.01m, _trader.Size("BTC"));
    }

    [Fact]
    public void A_twap_waits_for_its_trigger_and_stops_at_its_price()
    {
        Ask(100_000, 10);
        Start("0.11", minutes: 5, details: ",\"details\":{\"t\":{\"p\":\"99000\",\"a\":false},\"s\":\"101000\"}");
        Assert.Equal("waitingForTrigger", History()[0].Status);
        _world.Admin.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(0, _trader.Size("BTC"));
        _world.Admin.SetMark("BTC", 99_000);
        Assert.Equal(0.01m, _trader.Size("BTC"));
        _world.Admin.Advance(TimeSpan.FromSeconds(30));
        _world.Admin.SetMark("BTC", 101_001);
        Assert.Equal(["stopped", "activated", "waitingForTrigger"], History().Select(h => h.Status));
        _world.Admin.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(0.02m, _trader.Size("BTC"));
    }

    [Fact]
    public void A_twap_ends_with_its_error()
    {
        var poor = _world.Trader("poor twap", 20);
        Ask(100_000, 10);
        var reply = poor.Send(Twap("0.11", 5));
        Assert.Equal("running", reply.GetProperty("response").GetProperty("data").GetProperty("status").EnumerateObject().Single().Name);
        var item = _world.Info($$"""{"type":"twapHistory","user":"{{poor.User}}"}""")[0];
        Assert.Equal("""{"status":"error","description":"Insufficient margin to place order."}""", item.GetProperty("status").GetRawText());
    }

    [Theory]
    [InlineData("0.11", 4, "Invalid TWAP duration: 4 min(s)")]
    [InlineData("0.11", 10_081, "Invalid TWAP duration: 10081 min(s)")]
    [InlineData("0.00099", 5, "TWAP order value too small. Min is $100.")]
    [InlineData("0", 5, "Order has zero size.")]
    [InlineData("-1", 5, "Order has invalid size.")]
    [InlineData("0.000001", 5, "Order has invalid size.")]
    public void A_twap_that_is_none_is_refused_in_its_status(string size, int minutes, string error)
    {
        Ask(100_000, 10);
        var before = _world.Snapshot();
        Assert.Equal($$$$$$"""{"status":"ok","response":{"type":"twapOrder","data":{"status":{"error":"{{{{{{error}}}}}}"}}}}""", _trader.Send(Twap(size, minutes)).GetRawText());
        Assert.Equal(before, _world.Snapshot());
        Assert.Empty(History());
    }

    [Fact]
    public void A_reduce_only_twap_needs_a_position_and_does_not_pass_zero()
    {
        Assert.Contains("Reduce only order would increase position.", _trader.Send(Twap("0.11", 5, reduceOnly: true)).GetRawText(), StringComparison.Ordinal);
        _world.Admin.AddBid("BTC", 100_000, 10);
        _trader.Fill("BTC", false, 100_000, 0.05m);
        Ask(100_010, 10);
        _trader.Send(Twap("0.11", 5, reduceOnly: true));
        _world.Admin.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, _trader.Size("BTC"));
        Assert.Equal("error", History()[0].Status);
    }

    [Fact]
    public void The_state_is_told_as_the_venue_tells_it()
    {
        Ask(100_000, 10);
        var id = Start("0.11", minutes: 5, randomize: true);
        var item = _world.Info($$"""{"type":"twapHistory","user":"{{_trader.User}}"}""")[0];
        var time = World.Start.ToUnixTimeMilliseconds();
        Assert.Equal(
            $$$"""{"time":{{{Trader.Text(time / 1000)}}},"state":{"coin":"BTC","user":"{{{_trader.User}}}","side":"B","sz":"0.11","executedSz":"0.0","executedNtl":"0.0","minutes":5,"reduceOnly":false,"randomize":true,"timestamp":{{{Trader.Text(time)}}},"trigger":null,"stopPx":null},"status":{"status":"activated"},"twapId":{{{Trader.Text(id)}}}}""",
            item.GetRawText());
    }

    private void Ask(decimal price, decimal size) => _world.Admin.AddAsk("BTC", price, size);

    private long Start(string size, int minutes, bool randomize = false, string details = "")
    {
        var status = _trader.Send(Twap(size, minutes, randomize: randomize, details: details)).GetProperty("response").GetProperty("data").GetProperty("status");
        Assert.True(status.TryGetProperty("running", out var running), status.GetRawText());
        return running.GetProperty("twapId").GetInt64();
    }

    private static string Twap(string size, int minutes, bool reduceOnly = false, bool randomize = false, string details = "") =>
        $$$"""{"type":"twapOrder","twap":{"a":0,"b":true,"s":"{{{size}}}","r":{{{(reduceOnly ? "true" : "false")}}},"m":{{{Trader.Text((long)minutes)}}},"t":{{{(randomize ? "true" : "false")}}}}{{{details}}}}""";

    private string? Cancel(long id, int asset = 0)
    {
        var status = _trader.Send($$"""{"type":"twapCancel","a":{{Trader.Text((long)asset)}},"t":{{Trader.Text(id)}}}""").GetProperty("response").GetProperty("data").GetProperty("status");
        return status.ValueKind == JsonValueKind.String ? null : status.GetProperty("error").GetString();
    }

    private (string Status, string ExecutedSize, string ExecutedValue)[] History() =>
    [
        .. _world.Info($$"""{"type":"twapHistory","user":"{{_trader.User}}"}""").EnumerateArray().Select(i => (
            i.GetProperty("status").GetProperty("status").GetString()!,
            i.GetProperty("state").GetProperty("executedSz").GetString()!,
            i.GetProperty("state").GetProperty("executedNtl").GetString()!)),
    ];
}
