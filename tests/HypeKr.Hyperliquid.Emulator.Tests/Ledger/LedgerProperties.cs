using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>One thing that somebody does with money.</summary>
/// <param name="Who">0 to 2.</param>
/// <param name="Other">0 to 2.</param>
/// <param name="Kind">What is done.</param>
/// <param name="Amount">1 to 4000, in hundredths of a dollar or tokens.</param>
public sealed record Move(int Who, int Other, int Kind, int Amount);

/// <summary>Moves of money against a model that is a table of balances; and everything at once against what always holds.</summary>
[Properties(Arbitrary = [typeof(LedgerProperties)], MaxTest = 40)]
public sealed class LedgerProperties
{
    public static Arbitrary<Move[]> Moves() => Arb.From(Gen.ArrayOf(
        from who in Gen.Choose(0, 2)
        from other in Gen.Choose(0, 2)
        from kind in Gen.Choose(0, 15)
        from amount in Gen.Choose(1, 4_000)
        select new Move(who, other, kind, amount)));

    [Property]
    public void Transfers_and_conversions_are_what_a_table_of_balances_says(Move[] moves)
    {
        var world = new World(time => new EmulatorOptions { Seed = World.Quiet, TimeProvider = time, ChecksInvariants = true });
        var people = Enumerable.Range(0, 3).Select(i => world.Trader($"model {i}", 50)).ToArray();
        var desk = new CatalogueDesk(world.Emulator.Venue);

        // The model: who has how much of what. Perp cash is "perp", spot is the token's name.
        var table = people.ToDictionary(p => p, _ => new Dictionary<string, decimal> { ["perp"] = 50, ["USDC"] = 50 });
        foreach (var move in moves)
        {
            var (from, to) = (people[move.Who], people[move.Other]);
            var amount = move.Amount / 100m;
            var text = Trader.Text(amount);
            var mine = table[from];
            var expected = move.Kind switch
            {
                0 or 1 => Shift(from, "perp", to, "perp", from != to),
                2 => Shift(from, "USDC", to, "USDC", from != to),
                3 => Shift(from, "perp", from, "USDC", true),
                4 => Shift(from, "USDC", from, "perp", true),
                5 => Swap(mine, amount, ["USDC"], ["+30", "+31"]),
                6 => Swap(mine, amount, ["+30", "+31"], ["USDC"]),
                7 => Swap(mine, amount, ["+31"], ["+40", "+50"]),
                8 => Swap(mine, amount, ["+41"], ["+30", "+50"]),
                9 => Swap(mine, amount, ["+30", "+40", "+50"], ["USDC"]),
                10 => Swap(mine, amount, ["USDC"], ["+40", "+41"]),
                _ => Shift(from, "USDC", to, "perp", true),
            };
            var action = move.Kind switch
            {
                0 or 1 => Message("usdSend", $"\"destination\":\"{to.User}\",\"amount\":\"{text}\",\"time\":1"),
                2 => Message("spotSend", $"\"destination\":\"{to.User}\",\"token\":\"USDC\",\"amount\":\"{text}\",\"time\":1"),
                3 or 4 => Message("usdClassTransfer", $"\"amount\":\"{text}\",\"toPerp\":{(move.Kind == 4 ? "true" : "false")},\"nonce\":1"),
                5 => Chain($"\"splitOutcome\":{{\"outcome\":3,\"amount\":\"{text}\"}}"),
                6 => Chain($"\"mergeOutcome\":{{\"outcome\":3,\"amount\":\"{text}\"}}"),
                7 => Chain($"\"negateOutcome\":{{\"question\":1,\"outcome\":3,\"amount\":\"{text}\"}}"),
                8 => Chain($"\"negateOutcome\":{{\"question\":1,\"outcome\":4,\"amount\":\"{text}\"}}"),
                9 => Chain($"\"mergeQuestion\":{{\"question\":1,\"amount\":\"{text}\"}}"),
                10 => Chain($"\"splitOutcome\":{{\"outcome\":4,\"amount\":\"{text}\"}}"),
                _ => Message("sendAsset", $"\"destination\":\"{to.User}\",\"sourceDex\":\"spot\",\"destinationDex\":\"\",\"token\":\"USDC\",\"amount\":\"{text}\",\"fromSubAccount\":\"\",\"nonce\":1"),
            };

            var account = world.Emulator.Venue.Account(from.Address)!;
            var (error, _) = desk.Apply(new ActionContext(account, account, default, 1), action);
            Assert.True(expected == (error is null), $"{move}: {error}");
            foreach (var person in people)
            {
                Assert.Equal(table[person]["perp"], person.Cash());
                foreach (var (token, balance) in table[person].Where(b => b.Key != "perp")) Assert.Equal(balance, person.Balance(token).Total);
            }

            world.AssertConserved();

            bool Shift(Trader a, string x, Trader b, string y, bool isAllowed)
            {
                if (!isAllowed || table[a].GetValueOrDefault(x) < amount) return false;
                table[a][x] -= amount;
                table[b][y] = table[b].GetValueOrDefault(y) + amount;
                return true;
            }
        }
    }

