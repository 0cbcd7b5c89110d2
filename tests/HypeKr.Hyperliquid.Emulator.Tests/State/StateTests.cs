using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FsCheck.Xunit;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>Save, restore: the same future, to the last byte; and what is not a whole state is refused.</summary>
public sealed class StateTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("hypekr-state").FullName;

    private string Saved => Path.Combine(_directory, "state");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Property(MaxTest = 8)]
    public void A_restored_emulator_has_the_future_that_the_saved_one_has(uint seed)
    {
        var world = Seeded(seed);
        var script = new Script(world, seed);
        for (var i = 0; i < 60; i++) script.Next()(world);
        var restored = Restored(world);
        AssertSame(world, restored);
        for (var i = 0; i < 60; i++)
        {
            var next = script.Next();
            Assert.Equal(next(world), next(restored));
        }

        AssertSame(world, restored);
        world.Time.Advance(TimeSpan.FromHours(3));
        Assert.Equal(world.Snapshot(), restored.Snapshot());
        AssertSame(world, restored);
    }

    [Fact]
    public void Nothing_of_a_venue_in_which_everything_is_under_way_is_forgotten()
    {
        var (world, script) = Busy();
        var restored = Restored(world);
        var comparison = AssertSame(world, restored);

        // A field that never held anything could be forgotten unseen. Those that cannot, between two steps:
        string[] idle =
        [
            "MatchingEngine._depth", "MatchingEngine._toArm", "Liquidations._touched", "PerpWallet.IsTouched", "Liquidations._isPlanned", "ScheduledWork.IsCancelled",

            // Of the caller, or in a venue of another kind (below), or in no line of this tape.
            "EmulatorOptions.ChecksInvariants", "EmulatorStreamOptions.Greets", "EmulatorStreamOptions.Interval", "EmulatorSeed.Accounts", "EmulatorSeed.Books", "EmulatorSeed.Candles", "PerpSeed.FundingHistory",
            "EmulatorOptions.AcceptsMainnetSignatures", "EmulatorOptions.VirtualStart", "Venue.AcceptsMainnet", "VenueClock._isVirtual", "TapeLine.Mid", "TapeLine.Trade", "WireTwap.ReduceOnly",
        ];
        var unused = comparison.Fields.Where(f => !f.Value && !f.Key.StartsWith("VenueEvents.", StringComparison.Ordinal)).Select(f => f.Key).Except(idle).Order(StringComparer.Ordinal);
        Assert.Equal("", string.Join(' ', unused));
        foreach (var each in (World[])[world, restored]) each.Emulator.Variants.CommitTime = TimeSpan.Zero;
        for (var i = 0; i < 100; i++)
        {
            var next = script.Next();
            Assert.Equal(next(world), next(restored));
        }

        AssertSame(world, restored);
    }

    [Fact]
    public void The_same_calls_at_the_same_times_leave_the_same_file_to_the_byte()
    {
        Assert.True(Run().AsSpan().SequenceEqual(Run()), "The two files differ.");

        byte[] Run()
        {
            var world = Seeded(7);
            var script = new Script(world, 7);
            for (var i = 0; i < 100; i++) script.Next()(world);
            world.Emulator.Save(Saved);
            return File.ReadAllBytes(Saved);
        }
    }

    [Fact]
    public void A_field_that_is_not_restored_is_found()
    {
        var world = Seeded(1);
        world.Admin.Fund(new Script(world, 1).Address(0), 1);
        var restored = Restored(world);
        restored.Emulator.Venue.Engine.NextTid();
        Assert.StartsWith("Venue.Engine._lastTid: ", GraphComparison.Of(world.Emulator.Venue, restored.Emulator.Venue).Difference, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_that_is_another_or_missing_is_refused_wherever_it_is()
    {
        var world = new World(time => new EmulatorOptions { Seed = new EmulatorSeed { Perps = [new PerpSeed { Name = "A", MarkPrice = 5 }] }, TimeProvider = time });
        world.Admin.AddBid("A", 4, 10);
        world.Emulator.Save(Saved);
        var whole = File.ReadAllBytes(Saved);
        for (var i = 0; i < whole.Length; i++)
        {
            var flipped = whole.ToArray();
            flipped[i] ^= (byte)(1 << (i % 8));
            AssertRefused(flipped);
            AssertRefused(whole[..i]);
        }

        AssertRefused([.. whole, 0]);
    }

    [Fact]
    public void A_schema_that_is_unknown_or_a_content_that_cannot_be_is_refused_though_its_hash_is_right()
    {
        var world = Seeded(3);
        var script = new Script(world, 3);
        for (var i = 0; i < 30; i++) script.Next()(world);
        world.Emulator.Save(Saved);
        var whole = File.ReadAllBytes(Saved);
        BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(8), 7);
        Assert.Equal("The state has schema 7; this version reads 3.", AssertRefused(Sealed(whole)).Message);
        BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(8), StateFile.Schema);
        StateFile.Read(Save(Sealed(whole)), o => o with { TimeProvider = world.Time });

        // Whatever else is changed is refused or is another state: never anything but an answer.
        var random = new VenueRandom(5, "changed states");
        var refused = 0;
        for (var i = 0; i < 200; i++)
        {
            var changed = whole.ToArray();
            changed[12 + random.Below(whole.Length - 44)] = (byte)random.Below(256);
            try
            {
                StateFile.Read(Save(Sealed(changed)), o => o with { TimeProvider = world.Time });
            }
            catch (EmulatorStateException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 25, 175);

        string Save(byte[] state)
        {
            File.WriteAllBytes(Saved, state);
            return Saved;
        }
    }

    [Fact]
    public void A_save_that_does_not_come_to_its_end_leaves_the_file_that_was_there()
    {
        var world = Seeded(4);
        world.Emulator.Save(Saved);
        var before = File.ReadAllBytes(Saved);
        world.Admin.Fund(new Script(world, 4).Address(0), 5);
        world.Emulator.Renaming = () =>
        {
            // The new one is whole, and the old one still what everybody reads.
            Assert.NotEqual(before, File.ReadAllBytes(Saved + ".saving"));
            Assert.Equal(before, File.ReadAllBytes(Saved));
            throw new IOException("Out of power.");
        };
        Assert.Throws<IOException>(() => world.Emulator.Save(Saved));
        Assert.Equal(before, File.ReadAllBytes(Saved));

        // What a killed one leaves beside it is in nobody's way.
        world.Emulator.Renaming = null;
        File.WriteAllText(Saved + ".saving", "half of it");
        world.Emulator.Save(Saved);
        Assert.Equal([Saved], Directory.GetFiles(_directory));
        Assert.NotEqual(before, File.ReadAllBytes(Saved));
        AssertSame(world, Restored(world));
    }

    [Fact]
    public async Task The_file_can_be_saved_beside_requests_and_holds_no_key()
    {
        var (world, script) = Busy();
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Emulator.SaveAsync(Saved, cancelled));
        Assert.False(File.Exists(Saved));
        await world.Emulator.SaveAsync(Saved);
        var bytes = File.ReadAllBytes(Saved);
        foreach (var secret in script.Secrets)
        {
            Assert.Equal(-1, bytes.AsSpan().IndexOf(secret));
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Convert.ToHexStringLower(secret))));
        }
    }

    [Fact]
    public void Virtual_time_and_a_random_market_go_on_where_they_were()
    {
        var world = new World(time => new EmulatorOptions { TimeProvider = time, VirtualStart = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), RandomMarket = new RandomMarket { Coins = ["BTC", "#10"], Levels = 3 }, RandomSeed = 9, AcceptsMainnetSignatures = true, KeepsAudit = false, Fees = new EmulatorFees { SpotMaker = 0 } });
        world.Admin.Advance(TimeSpan.FromSeconds(20.5));
        var restored = Restored(world);
        Assert.Equal((true, 9, 0), (restored.Emulator.Options.AcceptsMainnetSignatures, restored.Emulator.Options.RandomSeed, restored.Emulator.Options.Fees.SpotMaker));
        world.Time.Advance(TimeSpan.FromHours(1));
        AssertSame(world, restored);
        foreach (var each in (World[])[world, restored]) each.Admin.Advance(TimeSpan.FromSeconds(20));
        AssertSame(world, restored);
        Assert.NotEqual(new World().Snapshot(), restored.Snapshot());
    }

    [Fact]
    public void Under_a_clock_that_is_behind_time_goes_on_from_where_it_was()
    {
        var world = Seeded(6);
        world.Admin.Advance(TimeSpan.FromHours(2));
        world.Emulator.Save(Saved);
        var now = world.Admin.Now;
        var late = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(World.Start - TimeSpan.FromDays(30));
        var restored = HyperliquidEmulator.Restore(Saved, new EmulatorOptions { TimeProvider = late });
        Assert.Equal(now, restored.Admin.Now);
        late.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(now + TimeSpan.FromSeconds(3), restored.Admin.Now);
    }

    [Fact]
    public void A_tape_plays_on_from_its_line_and_is_refused_when_it_has_changed()
    {
        var tape = Path.Combine(_directory, "tape.jsonl");
        var lines = Enumerable.Range(0, 20).Select(i => $$"""{"time":{{Trader.Text(1000L * i)}},"coin":"BTC","mid":"{{Trader.Text(100_000L + 10 * i)}}"}""");
        File.WriteAllLines(tape, ["# a tape", .. lines]);
        var world = Seeded(7);
        world.Admin.Play(MarketTape.Open(tape));
        world.Time.Advance(TimeSpan.FromSeconds(7.5));
        var restored = Restored(world);
        world.Time.Advance(TimeSpan.FromSeconds(5));
        AssertSame(world, restored);
        Assert.Equal(100_120, restored.Emulator.Venue.Asset("BTC")!.Mark);

        File.AppendAllText(tape, "# and more\n");
        Assert.Equal($"The state stands within the tape '{tape}', which has been changed since: put the file back as it was.", Assert.Throws<EmulatorStateException>(() => HyperliquidEmulator.Restore(Saved)).Message);
        File.Delete(tape);
        Assert.Contains("cannot be read", Assert.Throws<EmulatorStateException>(() => HyperliquidEmulator.Restore(Saved)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_there_or_no_state_is_said_so()
    {
        Assert.Throws<FileNotFoundException>(() => HyperliquidEmulator.Restore(Saved));
        Assert.Contains("too short", AssertRefused([]).Message, StringComparison.Ordinal);
        Assert.Equal("The file is no state of an emulator.", AssertRefused(new byte[100]).Message);
        Assert.Throws<DirectoryNotFoundException>(() => Seeded(8).Emulator.Save(Path.Combine(_directory, "none", "state")));
    }

    private static World Seeded(long seed) => new(time => new EmulatorOptions { TimeProvider = time, RandomSeed = seed, ScheduleCancelVolume = 0, LimitsAddresses = true });

    /// <summary>A venue in which everything that a state can hold is there or under way.</summary>
    private (World World, Script Script) Busy()
    {
        var tape = Path.Combine(_directory, "busy.jsonl");
        File.WriteAllLines(tape, Enumerable.Range(0, 2_000).Select(i => $$$"""{"time":{{{Trader.Text(60_000L * i)}}},"coin":"SOL","book":{"bids":[["{{{Trader.Text(199L - i % 3)}}}","50"]],"asks":[["{{{Trader.Text(201L + i % 2)}}}","50"]]}}""").SelectMany((book, i) => (string[])[book, $$"""{"time":{{Trader.Text(60_000L * i)}},"coin":"@107","mid":"{{Trader.Text(40L + i % 3)}}"}"""]));
        var old = new PerpSeed { Name = "OLD", MarkPrice = 1, MarginTiers = [new(0, 20), new(1_000, 5)], OnlyIsolated = true, IsStrictlyIsolated = true };
        var world = new World(time => new EmulatorOptions
        {
            Seed = EmulatorSeed.Default with { Tokens = [.. EmulatorSeed.Default.Tokens.Select(t => t with { FullName = "A token" })], Perps = [.. EmulatorSeed.Default.Perps, old, old with { Name = "GONE", IsDelisted = true }], BuilderDexs = [.. EmulatorSeed.Default.BuilderDexs.Select(d => d with { Deployer = Venue.LabelledAddress("somebody") })], Candles = [new CandleSeed { Coin = "BTC", Interval = "1h", Start = World.Start.ToUnixTimeMilliseconds() - 3_600_000, Open = 1, Close = 2, High = 3, Low = 1, Volume = 5, Trades = 7 }] },
            TimeProvider = time,
            RandomSeed = 11,
            ScheduleCancelVolume = 1,
            LimitsAddresses = true,
            RandomMarket = new RandomMarket { Coins = ["ETH"], Interval = TimeSpan.FromMinutes(3) },
        });
        var script = new Script(world, 11);
        world.Admin.Play(MarketTape.Open(tape));
        for (var round = 0; round < 8; round++)
        {
            for (var kind = 0; kind < Script.Kinds; kind++) script.Next(kind)(world);
        }

        Finish(world, script);
        return (world, script);
    }

    /// <summary>What chance does not bring about, or not at the end.</summary>
    private static void Finish(World world, Script script)
    {
        var venue = world.Emulator.Venue;
        var (first, second) = (venue.Account(script.Address(0))!, venue.Account(script.Address(1))!);
        Assert.Contains("\"ok\"", script.Action(1, """{"type":"borrowLend","operation":"supply","token":0,"amount":"500"}""")(world), StringComparison.Ordinal);
        Assert.Contains("\"ok\"", script.Action(1, """{"type":"borrowLend","operation":"borrow","token":0,"amount":"10"}""")(world), StringComparison.Ordinal);
        script.Action(2, """{"type":"reserveRequestWeight","weight":5}""")(world);
        script.Message(3, "cDeposit", "\"wei\":300000000,\"nonce\":0")(world);
        script.Action(0, """{"type":"registerReferrer","code":"BUSY"}""")(world);
        script.Action(1, $$"""{"type":"scheduleCancel","time":{{Trader.Text(world.Admin.Now.ToUnixTimeMilliseconds() + 5_000)}}}""")(world);
        world.Admin.Advance(TimeSpan.FromSeconds(6));
        script.Action(1, $$$"""{"type":"twapOrder","twap":{"a":{{{Trader.Text(venue.Asset("OLD")!.Id)}}},"b":true,"s":"200","r":false,"m":5,"t":false}}""")(world);
        script.Action(3, """{"type":"userOutcome","splitOutcome":{"outcome":3,"amount":"50"}}""")(world);
        script.Action(3, """{"type":"userOutcome","negateOutcome":{"question":1,"outcome":3,"amount":"5"}}""")(world);
        world.Admin.ApproveAgent(script.Address(2), Venue.LabelledAddress("an agent"), world.Admin.Now.AddDays(5), "limited");
        world.Admin.SetOpenInterestCap("ETH", 1_000_000_000);
        world.Admin.Delist("OLD");
        world.Admin.SettleOutcome(2, 0.5m);
        venue.Outside.SetContext(venue.Asset("SOL")!, null, 230, 0.00002m);
        venue.Assets.OfType<TradedPair>().Last().IsHalted = true;
        venue.CopyTerms(first, (new FeeRates(0.0003m, 0.0001m), new FeeRates(0.0005m, 0.0002m)), [("SOL", true, 3)]);
        second.Multisig = new MultisigRule([script.Address(2), script.Address(3)], 2);
        (first.Settings.DisplayName, first.Settings.Abstraction, first.Settings.DexAbstraction, first.Settings.UsesBigBlocks) = ("busy", "unifiedAccount", true, true);
        (first.Settings.OptsOutOfDusting, first.Settings.StakingUser, first.Settings.IsLinkGranted, second.Settings.TradingUser) = (true, second.Address, true, first.Address);
        var vault = venue.Accounts.First(a => a.Vault is not null).Vault!;
        (vault.AlwaysClosesOnWithdraw, vault.IsClosed, vault.Shares.Values.First().Realized) = (true, true, 3);

        script.Action(2, """{"type":"twapOrder","twap":{"a":1,"b":true,"s":"2","r":false,"m":60,"t":true}}""")(world);
        world.Admin.Advance(TimeSpan.FromSeconds(40));

        // Somebody large is liquidated a fifth at a time.
        var whale = world.Trader("whale", 20_000);
        world.Admin.ClearBook("BTC");
        world.Admin.SetMark("BTC", 100_000);
        world.Admin.AddAsk("BTC", 100_000, 3);
        whale.Send($$"""{"type":"setReferrer","code":"{{first.Referral.Code}}"}""");
        whale.Fill("BTC", true, 100_000, 2);
        script.Action(0, """{"type":"claimRewards"}""")(world);
        whale.Fill("BTC", true, 100_000, 1);
        for (var mark = 99_000m; !venue.Liquidations.IsPending(venue.Account(whale.Address)!, venue.Dexs[0]); mark -= 100)
        {
            Assert.True(mark > 80_000, "Nobody was liquidated.");
            world.Admin.AddBid("BTC", mark - 200, 0.7m);
            world.Admin.SetMark("BTC", mark);
        }

        script.Message(0, "usdSend", $"\"destination\":\"{second.Address.ToLowerHex()}\",\"amount\":\"1\",\"time\":0")(world);
        Assert.Contains("\"ok\"", script.Action(0, $$"""{"type":"scheduleCancel","time":{{Trader.Text(world.Admin.Now.ToUnixTimeMilliseconds() + 60_000)}}}""")(world), StringComparison.Ordinal);
        var variants = world.Emulator.Variants;
        (variants.SeparatesUserSignedNonces, variants.FailedActionsKeepTheirNonce, variants.AnswersNoopBeforeCommit, variants.OrderStatusLag) = (true, true, true, TimeSpan.FromSeconds(1));
        (variants.TakesNonceAtCommit, variants.CloidHorizon) = (true, CloidHorizon.WhileKept);
        script.Message(0, "usdSend", $"\"destination\":\"{second.Address.ToLowerHex()}\",\"amount\":\"1\",\"time\":0")(world);
        variants.CommitTime = TimeSpan.FromMilliseconds(5);
    }

    private World Restored(World world)
    {
        world.Emulator.Save(Saved);
        return new World(world, HyperliquidEmulator.Restore(Saved, new EmulatorOptions { TimeProvider = world.Time }));
    }

    private GraphComparison AssertSame(World world, World restored)
    {
        // Both are at the present before they are compared.
        Assert.Equal(world.Admin.Now, restored.Admin.Now);
        var comparison = GraphComparison.Of(world.Emulator.Venue, restored.Emulator.Venue);
        Assert.Equal("", comparison.Difference ?? "");
        Assert.Equal(world.Snapshot(), restored.Snapshot());
        var (first, second) = (Path.Combine(_directory, "first"), Path.Combine(_directory, "second"));
        world.Emulator.Save(first);
        restored.Emulator.Save(second);
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
        restored.AssertConserved();
        return comparison;
    }

    private EmulatorStateException AssertRefused(byte[] bytes)
    {
        File.WriteAllBytes(Saved, bytes);
        return Assert.Throws<EmulatorStateException>(() => HyperliquidEmulator.Restore(Saved));
    }

    /// <summary>With the hash that its content has.</summary>
    private static byte[] Sealed(byte[] state) => [.. state[..^32], .. SHA256.HashData(state.AsSpan(0, state.Length - 32))];
}
