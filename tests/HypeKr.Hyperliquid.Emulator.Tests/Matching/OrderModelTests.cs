using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>What one of several accounts does, or the mark.</summary>
/// <param name="Who">0 to 3.</param>
/// <param name="Kind">What is done.</param>
/// <param name="Ticks">Distance of the price from the middle, -8 to 8.</param>
/// <param name="TriggerTicks">Distance of the trigger price.</param>
/// <param name="Lots">1 to 40; chooses among live orders, too.</param>
public sealed record OrderStep(int Who, OrderStepKind Kind, bool IsBuy, int Ticks, int TriggerTicks, int Lots, bool ReduceOnly);

public enum OrderStepKind
{
    Gtc,
    Ioc,
    Alo,
    StopMarket,
    StopLimit,
    TakeProfitMarket,
    TakeProfitLimit,
    Cancel,
    Modify,
    ModifyAlways,
    MoveMark,
}

public static class OrderSteps
{
    public static Arbitrary<OrderStep[]> Steps() => Arb.From(
        Gen.ArrayOf(
            from who in Gen.Choose(0, 3)
            from kind in Gen.Frequency<OrderStepKind>(
                (6, Gen.Constant(OrderStepKind.Gtc)), (3, Gen.Constant(OrderStepKind.Ioc)), (1, Gen.Constant(OrderStepKind.Alo)),
                (5, Gen.Elements(OrderStepKind.StopMarket, OrderStepKind.StopLimit, OrderStepKind.TakeProfitMarket, OrderStepKind.TakeProfitLimit)),
                (2, Gen.Constant(OrderStepKind.Cancel)), (2, Gen.Elements(OrderStepKind.Modify, OrderStepKind.ModifyAlways)), (4, Gen.Constant(OrderStepKind.MoveMark)))
            from isBuy in Gen.Elements(true, false)
            from ticks in Gen.Choose(-8, 8)
            from trigger in Gen.Choose(-8, 8)
            from lots in Gen.Choose(1, 40)
            from reduceOnly in Gen.Frequency<bool>((2, Gen.Constant(false)), (1, Gen.Constant(true)))
            select new OrderStep(who, kind, isBuy, ticks, trigger, lots, reduceOnly)),
        steps => Shrink(steps));

    private static IEnumerable<OrderStep[]> Shrink(OrderStep[] steps)
    {
        if (steps.Length > 1)
        {
            yield return steps[..(steps.Length / 2)];
            yield return steps[(steps.Length / 2)..];
        }

        for (var i = 0; i < steps.Length; i++) yield return [.. steps[..i], .. steps[(i + 1)..]];
    }
}

/// <summary>
/// Orders, triggers, reduce-only, self-trades, cancels and changes against lists that are searched from end to end each time; and
/// money, which neither comes nor goes.
/// </summary>
[Properties(Arbitrary = [typeof(OrderSteps)], MaxTest = 300)]
public sealed class OrderModelTests
{
    private const decimal Middle = 4_000;

