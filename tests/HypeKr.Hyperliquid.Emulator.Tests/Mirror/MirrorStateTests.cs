using System.Text;
using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>A mirror that ends, and another that goes on from its state.</summary>
public sealed class MirrorStateTests : IDisposable
{
    private static readonly Secp256k1PrivateKey Key = Secp256k1PrivateKey.FromBytes(Keccak256.Hash("mirror state test"u8).ToArray());

    private readonly string _directory = Directory.CreateTempSubdirectory("hypekr-mirror-state").FullName;
    private readonly World _venue = new();
    private readonly HyperliquidClient _source;
    private long _nonce = World.Start.ToUnixTimeMilliseconds();

    public MirrorStateTests()
    {
        _venue.Admin.SetBook("BTC", [new(99_990, 1), new(99_980, 2)], [new(100_010, 1), new(100_020, 2)]);
        _venue.Admin.SetBook("#10", [new(0.5m, 100)], [new(0.6m, 100)]);
        _source = new HyperliquidClient(new HyperliquidOptions
        {
            Network = _venue.Emulator.Network,
            InfoHandler = _venue.Emulator.CreateHandler(),
            Limits = VenueLimits.None,
            TimeProvider = _venue.Time,
            Feeds = new FeedConnectionOptions { SocketFactory = _venue.Emulator.CreateSocketFactory() },
        });
    }