    [Property(MaxTest = 25)]
    public void Trades_marks_hours_and_liquidations_keep_what_always_holds(Move[] moves)
    {
        var world = new World(time => new EmulatorOptions { Seed = World.Quiet, TimeProvider = time, ChecksInvariants = true });
        var people = Enumerable.Range(0, 3).Select(i => world.Trader($"always {i}", i == 2 ? 1_000_000 : 3_000)).ToArray();
        var venue = world.Emulator.Venue;
        var mark = 4_000m;
        foreach (var move in moves)
        {
            var (who, size) = (people[move.Who], move.Amount / 400m);
            switch (move.Kind)
            {
                case 0 or 1 or 2:
                    who.Order("ETH", isBuy: true, Math.Round(mark * (1 + move.Other * 0.001m)), Math.Max(0.01m, Math.Round(size, 2)));
                    break;
                case 3 or 4 or 5:
                    who.Order("ETH", isBuy: false, Math.Round(mark * (1 - move.Other * 0.001m)), Math.Max(0.01m, Math.Round(size, 2)));
                    break;
                case 6:
                    who.Send($$"""{"type":"updateLeverage","asset":1,"isCross":{{(move.Other > 0 ? "true" : "false")}},"leverage":{{Trader.Text(1L + move.Amount % 25)}}}""");
                    break;
                case 7:
                    world.Time.Advance(TimeSpan.FromMinutes(move.Amount));
                    break;
                case 8:
                    who.Send($$"""{"type":"updateIsolatedMargin","asset":1,"isBuy":true,"ntli":{{Trader.Text((move.Other - 1) * 1_000_000L * move.Amount)}}}""");
                    break;
                case 9:
                    who.Do(new UsdClassTransferAction(move.Amount, toPerp: move.Other > 0));
                    break;
                case 10:
                    who.Do(new UsdSendAction(people[move.Other].Address, move.Amount));
                    break;
                default:
                    mark = Math.Round(mark * (1 + (move.Amount - 2_000) / 20_000m), 1);
                    world.Admin.SetMark("ETH", mark);
                    break;
            }

            world.AssertConserved();
        }

        // The values of all accounts are what was paid in, at whatever mark; nobody but the liquidator owes.
        Assert.Equal(world.Admin.Totals().Deposited["USDC"] - venue.Accounts.Sum(a => a.Held(venue.Token("USDC")!.Token)?.Total ?? 0), venue.Accounts.Sum(a => a.Wallet(venue.Dexs[0]).AccountValue));
        Assert.All(people, p => Assert.True(venue.Account(p.Address)!.Wallet(venue.Dexs[0]).AccountValue >= 0));
    }

    private static bool Swap(Dictionary<string, decimal> table, decimal amount, string[] give, string[] take)
    {
        if (give.Any(t => table.GetValueOrDefault(t) < amount)) return false;
        foreach (var token in give) table[token] -= amount;
        foreach (var token in take) table[token] = table.GetValueOrDefault(token) + amount;
        return true;
    }

    private static CatalogueAction Message(string type, string members) => Read(type, $"\"signatureChainId\":\"0x1\",\"hyperliquidChain\":\"Testnet\",{members}");

    private static CatalogueAction Chain(string members) => Read("userOutcome", members);

    private static CatalogueAction Read(string type, string members)
    {
        using var document = WireShape.Parse(Encoding.UTF8.GetBytes($"{{\"type\":\"{type}\",{members}}}"));
        return ActionCatalogue.Read(type, new WireShape(document.RootElement, ""))!;
    }
}
