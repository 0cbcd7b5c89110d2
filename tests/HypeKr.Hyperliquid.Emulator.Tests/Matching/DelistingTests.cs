namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class DelistingTests
{
    private readonly World _world = new();

    [Fact]
    public void Orders_end_positions_are_closed_at_the_mark_and_the_slot_stays()
    {
        var (buyer, seller) = (_world.Trader("delisted long"), _world.Trader("delisted short"));
        seller.Rest("ETH", false, 4_000, 1);
        buyer.Fill("ETH", true, 4_000, 1);
        var rest = buyer.Rest("ETH", true, 3_900, 0.1m);
        _world.Admin.SetMark("ETH", 4_100);
        var stop = buyer.Arm("ETH", false, 3_800, 1, 3_800);
        buyer.Send("""{"type":"twapOrder","twap":{"a":1,"b":true,"s":"1","r":false,"m":30,"t":false}}""");

        _world.Admin.Delist("ETH");

        Assert.Equal(("delistedCanceled", "delistedCanceled"), (buyer.Status(rest), buyer.Status(stop)));
        Assert.Equal((0, 0), (buyer.Size("ETH"), seller.Size("ETH")));
        Assert.Equal(100_000 + 100 - 4_000 * 0.00045m, buyer.Cash());
        Assert.Equal(("Settlement", "4100.0", "100.0"), (buyer.Fills()[0].GetProperty("dir").GetString(), buyer.Fills()[0].GetProperty("px").GetString(), buyer.Fills()[0].GetProperty("closedPnl").GetString()));
        Assert.Equal("Trading is halted. asset=1", buyer.OrderError("ETH", true, 3_900, 0.1m));
        Assert.True(_world.Info("""{"type":"meta"}""").GetProperty("universe")[1].GetProperty("isDelisted").GetBoolean());
        Assert.Equal("error", _world.Info($$"""{"type":"twapHistory","user":"{{buyer.User}}"}""")[0].GetProperty("status").GetProperty("status").GetString());
        _world.AssertConserved();
        Assert.Throws<EmulatorAdminException>(() => _world.Admin.Delist("ETH"));
        Assert.Throws<EmulatorAdminException>(() => _world.Admin.Delist("#10"));
    }
}
