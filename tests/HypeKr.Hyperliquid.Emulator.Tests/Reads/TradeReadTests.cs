using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>Trades and candles, fills by time, order history.</summary>
public sealed class TradeReadTests
{
    private readonly World _world = new();
    private readonly Trader _trader;
    private readonly long _start = World.Start.ToUnixTimeMilliseconds();

    public TradeReadTests() => _trader = _world.Trader("trades", 10_000_000);

    [Fact]
    public void The_last_ten_trades_are_told_newest_first()
    {
        for (var i = 1; i <= 12; i++) Trade("BTC", 100_000 + i, 0.01m);
        var trades = _world.Info("""{"type":"recentTrades","coin":"BTC"}""").EnumerateArray().ToArray();
        Assert.Equal(10, trades.Length);
        Assert.Equal("100012.0 100003.0", $"{trades[0].GetProperty("px").GetString()} {trades[^1].GetProperty("px").GetString()}");
        var fill = _trader.Fills()[0];
        Assert.Equal(
            $$$"""{"coin":"BTC","side":"B","px":"100012.0","sz":"0.01","time":{{{Trader.Text(_start)}}},"hash":"{{{fill.GetProperty("hash").GetString()}}}","tid":{{{fill.GetProperty("tid").GetRawText()}}},"users":["{{{_trader.User}}}","{{{_world.Emulator.Venue.House.Address.ToLowerHex()}}}"]}""",
            trades[0].GetRawText());
        Assert.Equal("[]", _world.Info("""{"type":"recentTrades","coin":"ETH"}""").GetRawText());
        Assert.Equal(500, _world.Post("/info", """{"type":"recentTrades","coin":"NONE"}""").StatusCode);
    }

    [Fact]
    public void Both_sides_of_an_outcome_see_its_trades_in_their_own_terms()
    {
        Trade("#10", 0.3m, 100);
        var yes = _world.Info("""{"type":"recentTrades","coin":"#10"}""")[0];
        var no = _world.Info("""{"type":"recentTrades","coin":"#11"}""")[0];
        Assert.Equal(("#10", "B", "0.3"), (yes.GetProperty("coin").GetString(), yes.GetProperty("side").GetString(), yes.GetProperty("px").GetString()));
        Assert.Equal(("#11", "A", "0.7"), (no.GetProperty("coin").GetString(), no.GetProperty("side").GetString(), no.GetProperty("px").GetString()));
        Assert.Equal(yes.GetProperty("users")[0].GetString(), no.GetProperty("users")[1].GetString());
    }

    [Fact]
    public void Trade_numbers_have_fifty_bits_and_none_twice()
    {
        var engine = _world.Emulator.Venue.Engine;
        var tids = Enumerable.Range(0, 10_000).Select(_ => engine.NextTid()).ToArray();
        Assert.Equal(tids.Length, tids.Distinct().Count());
        Assert.All(tids, t => Assert.InRange(t, 1, (1L << 50) - 1));
    }

    [Fact]
    public void Candles_are_built_of_the_trades()
    {
        Trade("BTC", 100_000, 0.01m);
        Trade("BTC", 100_500, 0.02m);
        Trade("BTC", 99_000, 0.01m);
        Trade("BTC", 99_500, 0.01m);
        _world.Admin.Advance(TimeSpan.FromMinutes(2));
        Trade("BTC", 101_000, 0.05m);

        Assert.Equal(
            $$"""[{"t":{{Trader.Text(_start)}},"T":{{Trader.Text(_start + 59_999)}},"s":"BTC","i":"1m","o":"100000.0","c":"99500.0","h":"100500.0","l":"99000.0","v":"0.05","n":4},{"t":{{Trader.Text(_start + 120_000)}},"T":{{Trader.Text(_start + 179_999)}},"s":"BTC","i":"1m","o":"101000.0","c":"101000.0","h":"101000.0","l":"101000.0","v":"0.05","n":1}]""",
            Candles("BTC", "1m", _start).GetRawText());
        Assert.Equal(1, Candles("BTC", "1m", _start + 60_000).GetArrayLength());
        Assert.Equal(2, Candles("BTC", "1m", _start + 59_999).GetArrayLength());
        Assert.Equal(1, Candles("BTC", "1m", _start, _start + 119_999).GetArrayLength());
        var hour = Candles("BTC", "1h", _start + 100_000)[0];
        Assert.Equal(("100000.0", "101000.0", "101000.0", "99000.0", "0.1", 5), (
            hour.GetProperty("o").GetString(), hour.GetProperty("c").GetString(), hour.GetProperty("h").GetString(), hour.GetProperty("l").GetString(), hour.GetProperty("v").GetString(), hour.GetProperty("n").GetInt32()));
    }

    [Fact]
    public void Candles_of_the_second_side_are_turned()
    {
        Trade("#10", 0.3m, 100);
        Trade("#10", 0.4m, 100);
        var no = Candles("#11", "1m", _start)[0];
        Assert.Equal(("0.7", "0.6", "0.7", "0.6"), (no.GetProperty("o").GetString(), no.GetProperty("c").GetString(), no.GetProperty("h").GetString(), no.GetProperty("l").GetString()));
    }

