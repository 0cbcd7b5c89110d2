using FsCheck.Xunit;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>Whatever is done, nothing comes from nowhere and nobody spends what he has not got.</summary>
[Properties(Arbitrary = [typeof(Arbitraries)], MaxTest = 150)]
public sealed class ConservationProperties
{
    // Awkward numbers on purpose: what is not exact would show.
    private static readonly EmulatorFees Fees = new() { PerpTaker = 0.00045123m, PerpMaker = 0.00015077m, SpotTaker = 0.00070001m, SpotMaker = 0.00040003m };

    private static readonly (string Coin, decimal Middle, decimal Tick, decimal Lot)[] Markets =
    [
        ("ETH", 4_000, 0.1m, 0.0137m),
        ("SOL", 200, 0.03m, 0.37m),
        ("xyz:GOLD", 4_000, 0.3m, 0.017m),
        ("PURR/USDC", 0.2m, 0.00013m, 173),
        ("#10", 0.55m, 0.00371m, 37),
        ("#11", 0.45m, 0.00371m, 37),
    ];

    [Property]
    public void Money_is_conserved_to_the_last_digit(Step[] steps)
    {
        var world = new World(fees: Fees);
        var accounts = Accounts(world);
        foreach (var step in steps)
        {
            Play(world, accounts, step);
            world.AssertConserved();
            AssertSound(world);
        }

        world.Admin.SettleOutcome(1, 0.37123m);
        world.AssertConserved();
        Assert.All(world.Admin.Totals().NetPerpSizes.Values, size => Assert.Equal(0, size));

        // At any mark the values of all accounts add up to what was paid in.
        var dex = world.Emulator.Venue.Dexs[1];
        world.Admin.SetMark("xyz:GOLD", 3_211.77m);
        Assert.Equal(4 * 20_000m, world.Emulator.Venue.Accounts.Sum(a => a.Wallet(dex).AccountValue));
    }

    [Property]
    public void Positions_are_what_the_fills_say(Step[] steps)
    {
        var world = new World(fees: Fees);
        var accounts = Accounts(world);
        foreach (var step in steps) Play(world, accounts, step);

        foreach (var account in accounts)
        {
            foreach (var dex in world.Emulator.Venue.Dexs)
            {
                var wallet = account.Wallet(dex);
                var fills = account.Fills.Where(f => f.Asset is TradedPerp perp && perp.Dex == dex).ToArray();
                foreach (var perp in dex.Universe) Assert.Equal(fills.Where(f => f.Asset == perp).Sum(f => f.IsBuy ? f.Size : -f.Size), wallet.Size(perp));

                // Cash has moved by realised profit less fees; cash less cost by what was paid and received.
                Assert.Equal(20_000m + fills.Sum(f => f.ClosedPnl - f.Fee), wallet.Cash);
                Assert.Equal(
                    20_000m - fills.Sum(f => (f.IsBuy ? f.Size : -f.Size) * f.Price + f.Fee),
                    wallet.Cash - wallet.Positions.Sum(p => p.Position.Cost));
            }
        }
    }

    private static Account[] Accounts(World world) => [.. Enumerable.Range(0, 4).Select(i =>
    {
        var trader = world.Trader($"conserved {i}", 20_000);
        world.Admin.Fund(trader.Address, 20_000, "xyz");
        world.Admin.FundSpot(trader.Address, "PURR", 50_000);
        return world.Emulator.Venue.Account(trader.Address)!;
    })];

    private static void Play(World world, Account[] accounts, Step step)
    {
        var venue = world.Emulator.Venue;
        var (coin, middle, tick, lot) = Markets[step.Market % Markets.Length];
        var asset = venue.Asset(coin)!;
        var account = accounts[step.Who];
        if (step.Kind == 11)
        {
            if (step.IsBuy && asset is TradedPerp) world.Admin.SetMark(coin, middle + step.Ticks * middle / 50);
            else if (account.OpenOrders.FirstOrDefault() is { } oldest) Assert.Null(venue.Engine.Cancel((ulong)oldest.Asset.Id, oldest));
            return;
        }

        var tif = step.Kind switch { 6 or 7 or 9 => "Ioc", 8 => "Alo", _ => "Gtc" };
        var size = lot * step.Lots * (step.Kind == 5 ? 20 : 1);
        venue.Engine.Place(account, asset, MatchingModelTests.Wire(asset, step.IsBuy, middle + step.Ticks * tick, size, tif, step.Kind is 9 or 10), default);
    }

    /// <summary>What holds between any two actions.</summary>
    private static void AssertSound(World world)
    {
        var venue = world.Emulator.Venue;
        foreach (var account in venue.Accounts)
        {
            foreach (var (token, balance) in account.Balances)
            {
                Assert.True(balance.Total - account.Hold(token) >= 0, $"{token.Name}: {balance.Total} less than {account.Hold(token)}");
            }

            foreach (var order in account.OpenOrders)
            {
                Assert.Equal("open", order.Status);
                Assert.InRange(order.Remaining, 0.00000001m, order.OriginalSize);
                Assert.Contains(order, order.Asset.Book.Orders(order.IsBid));
                if (!order.ReduceOnly) continue;
                var perp = (TradedPerp)order.Asset;
                Assert.InRange(order.Remaining, 0, account.Wallet(perp.Dex).Position(perp)!.Reducible(order.IsBuy));
            }
        }

        foreach (var book in venue.Assets.Select(a => a.Book).Distinct())
        {
            Assert.All(book.Orders(bid: true).Concat(book.Orders(bid: false)), o => Assert.Same(o, o.Account.OpenOrder(o.Oid)));
            if (book.Best(bid: true) is { } bid && book.Best(bid: false) is { } ask) Assert.True(bid.BookPrice < ask.BookPrice, "the book is crossed");
        }
    }
}
