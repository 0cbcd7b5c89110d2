namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class OrderReadTests
{
    private readonly World _world = new();

    [Fact]
    public void An_address_without_an_account_reads_empty()
    {
        var nobody = _world.Stranger("reads empty");
        Assert.Empty(nobody.OpenOrders());
        Assert.Empty(nobody.Fills());
        Assert.Equal("unknownOid", nobody.Status(1));
        Assert.Equal("""{"balances":[]}""", _world.Info($$"""{"type":"spotClearinghouseState","user":"{{nobody.User}}"}""").GetRawText());
        Assert.Equal("0.0", nobody.Perps().GetProperty("withdrawable").GetString());
    }

    [Fact]
    public void Open_orders_are_told_newest_first_with_what_they_have()
    {
        var trader = _world.Trader("open orders");
        _world.Admin.AddAsk("BTC", 100_000, 0.1m);
        trader.Fill("BTC", true, 100_000, 0.1m);
        var first = trader.Rest("BTC", true, 99_000, 0.01m);
        var second = trader.Rest("BTC", false, 110_000, 0.1m, reduceOnly: true, cloid: "0x000000000000000000000000000000ff");
        var time = Trader.Text(_world.Now);
        Assert.Equal(
            [
                $$"""{"coin":"BTC","side":"A","limitPx":"110000.0","sz":"0.1","oid":{{Trader.Text(second)}},"timestamp":{{time}},"origSz":"0.1","cloid":"0x000000000000000000000000000000ff","reduceOnly":true}""",
                $$"""{"coin":"BTC","side":"B","limitPx":"99000.0","sz":"0.01","oid":{{Trader.Text(first)}},"timestamp":{{time}},"origSz":"0.01"}""",
            ],
            trader.OpenOrders().Select(o => o.GetRawText()));
    }

    [Fact]
    public void An_order_is_found_by_number_and_by_cloid_in_any_case()
    {
        var trader = _world.Trader("found");
        var oid = trader.Rest("ETH", true, 3_900, 0.1m, cloid: "0x00000000000000000000000000000abc");
        var byNumber = _world.Info($$"""{"type":"orderStatus","user":"{{trader.User}}","oid":{{Trader.Text(oid)}}}""");
        var byCloid = _world.Info($$"""{"type":"orderStatus","user":"{{trader.User}}","oid":"0x00000000000000000000000000000ABC"}""");
        Assert.Equal(byNumber.GetRawText(), byCloid.GetRawText());
        Assert.Equal(
            $$$"""{"order":{"coin":"ETH","side":"B","limitPx":"3900.0","sz":"0.1","oid":{{{Trader.Text(oid)}}},"timestamp":{{{Trader.Text(_world.Now)}}},"triggerCondition":"N/A","isTrigger":false,"triggerPx":"0.0","children":[],"isPositionTpsl":false,"reduceOnly":false,"orderType":"Limit","origSz":"0.1","tif":"Gtc","cloid":"0x00000000000000000000000000000abc"},"status":"open","statusTimestamp":{{{Trader.Text(_world.Now)}}}}""",
            byNumber.GetProperty("order").GetRawText());
        Assert.Equal("unknownOid", _world.Trader("finds not").Status(oid));
    }

    [Fact]
    public void Fills_of_both_sides_share_their_trade()
    {
        var (maker, taker) = (_world.Trader("fill maker"), _world.Trader("fill taker"));
        maker.Rest("BTC", false, 100_000, 0.01m);
        taker.Fill("BTC", true, 100_000, 0.01m);
        var (made, took) = (maker.Fills().Single(), taker.Fills().Single());
        foreach (var member in (string[])["coin", "px", "sz", "time", "hash", "tid"]) Assert.Equal(made.GetProperty(member).GetRawText(), took.GetProperty(member).GetRawText());
        Assert.Equal(("A", "B"), (made.GetProperty("side").GetString(), took.GetProperty("side").GetString()));
        Assert.Equal((false, true), (made.GetProperty("crossed").GetBoolean(), took.GetProperty("crossed").GetBoolean()));
        Assert.Equal(("Open Short", "Open Long"), (made.GetProperty("dir").GetString(), took.GetProperty("dir").GetString()));
        Assert.Matches("^0x[0-9a-f]{64}$", took.GetProperty("hash").GetString());
    }

    [Fact]
    public void Fills_are_told_newest_first_and_on_request_summed_by_order_and_moment()
    {
        var trader = _world.Trader("aggregates");
        _world.Admin.AddAsk("SOL", 200, 1);
        _world.Admin.AddAsk("SOL", 202, 1);
        _world.Admin.AddAsk("SOL", 210, 1);
        trader.Fill("SOL", true, 202, 2);
        trader.Fill("SOL", true, 210, 1);
        Assert.Equal(["210.0", "202.0", "200.0"], trader.Fills().Select(f => f.GetProperty("px").GetString()));

        var summed = _world.Info($$"""{"type":"userFills","user":"{{trader.User}}","aggregateByTime":true}""");
        Assert.Equal(["210.0", "201.0"], summed.EnumerateArray().Select(f => f.GetProperty("px").GetString()));
        Assert.Equal("2.0", summed[1].GetProperty("sz").GetString());
        Assert.Equal("0.1809", summed[1].GetProperty("fee").GetString());
    }
}
