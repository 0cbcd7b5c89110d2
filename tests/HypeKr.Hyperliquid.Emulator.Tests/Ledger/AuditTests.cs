namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class AuditTests
{
    [Fact]
    public void Every_change_is_there_with_its_cause()
    {
        var world = new World(time => new EmulatorOptions { Seed = World.Quiet, TimeProvider = time, ChecksInvariants = true });
        var (trader, other) = (world.Trader("audited", 1_000), world.Trader("audited other", 1_000));
        trader.Do(new UsdSendAction(other.Address, 10));
        other.Rest("ETH", false, 4_000, 1);
        trader.Fill("ETH", true, 4_000, 1);
        world.Time.Advance(TimeSpan.FromHours(1));
        trader.Do(new UsdClassTransferAction(5, toPerp: false));

        var entries = world.Admin.Audit(trader.Address);
        Assert.Equal(
            ["admin perp 1000 1000", "admin spot 1000 1000", "usdSend perp -10 990", "order perp -1.8 988.2", "funding perp -0.05 988.15", "usdClassTransfer perp -5 983.15", "usdClassTransfer spot 5 1005"],
            entries.Select(e => $"{e.Cause} {e.Wallet} {Trader.Text(e.Change)} {Trader.Text(e.Balance)}"));
        var all = world.Admin.Audit();
        Assert.Equal(Enumerable.Range(0, all.Count).Select(i => (long)i), all.Select(e => e.Sequence));
    }

    [Fact]
    public void What_the_clock_does_is_not_laid_to_the_last_action()
    {
        var emulator = new HyperliquidEmulator(new() { VirtualStart = World.Start, RandomMarket = new() });
        emulator.Admin.Fund(new World().Stranger("funded before").Address, 1);
        emulator.Admin.Advance(TimeSpan.FromSeconds(10));
        Assert.Contains(emulator.Admin.Audit(), e => e.Time > World.Start);
        Assert.All(emulator.Admin.Audit().Where(e => e.Time > World.Start), e => Assert.Equal("clock", e.Cause));
    }

    [Fact]
    public void Nothing_is_kept_when_it_is_not_wanted()
    {
        var world = new World(time => new EmulatorOptions { TimeProvider = time, KeepsAudit = false });
        world.Trader("not audited");
        Assert.Empty(world.Admin.Audit());
    }

    [Fact]
    public void What_does_not_hold_is_found()
    {
        var world = new World(time => new EmulatorOptions { Seed = World.Quiet, TimeProvider = time, ChecksInvariants = true });
        var trader = world.Trader("broken");
        world.Emulator.Venue.Account(trader.Address)!.Wallet(world.Emulator.Venue.Dexs[0]).Cash += 0.000001m;
        var broken = Assert.Throws<EmulatorInvariantException>(() => trader.Send("""{"type":"noop"}"""));
        Assert.EndsWith(": 200000 USDC came in and 200000.000001 are held.", broken.Message, StringComparison.Ordinal);
    }
}
