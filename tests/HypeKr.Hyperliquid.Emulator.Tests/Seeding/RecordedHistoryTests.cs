using System.Text.Json;
using HypeKr.TestSupport;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>Recorded answers about orders, fills and candles: seeded with them, the emulator gives them back, member by member.</summary>
public sealed class RecordedHistoryTests
{
    private const string Recorded = Recording.Name;

    [SharedFact(Recorded)]
    public void Recorded_answers_are_given_back_member_by_member()
    {
        var world = Seeded();
        var count = 0;
        foreach (var name in (string[])["openOrders", "frontendOpenOrders", "historicalOrders", "userFills", "candleSnapshot"])
        {
            foreach (var (request, response) in Cases(name))
            {
                count++;
                Recording.AssertHolds(response, world.Info(request.GetRawText()), name);
            }
        }

        // The record of fills by time is from before the oldest came first.
        foreach (var (request, response) in Cases("userFillsByTime"))
        {
            count++;
            Recording.AssertHolds(response, world.Info(request.GetRawText()[..^1] + ",\"reversed\":true}"), "userFillsByTime");
        }

        Assert.Equal(6, count);
    }

    [SharedFact(Recorded)]
    public void One_action_then_changes_what_it_should_and_nothing_else()
    {
        var world = Seeded();
        var (request, response) = Cases("openOrders").Single();
        var user = request.GetProperty("user").GetString()!;
        var account = world.Emulator.Venue.Accounts.Single(a => a.Address.ToLowerHex() == user);
        var gone = account.LiveOrders.ElementAt(100);
        Assert.Null(world.Emulator.Venue.Engine.Cancel((ulong)gone.Asset.Id, gone));

        var after = world.Info(request.GetRawText());
        Assert.Equal(
            response.EnumerateArray().Select(o => o.GetProperty("oid").GetInt64()).Where(oid => oid != gone.Oid),
            after.EnumerateArray().Select(o => o.GetProperty("oid").GetInt64()));
        var history = world.Info($$"""{"type":"historicalOrders","user":"{{user}}"}""");
        Assert.Equal((gone.Oid, "canceled"), (history[0].GetProperty("order").GetProperty("oid").GetInt64(), history[0].GetProperty("status").GetString()));
        Assert.Equal(response.GetArrayLength(), history.GetArrayLength());

        // A new order has a number of its own, above all of the record.
        var trader = world.Trader("after the record");
        Assert.True(trader.Rest("ETH", true, 1_000, 0.1m) > world.Emulator.Venue.Accounts.SelectMany(a => a.AllOrders).Where(o => o.Account != world.Emulator.Venue.Account(trader.Address)).Max(o => o.Oid));
        world.AssertConserved();
    }

    [SharedFact(Recorded)]
    public void A_recorded_group_of_orders_lives_on()
    {
        var world = Seeded();
        var (request, _) = Cases("frontendOpenOrders").Single();
        world.Admin.SetMark("INJ", 10.001m);
        var account = world.Emulator.Venue.Accounts.Single(a => string.Equals(a.Address.ToLowerHex(), request.GetProperty("user").GetString(), StringComparison.OrdinalIgnoreCase));
        world.Admin.Fund(account.Address, 1_000);
        world.Admin.AddAsk("INJ", 10, 12.5m);
        world.Admin.AddBid("INJ", 10, 100);
        Assert.Equal(12.5m, account.Wallet(world.Emulator.Venue.Dexs[0]).Size((TradedPerp)world.Emulator.Venue.Asset("INJ")!));
        world.Admin.SetMark("INJ", 9.9m);
        Assert.Empty(account.LiveOrders);
        Assert.Equal(["filled", "filled", "siblingFilledCanceled"], account.AllOrders.OrderBy(o => o.Oid).Select(o => o.Status));
        world.AssertConserved();
    }

    [Fact]
    public void A_seed_that_contradicts_itself_is_refused()
    {
        var order = new OrderSeed { Coin = "BTC", OrderId = 5, IsBuy = true, Price = 99_000, Size = 0.1m, Time = 1 };
        Refused("which it does not list", order with { Coin = "NONE" });
        Refused("have the number 5", order, order);
        Refused("crosses the other side", order, order with { OrderId = 6, IsBuy = false, Price = 98_000 });
        Refused("cannot rest: it is Ioc", order with { TimeInForce = "Ioc" });

        static void Refused(string why, params OrderSeed[] orders) => Assert.Contains(
            why,
            Assert.Throws<EmulatorSeedException>(() => new World(World.Quiet with { Accounts = [new AccountSeed { Address = new World().Stranger("seeded").Address, Orders = orders }] })).Message,
            StringComparison.Ordinal);
    }

    /// <summary>The recorded coins, those that the recorded universe lacks among them, with the recorded history.</summary>
    private static World Seeded()
    {
        var folder = Path.Combine(Repository.SharedVectors, Recorded);
        var seed = EmulatorSeed.FromRecorded(folder);
        var accounts = EmulatorSeed.RecordedAccounts(folder);
        var candles = EmulatorSeed.RecordedCandles(folder).Where(c => c.Coin[0] != '@').ToArray();
        var missing = accounts.SelectMany(a => a.Orders).Select(o => o.Coin).Concat(candles.Select(c => c.Coin)).Distinct().Except(seed.Perps.Select(p => p.Name));
        return new World(seed with
        {
            Books = [],
            Perps = [.. seed.Perps.Select(p => p with { MarkPrice = p.MarkPrice ?? 1_000, IsDelisted = false }), .. missing.Select(m => new PerpSeed { Name = m, SizeDecimals = 2, MaxLeverage = 10, MarkPrice = 1_000 })],
            Accounts = accounts,
            Candles = candles,
        });
    }

    private static IEnumerable<(JsonElement Request, JsonElement Response)> Cases(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.SharedVectors, Recorded, $"info-{name}.json")));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Where(c => c.TryGetProperty("request", out _)).Select(c => (c.GetProperty("request").Clone(), c.GetProperty("response").Clone()))];
    }
}
