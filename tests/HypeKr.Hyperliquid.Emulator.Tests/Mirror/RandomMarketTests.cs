namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class RandomMarketTests
{
    [Fact]
    public void The_same_seed_gives_the_same_market_and_another_another()
    {
        Assert.Equal(Run(7), Run(7));
        Assert.NotEqual(Run(7), Run(8));
    }

    [Fact]
    public void It_moves_and_can_be_traded_with()
    {
        var emulator = Start(1);
        var marks = new HashSet<decimal>();
        var trades = 0;
        var venue = emulator.Venue;
        for (var i = 0; i < 200; i++)
        {
            var last = venue.Asset("BTC")!.Book.LastTrade;
            emulator.Admin.Advance(TimeSpan.FromSeconds(1));
            var btc = venue.Asset("BTC")!;
            marks.Add(btc.Mark);
            if (btc.Book.LastTrade != last) trades++;
            var (bid, ask) = (btc.Book.Best(bid: true)!.BookPrice, btc.Book.Best(bid: false)!.BookPrice);
            Assert.True(bid < btc.Mark && btc.Mark < ask, $"{bid} {btc.Mark} {ask}");
            Assert.Equal(10, btc.Book.Orders(bid: true).Select(o => o.BookPrice).Distinct().Count());
        }

        Assert.True(marks.Count > 150, $"{marks.Count} marks");
        Assert.InRange(trades, 20, 120);
        Assert.True(emulator.Admin.Totals().IsConserved);
    }

    [Fact]
    public void It_moves_by_itself_as_time_passes_and_keeps_no_history_of_the_house()
    {
        var world = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(World.Start);
        var emulator = new HyperliquidEmulator(new EmulatorOptions { TimeProvider = world, RandomMarket = new RandomMarket { Coins = ["ETH"], TradeProbability = 1 } });
        var before = emulator.Venue.Asset("ETH")!.Mark;
        world.Advance(TimeSpan.FromHours(2));

        Assert.NotEqual(before, emulator.Venue.Asset("ETH")!.Mark);
        Assert.InRange(emulator.Venue.House.Fills.Count, 1, 2_000);
    }

    [Fact]
    public void Wrong_numbers_and_coins_are_refused()
    {
        Assert.Contains("0 up to 0.5", Assert.Throws<ArgumentOutOfRangeException>(() => Start(1, new RandomMarket { LargestStep = 0.5m })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Start(1, new RandomMarket { Levels = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Start(1, new RandomMarket { Interval = TimeSpan.Zero }));
        Assert.Equal("The random market moves 'DOGE', which the seed does not list.", Assert.Throws<EmulatorSeedException>(() => Start(1, new RandomMarket { Coins = ["DOGE"] })).Message);
    }

    private static HyperliquidEmulator Start(long seed, RandomMarket? market = null) =>
        new(new EmulatorOptions { VirtualStart = World.Start, RandomSeed = seed, RandomMarket = market ?? new RandomMarket() });

    private static string Run(long seed)
    {
        var emulator = Start(seed);
        emulator.Admin.Advance(TimeSpan.FromMinutes(1));
        return string.Join('\n', emulator.Venue.Assets.Select(a => $"{a.Coin} {a.Mark} {string.Join(' ', a.Book.Orders(true).Concat(a.Book.Orders(false)).Select(o => $"{o.BookPrice}:{o.Remaining}"))}"));
    }

    [Fact]
    public void A_market_that_runs_for_long_deposits_no_more_than_it_needs()
    {
        var emulator = new HyperliquidEmulator(new() { VirtualStart = World.Start, RandomMarket = new(), ChecksInvariants = false });
        emulator.Admin.Advance(TimeSpan.FromMinutes(1));
        var (entries, deposited) = (emulator.Admin.Audit().Count, emulator.Admin.Totals().Deposited["USDC"]);
        emulator.Admin.Advance(TimeSpan.FromMinutes(1));

        // Eleven coins of twenty quotes, sixty times: one deposit each would be 13,200.
        Assert.InRange(emulator.Admin.Audit().Count(e => e.Sequence >= entries && e.Change > 1_000), 0, 300);
        Assert.InRange(emulator.Admin.Totals().Deposited["USDC"], deposited, 2 * deposited);
        Assert.True(emulator.Admin.Totals().IsConserved);
    }
}
