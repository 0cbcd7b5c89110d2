using FsCheck.Xunit;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>The merged book of an outcome against a list that is searched from end to end: price, then side, then time.</summary>
[Properties(Arbitrary = [typeof(Arbitraries)], MaxTest = 150)]
public sealed class OutcomeModelTests
{
    [Property]
    public void Orders_of_both_sides_meet_by_price_side_and_time(Step[] steps)
    {
        var world = new World(fees: new EmulatorFees { SpotMaker = 0, SpotTaker = 0 });
        var venue = world.Emulator.Venue;
        var market = venue.Outcomes[1];
        var accounts = Enumerable.Range(0, 4).Select(i => venue.Account(world.Trader($"side model {i}", 1_000_000).Address)!).ToArray();
        foreach (var side in (TradedSide[])[market.Yes, market.No])
        {
            // Everybody starts with both sides, so that every sell is covered.
            world.Admin.AddAsk(side.Coin, 0.5m, 400_000);
            foreach (var account in accounts) Assert.IsType<OrderReply.Filled>(venue.Engine.Place(account, side, MatchingModelTests.Wire(side, true, 0.5m, 100_000, "Ioc"), default));
        }

        var resting = new List<Entry>();
        var time = 0;
        foreach (var step in steps)
        {
            var account = accounts[step.Who];
            var asset = step.Market % 2 == 0 ? market.Yes : market.No;
            if (step.Kind == 11)
            {
                if (account.OpenOrders.FirstOrDefault() is { } oldest) venue.Engine.Cancel((ulong)oldest.Asset.Id, oldest);
                if (resting.Where(e => e.Who == step.Who).MinBy(e => e.Time) is { } gone) resting.Remove(gone);
                continue;
            }

            // On this grid both sides of the book have the same prices.
            var (price, size) = (0.5m + step.Ticks * 0.01m, 100m * step.Lots);
            var tif = step.Kind switch { 6 or 7 => "Ioc", 8 => "Alo", _ => "Gtc" };
            var before = account.Fills.Count;
            var reply = venue.Engine.Place(account, asset, MatchingModelTests.Wire(asset, step.IsBuy, price, size, tif), default);

            var isBid = step.IsBuy == (asset == market.Yes);
            var yesPrice = asset == market.Yes ? price : 1 - price;
            var expected = new List<(decimal Price, decimal Size)>();
            var left = size;
            var isRefused = tif == "Alo" && Best() is not null;
            while (!isRefused && left > 0 && Best() is { } maker)
            {
                if (maker.Who == step.Who)
                {
                    resting.Remove(maker);
                    continue;
                }

                var traded = Math.Min(left, maker.Left);
                (left, maker.Left) = (left - traded, maker.Left - traded);
                expected.Add((asset == market.Yes ? maker.Price : 1 - maker.Price, traded));
                if (maker.Left == 0) resting.Remove(maker);
            }

            if (tif == "Ioc") isRefused |= expected.Count == 0;
            else if (left > 0 && !isRefused) resting.Add(new Entry(step.Who, isBid, step.IsBuy, yesPrice, ++time) { Left = left });

            Assert.Equal(isRefused, reply is OrderReply.Refused);
            Assert.Equal(expected, account.Fills.Skip(before).Where(f => f.Crossed).Select(f => (f.Price, f.Size)));
            foreach (var bids in (bool[])[true, false])
            {
                Assert.Equal(
                    resting.Where(e => e.IsBid == bids).OrderBy(e => bids ? -e.Price : e.Price).ThenBy(e => e.IsBuy).ThenBy(e => e.Time).Select(e => (e.Who, e.IsBuy, e.Price, e.Left)),
                    market.Book.Orders(bids).Select(o => (Array.IndexOf(accounts, o.Account), o.IsBuy, o.BookPrice, o.Remaining)));
            }

            Entry? Best() => resting
                .Where(e => e.IsBid != isBid && (isBid ? e.Price <= yesPrice : e.Price >= yesPrice))
                .OrderBy(e => isBid ? e.Price : -e.Price).ThenBy(e => e.IsBuy).ThenBy(e => e.Time)
                .FirstOrDefault();
        }

        world.AssertConserved();
    }

    private sealed record Entry(int Who, bool IsBid, bool IsBuy, decimal Price, int Time)
    {
        public decimal Left { get; set; }
    }
}