    [Theory]
    [InlineData("1m", 60_000L)]
    [InlineData("3m", 180_000L)]
    [InlineData("5m", 300_000L)]
    [InlineData("15m", 900_000L)]
    [InlineData("30m", 1_800_000L)]
    [InlineData("1h", 3_600_000L)]
    [InlineData("2h", 7_200_000L)]
    [InlineData("4h", 14_400_000L)]
    [InlineData("8h", 28_800_000L)]
    [InlineData("12h", 43_200_000L)]
    [InlineData("1d", 86_400_000L)]
    [InlineData("3d", 259_200_000L)]
    [InlineData("1w", 604_800_000L)]
    [InlineData("1M", 2_678_400_000L)]
    public void Every_interval_has_its_length(string interval, long length)
    {
        Trade("BTC", 100_000, 0.01m);
        var candle = Candles("BTC", interval, _start)[0];
        Assert.Equal(length, candle.GetProperty("T").GetInt64() + 1 - candle.GetProperty("t").GetInt64());
        Assert.InRange(_start, candle.GetProperty("t").GetInt64(), candle.GetProperty("T").GetInt64());
    }

    [Fact]
    public void Fills_of_a_time_are_told_oldest_first_unless_reversed()
    {
        for (var i = 0; i < 5; i++)
        {
            Trade("BTC", 100_000 + i, 0.01m);
            _world.Admin.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([1, 2, 3], Times($"\"startTime\":{Trader.Text(_start + 1_000)},\"endTime\":{Trader.Text(_start + 3_000)}"));
        Assert.Equal([3, 2, 1], Times($"\"startTime\":{Trader.Text(_start + 1_000)},\"endTime\":{Trader.Text(_start + 3_000)},\"reversed\":true"));
        Assert.Equal([4], Times($"\"startTime\":{Trader.Text(_start + 3_001)},\"endTime\":null"));
        Assert.Empty(Times($"\"startTime\":{Trader.Text(_start + 9_000)}"));

        long[] Times(string range) => [.. _world.Info($$"""{"type":"userFillsByTime","user":"{{_trader.User}}",{{range}}}""").EnumerateArray().Select(f => (f.GetProperty("time").GetInt64() - _start) / 1_000)];
    }

    [Fact]
    public void Fills_of_one_order_are_told_as_one_on_request()
    {
        _world.Admin.AddAsk("BTC", 100_000, 0.01m);
        _world.Admin.AddAsk("BTC", 100_300, 0.02m);
        _trader.Fill("BTC", true, 101_000, 0.03m);
        var range = $"\"startTime\":{Trader.Text(_start)}";
        Assert.Equal(2, _world.Info($$"""{"type":"userFillsByTime","user":"{{_trader.User}}",{{range}}}""").GetArrayLength());
        var one = _world.Info($$"""{"type":"userFillsByTime","user":"{{_trader.User}}",{{range}},"aggregateByTime":true}""").EnumerateArray().Single();
        Assert.Equal(("0.03", "100200.0"), (one.GetProperty("sz").GetString(), one.GetProperty("px").GetString()));
    }

    [Fact]
    public void The_history_has_each_order_once_with_its_last_status_newest_change_first()
    {
        var first = _trader.Rest("BTC", true, 99_000, 0.01m);
        var second = _trader.Rest("BTC", true, 98_000, 0.01m);
        _trader.OrderError("BTC", true, 97_000, 0.01m, "Ioc");
        _world.Admin.AddBid("BTC", 99_900, 1);
        _trader.Cancel("BTC", first);
        Assert.Equal([(first, "canceled"), (second + 1, "iocCancelRejected"), (second, "open")], _trader.History());
        var told = _world.Info($$"""{"type":"historicalOrders","user":"{{_trader.User}}"}""")[1];
        Assert.Equal("0.01", told.GetProperty("order").GetProperty("sz").GetString());
        Assert.Equal("Ioc", told.GetProperty("order").GetProperty("tif").GetString());
    }

    [Theory]
    [InlineData("""{"type":"candleSnapshot"}""", "req: missing field `req`")]
    [InlineData("""{"type":"candleSnapshot","req":{"coin":"BTC","interval":"7m","startTime":0}}""", "req.interval: invalid value \"7m\", expected one of 1m, 3m, 5m, 15m, 30m, 1h, 2h, 4h, 8h, 12h, 1d, 3d, 1w, 1M")]
    [InlineData("""{"type":"candleSnapshot","req":{"coin":"BTC","interval":"1m","startTime":-1}}""", "req.startTime: invalid value -1, expected a non-negative integer")]
    [InlineData("""{"type":"userFillsByTime","user":"0x0000000000000000000000000000000000000001"}""", "startTime: missing field `startTime`")]
    [InlineData("""{"type":"recentTrades"}""", "coin: missing field `coin`")]
    [InlineData("""{"type":"twapHistory","user":"x"}""", "user: invalid value \"x\", expected hexadecimal digits after 0x")]
    public void A_read_that_does_not_fit_is_refused(string body, string error)
    {
        var reply = _world.Post("/info", body);
        Assert.Equal(422, reply.StatusCode);
        Assert.Equal($"Failed to deserialize the JSON body into the target type: {error}", System.Text.Encoding.UTF8.GetString(reply.Body.Span));
    }

    private void Trade(string coin, decimal price, decimal size)
    {
        _world.Admin.AddAsk(coin, price, size);
        _trader.Fill(coin, true, price, size);
    }

    private JsonElement Candles(string coin, string interval, long start, long? end = null) =>
        _world.Info($$$$$"""{"type":"candleSnapshot","req":{"coin":"{{{{{coin}}}}}","interval":"{{{{{interval}}}}}","startTime":{{{{{Trader.Text(start)}}}}}{{{{{(end is { } e ? $",\"endTime\":{Trader.Text(e)}" : "")}}}}}}}""");
}
