using FsCheck.Xunit;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>The book against a list that is searched from end to end each time.</summary>
[Properties(Arbitrary = [typeof(Arbitraries)], MaxTest = 200)]
public sealed class MatchingModelTests
{
    private const decimal Middle = 4_000;

    [Property]
    public void Matches_as_the_slow_list_does(Step[] steps)
    {
        var world = new World(fees: new EmulatorFees { PerpTaker = 0, PerpMaker = 0 });
        var venue = world.Emulator.Venue;
        var asset = venue.Asset("ETH")!;
        var accounts = Enumerable.Range(0, 4).Select(i => venue.Account(world.Trader($"model {i}", 1_000_000_000).Address)!).ToArray();
        var model = new SlowBook();

        foreach (var step in steps)
        {
            var account = accounts[step.Who];
            if (step.Kind == 11)
            {
                var oldest = account.OpenOrders.FirstOrDefault();
                if (oldest is not null) Assert.Null(venue.Engine.Cancel((ulong)asset.Id, oldest));
                model.CancelOldest(step.Who);
            }
            else
            {
                var price = Middle + step.Ticks * 0.5m;
                var size = step.Lots * 0.01m;
                var tif = step.Kind switch { 6 or 7 => "Ioc", 8 => "Alo", _ => "Gtc" };
                var before = account.Fills.Count;
                var reply = venue.Engine.Place(account, asset, Wire(asset, step.IsBuy, price, size, tif), default);
                var trades = account.Fills.Skip(before).Where(f => f.Crossed).Select(f => (f.Price, f.Size)).ToArray();
                var (expected, refused) = model.Place(step.Who, step.IsBuy, price, size, tif);
                Assert.Equal(expected, trades);
                Assert.Equal(refused, reply is OrderReply.Refused);
            }

            Assert.Equal(model.Side(isBuy: true, accounts), Book(asset, bid: true));
            Assert.Equal(model.Side(isBuy: false, accounts), Book(asset, bid: false));
        }

        for (var i = 0; i < accounts.Length; i++)
        {
            Assert.Equal(model.Position(i), accounts[i].Wallet(venue.Dexs[0]).Size((TradedPerp)asset));
        }
    }

    internal static WireOrder Wire(TradedAsset asset, bool isBuy, decimal price, decimal size, string tif, bool reduceOnly = false) =>
        new((ulong)asset.Id, isBuy, WireDecimal.Of(price), WireDecimal.Of(size), reduceOnly, tif, null, null);

    private static (Account Who, decimal Price, decimal Left)[] Book(TradedAsset asset, bool bid) =>
        [.. asset.Book.Orders(bid).Select(o => (o.Account, o.Price, o.Remaining))];

    private sealed class SlowBook
    {
        private readonly List<Entry> _resting = [];
        private readonly Dictionary<int, decimal> _positions = [];
        private int _clock;

        public (List<(decimal Price, decimal Size)> Trades, bool Refused) Place(int who, bool isBuy, decimal price, decimal size, string tif)
        {
            var trades = new List<(decimal, decimal)>();
            if (tif == "Alo" && Best() is not null) return (trades, true);

            var left = size;
            while (left > 0 && Best() is { } maker)
            {
                if (maker.Who == who)
                {
                    _resting.Remove(maker);
                    continue;
                }

                var traded = Math.Min(left, maker.Left);
                left -= traded;
                maker.Left -= traded;
                trades.Add((maker.Price, traded));
                Move(who, isBuy ? traded : -traded);
                Move(maker.Who, isBuy ? -traded : traded);
                if (maker.Left == 0) _resting.Remove(maker);
            }

            if (left > 0 && tif != "Ioc") _resting.Add(new Entry { Who = who, IsBuy = isBuy, Price = price, Left = left, Time = _clock++ });
            return (trades, tif == "Ioc" && trades.Count == 0);

            Entry? Best()
            {
                Entry? best = null;
                foreach (var entry in _resting.Where(e => e.IsBuy != isBuy && (isBuy ? e.Price <= price : e.Price >= price)))
                {
                    var better = best is null
                        || (isBuy ? entry.Price < best.Price : entry.Price > best.Price)
                        || (entry.Price == best.Price && entry.Time < best.Time);
                    if (better) best = entry;
                }

                return best;
            }
        }

        public void CancelOldest(int who)
        {
            var oldest = _resting.Where(e => e.Who == who).MinBy(e => e.Time);
            if (oldest is not null) _resting.Remove(oldest);
        }

        public (Account Who, decimal Price, decimal Left)[] Side(bool isBuy, Account[] accounts) =>
        [
            .. _resting.Where(e => e.IsBuy == isBuy)
                .OrderBy(e => isBuy ? -e.Price : e.Price)
                .ThenBy(e => e.Time)
                .Select(e => (accounts[e.Who], e.Price, e.Left)),
        ];

        public decimal Position(int who) => _positions.GetValueOrDefault(who);

        private void Move(int who, decimal size) => _positions[who] = Position(who) + size;

        private sealed class Entry
        {
            public required int Who { get; init; }

            public required bool IsBuy { get; init; }

            public required decimal Price { get; init; }

            public required decimal Left { get; set; }

            public required int Time { get; init; }
        }
    }
}
