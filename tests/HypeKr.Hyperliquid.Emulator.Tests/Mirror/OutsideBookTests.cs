using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>Books and trades from outside, among orders from here.</summary>
public sealed class OutsideBookTests
{
    private readonly World _world = new();

    [Fact]
    public void The_house_s_quotes_become_the_book_and_nothing_else()
    {
        _world.Admin.AddBid("BTC", 99_900, 1);
        Set(bids: [(99_990, 1), (99_980, 2)], asks: [(100_010, 3)]);

        Assert.Equal("99990:1 99980:2 | 100010:3", Book());
        Set(bids: [(99_980, 1.5m)], asks: [(100_010, 4), (100_020, 1)]);
        Assert.Equal("99980:1.5 | 100010:4 100020:1", Book());
        _world.AssertConserved();
    }

    [Fact]
    public void What_was_taken_of_a_level_stays_taken_while_the_level_stands()
    {
        var trader = _world.Trader("taker");
        Set(bids: [], asks: [(100_000, 1)]);
        Assert.Equal(0.4m, trader.Fill("BTC", true, 100_000, 0.4m).Size);
        Set(bids: [], asks: [(100_000, 1)]);
        Assert.Equal("| 100000:0.6", Book());

        // Outside the level shrinks to less than was taken here, and grows again.
        Set(bids: [], asks: [(100_000, 0.3m)]);
        Assert.Equal("|", Book());
        Set(bids: [], asks: [(100_000, 1)]);
        Assert.Equal("| 100000:0.7", Book());

        // Gone and back, it is another level.
        Set(bids: [], asks: [(100_010, 1)]);
        Set(bids: [], asks: [(100_000, 1)]);
        Assert.Equal("| 100000:1", Book());
    }

    [Fact]
    public void An_order_waits_behind_what_stood_before_it_and_before_what_came_later()
    {
        var trader = _world.Trader("patient");
        Set(bids: [(99_000, 2)], asks: []);
        var oid = trader.Rest("BTC", true, 99_000, 1);
        Set(bids: [(99_000, 5)], asks: []);

        _world.Admin.PrintTrade("BTC", takerBuys: false, 99_000, 1.5m);
        Assert.Equal("open", trader.Status(oid));
        Assert.Empty(trader.Fills());

        // Half a coin is left before it. What follows is its own, and only then that of those behind.
        _world.Admin.PrintTrade("BTC", takerBuys: false, 99_000, 0.9m);
        Assert.Equal(0.4m, World.Number(trader.Fills().Single().GetProperty("sz")));
        _world.Admin.PrintTrade("BTC", takerBuys: false, 99_000, 0.6m);
        Assert.Equal("filled", trader.Status(oid));
        _world.AssertConserved();
    }

    [Fact]
    public void A_level_that_shrinks_loses_what_is_behind_first()
    {
        var trader = _world.Trader("patient");
        Set(bids: [(99_000, 2)], asks: []);
        var oid = trader.Rest("BTC", true, 99_000, 1);
        Set(bids: [(99_000, 5)], asks: []);
        Set(bids: [(99_000, 2)], asks: []);
        _world.Admin.PrintTrade("BTC", takerBuys: false, 99_000, 1.9m);
        Assert.Empty(trader.Fills());
        Set(bids: [(99_000, 0.05m)], asks: []);
        _world.Admin.PrintTrade("BTC", takerBuys: false, 99_000, 0.5m);
        Assert.Equal(0.45m, World.Number(trader.Fills().Single().GetProperty("sz")));
        Assert.Equal("open", trader.Status(oid));
    }

    [Fact]
    public void A_trade_through_a_price_fills_what_rests_better()
    {
        var trader = _world.Trader("better");
        Set(bids: [(99_000, 2), (98_900, 2)], asks: []);
        var oid = trader.Rest("BTC", true, 99_010, 1);
        _world.Admin.PrintTrade("BTC", takerBuys: false, 98_900, 5);

        Assert.Equal("filled", trader.Status(oid));
        Assert.Equal(99_010, World.Number(trader.Fills().Single().GetProperty("px")));

        // The level at 99,000 was traded through: it is gone though no book has said so.
        Assert.Equal("|", Book());
    }

    [Fact]
    public void A_book_that_moves_through_an_order_fills_it_and_what_it_gave_is_taken()
    {
        var trader = _world.Trader("crossed");
        Set(bids: [(99_000, 1)], asks: [(100_000, 1)]);
        var oid = trader.Rest("BTC", true, 99_500, 0.4m);
        Set(bids: [(98_900, 1)], asks: [(99_400, 1)]);

        Assert.Equal("filled", trader.Status(oid));
        Assert.Equal("98900:1 | 99400:0.6", Book());
        Set(bids: [(98_900, 1)], asks: [(99_400, 1)]);
        Assert.Equal("98900:1 | 99400:0.6", Book());
    }

