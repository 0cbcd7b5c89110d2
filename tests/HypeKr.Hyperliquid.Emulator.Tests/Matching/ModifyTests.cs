namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary><c>modify</c> and <c>batchModify</c>: a cancel and an order in one (wire specification 5.1).</summary>
public sealed class ModifyTests
{
    private const string Cloid = "0x000000000000000000000000000000aa";

    private readonly World _world = new();
    private readonly Trader _trader;

    public ModifyTests() => _trader = _world.Trader("modifies");

    [Fact]
    public void An_order_is_replaced_under_a_new_number()
    {
        var old = _trader.Rest("BTC", true, 99_000, 0.01m);
        var reply = _trader.Send(Modify(old, Trader.OneOrder(0, true, "98000", "0.02", cloid: Cloid)));
        Assert.Equal("""{"status":"ok","response":{"type":"default"}}""", reply.GetRawText());
        var open = _trader.OpenOrders().Single();
        Assert.Equal(("98000.0", "0.02", Cloid), (open.GetProperty("limitPx").GetString(), open.GetProperty("sz").GetString(), open.GetProperty("cloid").GetString()));
        Assert.True(open.GetProperty("oid").GetInt64() > old);
        Assert.Equal("canceled", _trader.Status(old));
    }

    [Fact]
    public void An_order_is_found_by_its_cloid_and_may_keep_it()
    {
        _trader.Rest("BTC", true, 99_000, 0.01m, cloid: Cloid);
        _trader.Send($$"""{"type":"modify","oid":"{{Cloid}}","order":{{Trader.OneOrder(0, true, "98000", "0.01", cloid: Cloid)}}}""");
        Assert.Equal("98000.0", _trader.OpenOrders().Single().GetProperty("limitPx").GetString());
    }

    [Fact]
    public void The_place_in_the_queue_is_lost()
    {
        var (other, taker) = (_world.Trader("queues"), _world.Trader("queue taker"));
        var oid = _trader.Rest("BTC", true, 99_000, 0.01m);
        other.Rest("BTC", true, 99_000, 0.01m);
        _trader.Send(Modify(oid, Trader.OneOrder(0, true, "99000", "0.01")));
        taker.Fill("BTC", false, 99_000, 0.01m);
        Assert.Equal((0, 0.01m), (_trader.Size("BTC"), other.Size("BTC")));
    }

    [Fact]
    public void What_is_gone_is_not_modified_unless_it_is_to_be_placed_always()
    {
        var oid = _trader.Rest("BTC", true, 99_000, 0.01m);
        _trader.Cancel("BTC", oid);
        var order = Trader.OneOrder(0, true, "98000", "0.01");
        Assert.Equal("Cannot modify canceled or filled order", _trader.Refused(Modify(oid, order)));
        Assert.Equal("Cannot modify canceled or filled order", _trader.Refused(Modify(999, order)));
        Assert.Equal("Cannot modify canceled or filled order", _world.Trader("somebody else").Refused(Modify(oid, order)));
        Assert.Empty(_trader.OpenOrders());
        _trader.Send(Modify(oid, order, always: true));
        Assert.Single(_trader.OpenOrders());
    }

    [Fact]
    public void An_order_of_another_asset_is_not_modified()
    {
        var oid = _trader.Rest("BTC", true, 99_000, 0.01m);
        Assert.Equal("Cannot modify canceled or filled order", _trader.Refused(Modify(oid, Trader.OneOrder(1, true, "3900", "0.1"))));
        Assert.Single(_trader.OpenOrders());
    }

    [Fact]
    public void Without_always_the_new_order_has_to_rest()
    {
        _world.Admin.AddAsk("BTC", 100_000, 1);
        var oid = _trader.Rest("BTC", true, 99_000, 0.01m);
        foreach (var order in (string[])[Trader.OneOrder(0, true, "100000", "0.01", "Ioc"), Trader.OneTrigger(0, true, "101000", "0.01", "101000", reduceOnly: false)])
        {
            Assert.Equal("Only post-only orders can replace an order unless always placed. asset=0", _trader.Refused(Modify(oid, order)));
            Assert.Equal("open", _trader.Status(oid));
        }

        Assert.Equal("Post only order would have immediately matched, bbo was 0@100000. asset=0", _trader.Refused(Modify(oid, Trader.OneOrder(0, true, "100000", "0.01"))));
        Assert.Equal("canceled", _trader.Status(oid));
        Assert.Equal(0, _trader.Size("BTC"));
    }

    [Fact]
    public void With_always_the_new_order_may_be_any()
    {
        _world.Admin.AddAsk("BTC", 100_000, 1);
        var oid = _trader.Rest("BTC", true, 99_000, 0.01m);
        _trader.Send(Modify(oid, Trader.OneOrder(0, true, "100000", "0.01", "Ioc"), always: true));
        Assert.Equal("canceled", _trader.Status(oid));
        Assert.Equal(0.01m, _trader.Size("BTC"));
    }

    [Theory]
    [InlineData("98000.5", "0.01", "Price must be divisible by tick size.")]
    [InlineData("98000", "0.0000001", "Order has invalid size.")]
    [InlineData("0", "0.01", "Order has invalid price.")]
    [InlineData("98000", "0", "Order has zero size.")]
    public void A_new_order_off_the_grid_leaves_the_old_one(string price, string size, string error)
    {
        var oid = _trader.Rest("BTC", true, 99_000, 0.01m);
        var before = _world.Snapshot();
        Assert.Equal($"{error} asset=0", _trader.Refused(Modify(oid, Trader.OneOrder(0, true, price, size))));
        Assert.Equal(before, _world.Snapshot());
        Assert.Equal("open", _trader.Status(oid));
    }

    [Fact]
    public void A_batch_has_a_status_each()
    {
        var (first, second) = (_trader.Rest("BTC", true, 99_000, 0.01m), _trader.Rest("ETH", true, 3_900, 0.1m));
        var statuses = Trader.Statuses(_trader.Send(
            $$"""{"type":"batchModify","modifies":[{"oid":{{Trader.Text(first)}},"order":{{Trader.OneOrder(0, true, "98000", "0.01")}}},{"oid":77,"order":{{Trader.OneOrder(0, true, "98000", "0.01")}}},{"oid":{{Trader.Text(second)}},"order":{{Trader.OneOrder(1, true, "3800", "0.1", "Alo")}}}]}"""));
        Assert.True(statuses[0].TryGetProperty("resting", out _));
        Assert.Equal("Cannot modify canceled or filled order", statuses[1].GetProperty("error").GetString());
        Assert.True(statuses[2].TryGetProperty("resting", out _));
        Assert.Equal(2, _trader.OpenOrders().Length);
        Assert.Equal("Order batch is empty.", Trader.Statuses(_trader.Send("""{"type":"batchModify","modifies":[]}""")).Single().GetProperty("error").GetString());
    }

    private static string Modify(long oid, string order, bool always = false) =>
        $$"""{"type":"modify","oid":{{Trader.Text(oid)}},"order":{{order}}{{(always ? ",\"a\":true" : "")}}}""";
}
