using FsCheck.Xunit;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>Triggers, brackets, TWAPs, changes, shares of builders and referrers in every kind of market: money neither comes nor goes.</summary>
[Properties(Arbitrary = [typeof(OrderSteps)], MaxTest = 120)]
public sealed class OrderConservationProperties
{
    private static readonly EmulatorFees Fees = new() { PerpTaker = 0.00045123m, PerpMaker = 0.00015077m, SpotTaker = 0.00070001m, SpotMaker = 0.00040003m };

    private static readonly (string Coin, decimal Middle, decimal Tick, decimal Lot)[] Markets =
    [
        ("ETH", 4_000, 0.1m, 0.0137m),
        ("xyz:GOLD", 4_000, 0.3m, 0.017m),
        ("PURR/USDC", 0.2m, 0.00013m, 173),
        ("#10", 0.55m, 0.00371m, 37),
        ("#11", 0.45m, 0.00371m, 37),
    ];

    [Property]
    public void Money_is_conserved_whatever_the_orders_do(OrderStep[] steps)
    {
        var world = new World(fees: Fees);
        var venue = world.Emulator.Venue;
        var accounts = Enumerable.Range(0, 4).Select(i =>
        {
            var trader = world.Trader($"order conservation {i}", 20_000);
            world.Admin.Fund(trader.Address, 20_000, "xyz");
            world.Admin.FundSpot(trader.Address, "PURR", 50_000);
            return venue.Account(trader.Address)!;
        }).ToArray();
        foreach (var (coin, middle, _, _) in Markets.Take(4)) world.Admin.SetMark(coin, middle);
        accounts[1].Referral.Referrer = accounts[0];
        var builder = new WireBuilder(accounts[2].Address, 37);

        foreach (var step in steps)
        {
            var (coin, middle, tick, lot) = Markets[(step.Lots + step.Ticks + 8) % Markets.Length];
            var asset = venue.Asset(coin)!;
            var (price, trigger) = (middle + step.Ticks * tick, middle + step.TriggerTicks * tick);
            var account = accounts[step.Who];
            var wire = new WireOrder((ulong)asset.Id, step.IsBuy, WireDecimal.Of(asset.Round(price, step.IsBuy)), WireDecimal.Of(asset.CutSize(step.Lots * lot)), step.ReduceOnly, "Gtc", null, null);
            var placement = new Placement { Builder = step.Lots % 2 == 0 ? builder : null };
            switch (step.Kind)
            {
                case OrderStepKind.MoveMark:
                    world.Admin.SetMark(coin, Math.Round(price, 8));
                    world.Admin.Advance(TimeSpan.FromSeconds(7));
                    break;
                case OrderStepKind.Cancel when account.LiveOrderCount > 0:
                    venue.Engine.End(account.LiveOrders.ElementAt(step.Lots % account.LiveOrderCount), "canceled");
                    break;
                case OrderStepKind.Modify or OrderStepKind.ModifyAlways when account.LiveOrders.FirstOrDefault(o => o.Asset == asset) is { } old:
                    venue.Engine.Replace(old, wire, default, placement with { MustRest = step.Kind == OrderStepKind.Modify });
                    break;
                case OrderStepKind.Ioc or OrderStepKind.Alo:
                    venue.Engine.Place(account, asset, wire with { TimeInForce = step.Kind.ToString() }, default, placement);
                    break;
                case OrderStepKind.StopMarket when asset is TradedPerp && !step.ReduceOnly:
                    var child = wire with { IsBuy = !step.IsBuy, ReduceOnly = true, TimeInForce = null, Trigger = new WireTrigger(true, WireDecimal.Of(asset.Round(trigger, false)), "sl") };
                    venue.Engine.PlaceBracket(account, asset, [wire, child], default, placement);
                    break;
                case OrderStepKind.StopMarket or OrderStepKind.StopLimit or OrderStepKind.TakeProfitMarket or OrderStepKind.TakeProfitLimit:
                    var isStop = step.Kind is OrderStepKind.StopMarket or OrderStepKind.StopLimit;
                    var isMarket = step.Kind is OrderStepKind.StopMarket or OrderStepKind.TakeProfitMarket;
                    venue.Engine.Place(account, asset, wire with { TimeInForce = null, Trigger = new WireTrigger(isMarket, WireDecimal.Of(asset.Round(trigger, false)), isStop ? "sl" : "tp") }, default, placement);
                    break;
                case OrderStepKind.Gtc when step.Lots > 36:
                    venue.Twaps.Place(account, new WireTwap((ulong)asset.Id, step.IsBuy, wire.Size, step.ReduceOnly, 5, true, false, null, null));
                    break;
                default:
                    venue.Engine.Place(account, asset, wire, default, placement);
                    break;
            }

            world.AssertConserved();
            AssertSound(venue, accounts);
        }

        world.Admin.Advance(TimeSpan.FromMinutes(6));
        world.Admin.SettleOutcome(1, 0.37123m);
        world.AssertConserved();
        AssertSound(venue, accounts);
        Assert.DoesNotContain(accounts.SelectMany(a => a.LiveOrders), o => o.Asset is TradedSide);
        Assert.All(accounts.SelectMany(a => a.Twaps), t => Assert.False(t.IsLive));
    }

    /// <summary>Books are sorted and hold what their accounts hold open; nobody holds less than nothing; fees add up.</summary>
    private static void AssertSound(Venue venue, Account[] accounts)
    {
        foreach (var account in accounts)
        {
            Assert.All(account.Balances, b => Assert.True(b.Value.Total >= 0, b.Key.Name));
            Assert.All(account.OpenOrders, o => Assert.True(o is { Stage: OrderStage.Resting, Remaining: > 0 } && o.Asset.Book.Orders(o.IsBid).Contains(o)));
            Assert.All(account.WaitingOrders, o => Assert.True(o.Stage is OrderStage.Armed or OrderStage.Waiting));
            Assert.All(account.OpenOrders.Where(o => o.ReduceOnly), o => Assert.InRange(o.Remaining, 0, MatchingEngine.Reducible(account, o.Asset, o.IsBuy)));
            Assert.All(account.AllOrders, o => Assert.True(o.IsPositionTpsl || o.Filled <= o.OriginalSize));
        }

        foreach (var asset in venue.Assets)
        {
            Assert.All(new[] { true, false }, bid => Assert.Equal(asset.Book.Orders(bid).Select(o => o.BookPrice), asset.Book.Orders(bid).Select(o => o.BookPrice).OrderBy(p => bid ? -p : p)));
            if (asset is TradedPerp perp) Assert.Equal(venue.Accounts.Sum(a => Math.Max(0, a.Wallet(perp.Dex).Size(perp))), perp.OpenInterest);
        }
    }
}