    [Fact]
    public void Either_side_of_an_outcome_may_be_named()
    {
        var trader = _world.Trader("outcomes");
        _world.Admin.SetBook("#11", [new(0.4m, 100)], [new(0.45m, 200)]);
        Assert.Equal((50, 0.6m), trader.Fill("#10", true, 0.6m, 50));
        _world.Admin.SetBook("#10", [new(0.55m, 200)], [new(0.6m, 100)]);
        Assert.Equal(50, _world.Depth("#10", bid: false));
        _world.Admin.PrintTrade("#11", takerBuys: true, 0.45m, 100);
        Assert.Equal(100, _world.Depth("#10", bid: true));
        _world.AssertConserved();
    }

    [Fact]
    public void A_wrong_book_is_refused_whole()
    {
        Set(bids: [(99_000, 1)], asks: [(100_000, 1)]);
        Refused("the best bid 100 is not below the best ask 100.", [new(100, 1)], [new(100, 1)]);
        Refused("the bid at 101 is not below the one before it.", [new(100, 1), new(101, 1)], []);
        Refused("the ask at 100 is not above the one before it.", [], [new(100, 1), new(100, 2)]);
        Refused("1 at 100000.5: Price must be divisible by tick size.", [], [new(100_000.5m, 1)]);
        Assert.Equal("99000:1 | 100000:1", Book());

        void Refused(string why, BookLevelSeed[] bids, BookLevelSeed[] asks) =>
            Assert.Equal($"The book of BTC cannot be set: {why}", Assert.Throws<EmulatorAdminException>(() => _world.Admin.SetBook("BTC", bids, asks)).Message);
    }

    /// <summary>Against a model of one level that knows three numbers: what stands outside, what was taken here, what the trader waits behind.</summary>
    [Property(MaxTest = 200)]
    public Property Levels_and_trades_agree_with_a_model_of_the_queue() => Prop.ForAll(
        Gen.Choose(0, 3).Zip(Gen.Choose(1, 20)).ListOf().Select(l => l.ToArray()).ToArbitrary(),
        steps =>
        {
            var world = new World();
            var taker = world.Trader("model taker", 100_000_000);
            var waiter = world.Trader("model waiter", 100_000_000);
            var (outside, ahead, behind, taken, waiting, got) = (0m, 0m, 0m, 0m, 0m, 0m);
            foreach (var (kind, amount) in steps)
            {
                var size = amount / 10m;
                switch (kind)
                {
                    case 0:
                        outside = size;
                        world.Admin.SetBook("BTC", [new(99_000, size)], []);
                        taken = Math.Min(taken, outside);
                        var target = outside - taken;
                        if (target >= ahead + behind)
                        {
                            // With nobody waiting, what comes is as much before a later order as what was there.
                            if (waiting > 0) behind = target - ahead;
                            else (ahead, behind) = (target, 0);
                        }
                        else
                        {
                            behind = Math.Max(0, target - ahead);
                            ahead = Math.Min(ahead, target);
                        }

                        break;
                    case 1 when waiting == 0:
                        waiter.Rest("BTC", true, 99_000, size);
                        (ahead, behind, waiting) = (ahead + behind, 0, size);
                        break;
                    case 2:
                        world.Admin.PrintTrade("BTC", takerBuys: false, 99_000, size);
                        var left = size;
                        Move(ref ahead, ref left);
                        var before = waiting;
                        Move(ref waiting, ref left);
                        got += before - waiting;
                        Move(ref behind, ref left);
                        break;
                    case 3 when ahead + waiting + behind >= size:
                        taker.Fill("BTC", false, 99_000, size);
                        var rest = size;
                        var had = ahead + behind;
                        Move(ref ahead, ref rest);
                        before = waiting;
                        Move(ref waiting, ref rest);
                        got += before - waiting;
                        Move(ref behind, ref rest);
                        taken += had - ahead - behind;
                        break;
                }
            }

            Assert.Equal(got, waiter.Fills().Sum(f => World.Number(f.GetProperty("sz"))));
            Assert.Equal(ahead + behind + waiting, world.Depth("BTC", bid: true));
            world.AssertConserved();

            static void Move(ref decimal from, ref decimal left)
            {
                var part = Math.Min(from, left);
                from -= part;
                left -= part;
            }
        });

    private void Set((decimal Price, decimal Size)[] bids, (decimal Price, decimal Size)[] asks) =>
        _world.Admin.SetBook("BTC", [.. bids.Select(l => new BookLevelSeed(l.Price, l.Size))], [.. asks.Select(l => new BookLevelSeed(l.Price, l.Size))]);

    private string Book()
    {
        var levels = _world.Info("""{"type":"l2Book","coin":"BTC"}""").GetProperty("levels");
        return $"{Side(0)} | {Side(1)}".Trim();

        string Side(int side) => string.Join(' ', levels[side].EnumerateArray().Select(l => $"{Trader.Text(World.Number(l.GetProperty("px")))}:{Trader.Text(World.Number(l.GetProperty("sz")))}"));
    }
}