    [Property]
    public void Trades_and_rests_as_the_slow_lists_do(OrderStep[] steps)
    {
        var world = new World();
        var venue = world.Emulator.Venue;
        var asset = (TradedPerp)venue.Asset("ETH")!;
        venue.SetMark(asset, Middle);
        var accounts = Enumerable.Range(0, 4).Select(i => venue.Account(world.Trader($"order model {i}", 1_000_000_000).Address)!).ToArray();
        var model = new SlowVenue { Mark = Middle };

        foreach (var step in steps)
        {
            var account = accounts[step.Who];
            var before = accounts.Sum(a => a.Fills.Count);
            var (price, trigger, size) = (Middle + step.Ticks * 0.5m, Middle + step.TriggerTicks * 0.5m, step.Lots * 0.01m);
            model.Trades.Clear();
            bool? refused = null, expected = null;
            switch (step.Kind)
            {
                case OrderStepKind.MoveMark:
                    venue.SetMark(asset, price);
                    model.MoveMark(price);
                    break;
                case OrderStepKind.Cancel:
                    Assert.Equal(account.LiveOrderCount, model.Live(step.Who).Length);
                    if (Choose(account, step) is { } cancelled) Assert.Null(venue.Engine.Cancel((ulong)asset.Id, cancelled));
                    model.Cancel(step.Who, step.Lots);
                    break;
                case OrderStepKind.Modify or OrderStepKind.ModifyAlways:
                    if (Choose(account, step) is not { } old) break;
                    var isAlways = step.Kind == OrderStepKind.ModifyAlways;
                    var changed = venue.Engine.Replace(old, Wire(asset, step, price, size, "Gtc"), default, new Placement { MustRest = !isAlways });
                    refused = changed is OrderReply.Refused;
                    model.Cancel(step.Who, step.Lots);
                    expected = model.Place(step.Who, step.IsBuy, price, size, isAlways ? "Gtc" : "Alo", step.ReduceOnly);
                    break;
                case OrderStepKind.Gtc or OrderStepKind.Ioc or OrderStepKind.Alo:
                    refused = venue.Engine.Place(account, asset, Wire(asset, step, price, size, step.Kind.ToString()), default) is OrderReply.Refused;
                    expected = model.Place(step.Who, step.IsBuy, price, size, step.Kind.ToString(), step.ReduceOnly);
                    break;
                default:
                    var isStop = step.Kind is OrderStepKind.StopLimit or OrderStepKind.StopMarket;
                    var isMarket = step.Kind is OrderStepKind.StopMarket or OrderStepKind.TakeProfitMarket;
                    var wire = Wire(asset, step, price, size, null) with { Trigger = new WireTrigger(isMarket, WireDecimal.Of(trigger), isStop ? "sl" : "tp") };
                    refused = venue.Engine.Place(account, asset, wire, default) is OrderReply.Refused;
                    expected = model.Arm(step.Who, step.IsBuy, price, size, trigger, isStop, isMarket, step.ReduceOnly);
                    break;
            }

            Assert.Equal(expected, refused);
            Assert.Equal(model.Trades.Count * 2, accounts.Sum(a => a.Fills.Count) - before);
            Assert.Equal(model.Book(isBuy: true), Book(accounts, asset, bid: true));
            Assert.Equal(model.Book(isBuy: false), Book(accounts, asset, bid: false));
            for (var i = 0; i < accounts.Length; i++)
            {
                Assert.Equal(model.Position(i), accounts[i].Wallet(venue.Dexs[0]).Size(asset));
                Assert.Equal(model.Waiting(i), accounts[i].WaitingOrders.Select(o => (o.IsBuy, o.Trigger!.Price, o.Remaining)));
            }
        }

        for (var i = 0; i < accounts.Length; i++)
        {
            // Each account's trades in the model's terms, in order.
            Assert.Equal(model.AllTrades.Where(t => t.Buyer == i || t.Seller == i).Select(t => (t.Price, t.Size, t.Buyer == i)), accounts[i].Fills.Select(f => (f.Price, f.Size, f.IsBuy)));
        }

        world.AssertConserved();
    }

    private static PlacedOrder? Choose(Account account, OrderStep step) =>
        account.LiveOrderCount == 0 ? null : account.LiveOrders.ElementAt(step.Lots % account.LiveOrderCount);

    private static WireOrder Wire(TradedPerp asset, OrderStep step, decimal price, decimal size, string? tif) =>
        new((ulong)asset.Id, step.IsBuy, WireDecimal.Of(price), WireDecimal.Of(size), step.ReduceOnly, tif, null, null);

    private static (int Who, decimal Price, decimal Left)[] Book(Account[] accounts, TradedPerp asset, bool bid) =>
        [.. asset.Book.Orders(bid).Select(o => (Array.IndexOf(accounts, o.Account), o.Price, o.Remaining))];

    /// <summary>The rules, one list for what rests and one for what waits.</summary>
    private sealed class SlowVenue
    {
        private readonly List<Entry> _resting = [];
        private readonly List<Entry> _waiting = [];
        private readonly decimal[] _positions = new decimal[4];
        private int _lastNumber;
        private int _lastTime;

        public decimal Mark { get; set; }

        public List<Trade> Trades { get; } = [];

        public List<Trade> AllTrades { get; } = [];

        public decimal Position(int who) => _positions[who];

        public (bool IsBuy, decimal Trigger, decimal Size)[] Waiting(int who) =>
            [.. _waiting.Where(e => e.Who == who).OrderBy(e => e.Number).Select(e => (e.IsBuy, e.Trigger, e.Left))];

        public Entry[] Live(int who) => [.. _resting.Concat(_waiting).Where(e => e.Who == who).OrderBy(e => e.Number)];

        public (int Who, decimal Price, decimal Left)[] Book(bool isBuy) =>
            [.. _resting.Where(e => e.IsBuy == isBuy).OrderBy(e => isBuy ? -e.Price : e.Price).ThenBy(e => e.Time).Select(e => (e.Who, e.Price, e.Left))];

        public void Cancel(int who, int choice)
        {
            var live = Live(who);
            if (live.Length == 0) return;
            _resting.Remove(live[choice % live.Length]);
            _waiting.Remove(live[choice % live.Length]);
        }

