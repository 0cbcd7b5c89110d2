using HypeKr.Crypto;

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

    [Theory]
    [InlineData(new[] { "seed", "order" }, 1, null)]
    [InlineData(new[] { "seed", "order" }, 2, "an entry of the audit is of a balance or a cause that it does not have")]
    [InlineData(new[] { "seed", "order" }, -1, "an entry of the audit is of a balance or a cause that it does not have")]
    [InlineData(new[] { "seed", "order", "order" }, 1, "the audit has a balance or a cause twice")]
    [InlineData(new[] { "seed", "order", "seed" }, 1, "the audit has a balance or a cause twice")]
    public void A_state_whose_numbers_lead_nowhere_or_to_two_is_refused(string[] causes, int cause, string? wrong)
    {
        var bytes = new MemoryStream();
        var writer = new BinaryWriter(bytes);
        writer.Write("seed");
        writer.Write(1);
        writer.Write(new byte[EthereumAddress.Size]);
        writer.Write("perp");
        writer.Write("USDC");
        writer.Write(causes.Length);
        foreach (var text in causes) writer.Write(text);
        writer.Write(1);
        writer.Write(7L);
        writer.Write(0);
        writer.Write(cause);
        writer.Write(1m);
        writer.Write(2m);
        bytes.Position = 0;
        var log = new AuditLog(new VenueClock(TimeProvider.System, null), isKept: true);

        void Read() => log.Keep(new StateArchive(new BinaryReader(bytes), bytes.Length));

        if (wrong is not null)
        {
            Assert.Equal($"The state contradicts itself: {wrong}.", Assert.Throws<EmulatorStateException>(Read).Message);
            return;
        }

        Read();
        Assert.Equal("order perp 1 2", string.Join(", ", log.Entries.Select(e => $"{e.Cause} {e.Wallet} {Trader.Text(e.Change)} {Trader.Text(e.Balance)}")));
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