    public void Dispose()
    {
        _source.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private string Saved => Path.Combine(_directory, "paper.state");

    [Fact]
    public async Task Accounts_go_on_in_the_market_of_now()
    {
        long stop, far;
        decimal money;
        await using (var mirror = await StartAsync(null))
        {
            mirror.Emulator.Admin.Fund(Key.Address, 1_000_000);
            mirror.Emulator.Admin.FundSpot(Key.Address, "USDC", 1_000);
            Assert.Equal("1.0", (await OrderAsync(mirror, Trader.OneOrder(0, true, "100010", "1", "Ioc"))).GetProperty("filled").GetProperty("totalSz").GetString());
            stop = (await OrderAsync(mirror, Trader.OneTrigger(0, false, "95000", "1", "95000"))).GetProperty("resting").GetProperty("oid").GetInt64();
            far = (await OrderAsync(mirror, Trader.OneOrder(0, true, "90000", "0.1"))).GetProperty("resting").GetProperty("oid").GetInt64();
            Assert.Equal("50.0", (await OrderAsync(mirror, Trader.OneOrder(100_000_010, true, "0.6", "50", "Ioc"))).GetProperty("filled").GetProperty("totalSz").GetString());
            mirror.Emulator.Save(Saved);
            money = mirror.Emulator.Venue.Account(Key.Address)!.Balance(mirror.Emulator.Venue.Dexs[0].Collateral).Total;
        }

        // An hour in which the market falls beyond the stop, and the outcome is decided.
        _venue.Admin.SetBook("BTC", [new(94_000, 3)], [new(94_020, 1)]);
        _venue.Admin.SetMark("BTC", 94_010);
        _venue.Admin.SettleOutcome(1, 0.25m);
        _venue.Time.Advance(TimeSpan.FromHours(1));

        await using var later = await StartAsync(Saved);
        await UntilAsync(async () => await StatusAsync(later, stop) == "filled");
        Assert.Equal("open", await StatusAsync(later, far));
        Assert.Equal("94000.0", (await InfoAsync(later, "userFills"))[0].GetProperty("px").GetString());
        Assert.Empty((await InfoAsync(later, "clearinghouseState")).GetProperty("assetPositions").EnumerateArray());
        Assert.Equal(money + 50 * 0.25m, later.Emulator.Venue.Account(Key.Address)!.Balance(later.Emulator.Venue.Dexs[0].Collateral).Total);
        Assert.Equal(["BTC"], later.GetStatus().Select(s => s.Coin));
        Assert.True(later.Emulator.Admin.Totals().IsConserved);

        // And once more.
        later.Emulator.Save(Saved);
        await using var last = await StartAsync(Saved);
        Assert.Equal("open", await StatusAsync(last, far));
    }

    [Fact]
    public async Task A_state_of_another_venue_or_of_no_mirror_is_refused()
    {
        var other = new World(World.Quiet with { Perps = [.. World.Quiet.Perps.Select(p => p with { Name = $"X{p.Name}" })] });
        other.Emulator.Save(Saved);
        Assert.Equal("The state is of another venue: most of its perps are others there.", (await Assert.ThrowsAsync<MirrorException>(() => StartAsync(Saved))).Message);
        new HyperliquidEmulator(new EmulatorOptions { TimeProvider = _venue.Time, RandomMarket = new RandomMarket() }).Save(Saved);
        Assert.Equal("The state is of a market that moves by chance, not of a mirror.", (await Assert.ThrowsAsync<MirrorException>(() => StartAsync(Saved))).Message);
        File.WriteAllText(Saved, "no state");
        await Assert.ThrowsAsync<EmulatorStateException>(() => StartAsync(Saved));
        await Assert.ThrowsAsync<FileNotFoundException>(() => StartAsync(Path.Combine(_directory, "nothing")));
    }

    [Fact]
    public async Task What_an_index_meant_goes_on_and_what_is_new_is_there()
    {
        // The state knows of an ETH with other decimals, a dex less, fewer perps, an outcome that is gone, and not of another.
        var quiet = World.Quiet;
        var was = quiet with
        {
            Perps = [quiet.Perps[0], quiet.Perps[1] with { SizeDecimals = 2 }, quiet.Perps[2]],
            BuilderDexs = [],
            SpotPairs = [quiet.SpotPairs[0]],
            Outcomes = [.. quiet.Outcomes.Where(o => o.Outcome != 5), new OutcomeSeed { Outcome = 77, Name = "gone" }],
            Questions = [],
        };
        var before = new World(time => new EmulatorOptions { Seed = was, TimeProvider = time, ChecksInvariants = true });
        before.Admin.Fund(Key.Address, 1_000);
        before.Admin.FundSpot(Key.Address, "PURR", 5);
        before.Emulator.Save(Saved);

        await using var mirror = await StartAsync(Saved);
        var venue = mirror.Emulator.Venue;
        Assert.True(venue.Asset("ETH")!.IsHalted);
        Assert.False(venue.Asset("BTC")!.IsHalted);
        Assert.Equal(2, venue.Asset("ETH")!.SizeDecimals);
        foreach (var coin in (string[])["xyz:GOLD", "@107", "#50", "#770"]) Assert.NotNull(venue.Asset(coin));
        Assert.Equal(5, venue.Account(Key.Address)!.Balance(venue.Token("PURR")!.Token).Total);
        Assert.True(mirror.Emulator.Admin.Totals().IsConserved);
        Assert.Equal("99990:1 99980:2 | 100010:1 100020:2", await BookAsync(mirror, "BTC"));
    }

    /// <summary>Starts a mirror while time goes on: the client may have to dial again first.</summary>
    private async Task<VenueMirror> StartAsync(string? state)
    {
        var started = VenueMirror.StartAsync(_source, new MirrorOptions { State = state, Emulator = new EmulatorOptions { TimeProvider = _venue.Time, ChecksInvariants = true } });
        await UntilAsync(() => Task.FromResult(started.IsCompleted));
        return await started;
    }

    private static async Task<JsonElement> ReadAsync(VenueMirror mirror, string body) => World.Parse(await mirror.Emulator.HandleAsync("/info", Encoding.UTF8.GetBytes(body)));

    private static Task<JsonElement> InfoAsync(VenueMirror mirror, string type) => ReadAsync(mirror, $$"""{"type":"{{type}}","user":"{{Key.Address.ToLowerHex()}}"}""");

    private static async Task<string> StatusAsync(VenueMirror mirror, long oid) =>
        (await ReadAsync(mirror, $$"""{"type":"orderStatus","user":"{{Key.Address.ToLowerHex()}}","oid":{{Trader.Text(oid)}}}""")).GetProperty("order").GetProperty("status").GetString()!;

    private static async Task<string> BookAsync(VenueMirror mirror, string coin)
    {
        var levels = (await ReadAsync(mirror, $$"""{"type":"l2Book","coin":"{{coin}}"}""")).GetProperty("levels");
        return string.Join(" | ", levels.EnumerateArray().Select(side => string.Join(' ', side.EnumerateArray().Select(l => $"{Trader.Text(World.Number(l.GetProperty("px")))}:{Trader.Text(World.Number(l.GetProperty("sz")))}"))));
    }

    private async Task<JsonElement> OrderAsync(VenueMirror mirror, string order)
    {
        var (nonce, network) = (++_nonce, mirror.Emulator.Network);
        var action = RawAction.Parse($$"""{"type":"order","orders":[{{order}}],"grouping":"na"}""");
        var signed = new SignedAction(action, network, nonce, Key.Sign(action.ToTypedDataHash(network, nonce).Digest)).ToJson();
        return Trader.Statuses(World.Parse(await mirror.Emulator.HandleAsync("/exchange", Encoding.UTF8.GetBytes(signed)))).Single();
    }

    private async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        for (var i = 1; !patience.IsCancellationRequested; i++)
        {
            if (await holds()) return;
            if (i % 200 == 0) _venue.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.Fail("It never came to hold.");
    }
}