        /// <returns>Whether it was refused.</returns>
        public bool Place(int who, bool isBuy, decimal price, decimal size, string tif, bool reduceOnly)
        {
            var entry = new Entry { Who = who, Number = ++_lastNumber, IsBuy = isBuy, Price = price, Left = size, ReduceOnly = reduceOnly };
            if (reduceOnly)
            {
                entry.Left = Math.Min(size, Reducible(who, isBuy));
                if (entry.Left == 0) return true;
            }

            if (tif == "Alo" && Best(entry) is not null) return true;
            var traded = Match(entry);
            if (entry.Left > 0 && tif != "Ioc") Rest(entry);
            return tif == "Ioc" && !traded;
        }

        /// <returns>Whether it was refused.</returns>
        public bool Arm(int who, bool isBuy, decimal price, decimal size, decimal trigger, bool isStop, bool isMarket, bool reduceOnly)
        {
            var entry = new Entry { Who = who, Number = ++_lastNumber, IsBuy = isBuy, Price = price, Left = size, ReduceOnly = reduceOnly, Trigger = trigger, IsStop = isStop, IsMarket = isMarket };
            if (IsMet(entry) || (reduceOnly && Reducible(who, isBuy) == 0)) return true;
            _waiting.Add(entry);
            return false;
        }

        public void MoveMark(decimal mark)
        {
            Mark = mark;
            foreach (var entry in _waiting.OrderBy(e => e.Number).ToArray())
            {
                if (!_waiting.Contains(entry) || !IsMet(entry)) continue;

                _waiting.Remove(entry);
                if (entry.ReduceOnly) entry.Left = Math.Min(entry.Left, Reducible(entry.Who, entry.IsBuy));
                if (entry.Left == 0) continue;

                // All prices here are within ten per cent: a market order takes any.
                if (entry.IsMarket) entry.Price = entry.IsBuy ? decimal.MaxValue : 0;
                Match(entry);
                if (entry.Left > 0 && !entry.IsMarket) Rest(entry);
            }
        }

        private bool IsMet(Entry entry) => entry.IsBuy == entry.IsStop ? Mark >= entry.Trigger : Mark <= entry.Trigger;

        private decimal Reducible(int who, bool isBuy) => isBuy ? Math.Max(0, -_positions[who]) : Math.Max(0, _positions[who]);

        private void Rest(Entry entry)
        {
            entry.Time = ++_lastTime;
            _resting.Add(entry);
        }

        private Entry? Best(Entry taker)
        {
            Entry? best = null;
            foreach (var entry in _resting.Where(e => e.IsBuy != taker.IsBuy && (taker.IsBuy ? e.Price <= taker.Price : e.Price >= taker.Price)))
            {
                var better = best is null
                    || (taker.IsBuy ? entry.Price < best.Price : entry.Price > best.Price)
                    || (entry.Price == best.Price && entry.Time < best.Time);
                if (better) best = entry;
            }

            return best;
        }

        private bool Match(Entry taker)
        {
            var traded = false;
            while (taker.Left > 0 && Best(taker) is { } maker)
            {
                if (maker.Who == taker.Who)
                {
                    _resting.Remove(maker);
                    continue;
                }

                var size = Math.Min(taker.Left, maker.Left);
                taker.Left -= size;
                maker.Left -= size;
                traded = true;
                var trade = new Trade(taker.IsBuy ? taker.Who : maker.Who, taker.IsBuy ? maker.Who : taker.Who, maker.Price, size);
                Trades.Add(trade);
                AllTrades.Add(trade);
                _positions[trade.Buyer] += size;
                _positions[trade.Seller] -= size;
                if (maker.Left == 0) _resting.Remove(maker);
                Trim(maker.Who);
                Trim(taker.Who);
            }

            return traded;
        }

        private void Trim(int who)
        {
            _waiting.RemoveAll(e => e.Who == who && e.ReduceOnly && Reducible(who, e.IsBuy) == 0);
            _resting.RemoveAll(e => e.Who == who && e.ReduceOnly && Reducible(who, e.IsBuy) == 0);
            foreach (var entry in _resting.Where(e => e.Who == who && e.ReduceOnly)) entry.Left = Math.Min(entry.Left, Reducible(who, entry.IsBuy));
        }
    }

    private sealed record Trade(int Buyer, int Seller, decimal Price, decimal Size);

    private sealed class Entry
    {
        public required int Who { get; init; }

        public required int Number { get; init; }

        public required bool IsBuy { get; init; }

        public required decimal Price { get; set; }

        public required decimal Left { get; set; }

        public required bool ReduceOnly { get; init; }

        public decimal Trigger { get; init; }

        public bool IsStop { get; init; }

        public bool IsMarket { get; init; }

        public int Time { get; set; }
    }
}
