using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>One emulator mirrors another, which stands for the real venue.</summary>
public sealed class VenueMirrorTests : IAsyncLifetime
{
    private readonly World _venue = new();
    private HyperliquidClient _source = null!;
    private VenueMirror _mirror = null!;
    private Paper _paper = null!;

    public async Task InitializeAsync()
    {
        _venue.Admin.SetBook("BTC", [new(99_990, 1), new(99_980, 2)], [new(100_010, 1), new(100_020, 2)]);
        _venue.Admin.SetBook("ETH", [new(3_999, 5)], [new(4_001, 5)]);
        _venue.Admin.SetBook("#10", [new(0.5m, 100)], [new(0.6m, 100)]);
        _source = new HyperliquidClient(new HyperliquidOptions
        {
            Network = _venue.Emulator.Network,
            InfoHandler = _venue.Emulator.CreateHandler("mirror"),
            Limits = VenueLimits.None,
            TimeProvider = _venue.Time,
            Feeds = new FeedConnectionOptions { SocketFactory = _venue.Emulator.CreateSocketFactory("mirror") },
        });
        _mirror = await VenueMirror.StartAsync(_source, new MirrorOptions { Coins = ["BTC"], MaxCoins = 3, Emulator = new EmulatorOptions { TimeProvider = _venue.Time } });
        _paper = new Paper(_mirror.Emulator, "paper");
        _mirror.Emulator.Admin.Fund(_paper.Address, 1_000_000);
        _mirror.Emulator.Admin.FundSpot(_paper.Address, "USDC", 100_000);
    }

    public async Task DisposeAsync()
    {
        await _mirror.DisposeAsync();
        _source.Dispose();
    }

    [Fact]
    public async Task The_universe_is_the_venue_s_slot_by_slot()
    {
        foreach (var read in (string[])["""{"type":"meta"}""", """{"type":"meta","dex":"xyz"}""", """{"type":"outcomeMeta"}"""])
        {
            Assert.Equal(_venue.Info(read).GetRawText(), (await _paper.InfoAsync(read)).GetRawText());
        }
    }

    [Fact]
    public async Task Books_and_marks_follow_the_venue()
    {
        Assert.Equal("99990:1 99980:2 | 100010:1 100020:2", await BookAsync("BTC"));
        _venue.Admin.SetBook("BTC", [new(100_000, 3)], [new(100_100, 4)]);
        _venue.Admin.SetMark("BTC", 100_050);
        await UntilAsync(async () => await BookAsync("BTC") == "100000:3 | 100100:4");
        await UntilAsync(() => Task.FromResult(_mirror.Emulator.Venue.Asset("BTC")!.Mark == 100_050));
    }

    [Fact]
    public async Task Orders_fill_against_the_venue_s_book_and_leave_it_alone()
    {
        var bought = await _paper.OrderAsync("BTC", true, 100_020, 2, "Ioc");
        Assert.Equal("2.0", bought.GetProperty("filled").GetProperty("totalSz").GetString());
        Assert.Equal("100015.0", bought.GetProperty("filled").GetProperty("avgPx").GetString());
        Assert.Equal(1, _venue.Depth("BTC", bid: false) - 2);

        // The venue sends the same book again: what was taken is not there twice.
        _venue.Admin.SetBook("BTC", [new(99_990, 1.5m), new(99_980, 2)], [new(100_010, 1), new(100_020, 2)]);
        await UntilAsync(async () => (await BookAsync("BTC")).StartsWith("99990:1.5", StringComparison.Ordinal));
        Assert.Equal("99990:1.5 99980:2 | 100020:1", await BookAsync("BTC"));
        Assert.True(_mirror.Emulator.Admin.Totals().IsConserved);
    }

    [Fact]
    public async Task A_resting_order_waits_its_turn_in_the_venue_s_trades()
    {
        var resting = await _paper.OrderAsync("BTC", true, 99_990, 0.5m);
        var oid = resting.GetProperty("resting").GetProperty("oid").GetInt64();
        _venue.Admin.PrintTrade("BTC", takerBuys: false, 99_990, 0.8m);
        await UntilAsync(async () => (await _paper.InfoAsync("""{"type":"recentTrades","coin":"BTC"}""")).GetArrayLength() > 0, seconds: 0);
        await UntilAsync(async () => (await BookAsync("BTC")).StartsWith("99990:0.7", StringComparison.Ordinal));
        Assert.Equal("open", await _paper.StatusAsync(oid));

        // What is traded in the same block as a book is shown by it.
        _venue.Time.Advance(TimeSpan.FromMilliseconds(1));
        // One after another, as the venue's blocks are: a book of the same millisecond as a trade may come before it, and shows it already.
        _venue.Trader("seller").Fill("BTC", false, 99_990, 0.2m);
        await UntilAsync(async () => (await BookAsync("BTC")).StartsWith("99990:0.5 ", StringComparison.Ordinal));
        _venue.Admin.AddBid("BTC", 99_990, 2);
        await UntilAsync(async () => (await BookAsync("BTC")).StartsWith("99990:2.5 ", StringComparison.Ordinal));
        Assert.Equal("open", await _paper.StatusAsync(oid));
        _venue.Admin.PrintTrade("BTC", takerBuys: false, 99_990, 0.6m);

        // Before a book that shows them is taken over, which is a matter of time.
        await UntilAsync(async () => await _paper.StatusAsync(oid) == "filled", seconds: 0);
    }

    [Fact]
    public async Task A_coin_is_followed_once_a_request_names_it_and_so_many_are_at_most()
    {
        Assert.Equal(["BTC"], _mirror.GetStatus().Select(s => s.Coin));
        Assert.Equal("3999:5 | 4001:5", await BookAsync("ETH"));
        var outcome = await _paper.OrderAsync("#11", true, 0.5m, 50, "Ioc");
        Assert.Equal("50.0", outcome.GetProperty("filled").GetProperty("totalSz").GetString());
        Assert.Equal(["#10", "BTC", "ETH"], _mirror.GetStatus().Select(s => s.Coin));

        Assert.Equal("|", await BookAsync("SOL"));
        Assert.Equal("SOL is not mirrored: 3 coins are, as many as MaxCoins allows.", (await Assert.ThrowsAsync<MirrorException>(() => _mirror.FollowAsync("SOL"))).Message);
        Assert.Equal("'DOGE' was not listed when the mirror started.", (await Assert.ThrowsAsync<MirrorException>(() => _mirror.FollowAsync("DOGE"))).Message);
    }

    [Fact]
    public async Task Nothing_fills_while_the_mirror_is_stale()
    {
        _venue.Emulator.Faults.Add(new FaultRule { Effect = FaultEffect.DropMessage() });
        var silentSince = _venue.Time.GetUtcNow();
        await UntilAsync(async () => await BookAsync("BTC") == "|", seconds: 20);
        Assert.True(_venue.Time.GetUtcNow() - silentSince > TimeSpan.FromSeconds(9), "It was taken away too early.");
        Assert.False(_mirror.GetStatus().Single().IsLive);
        var refused = await _paper.OrderAsync("BTC", true, 101_000, 1, "Ioc");
        Assert.Contains("could not immediately match", refused.GetProperty("error").GetString(), StringComparison.Ordinal);

        _venue.Emulator.Faults.Clear();
        _venue.Admin.SetBook("BTC", [new(99_000, 1)], [new(99_100, 1)]);
        await UntilAsync(async () => await BookAsync("BTC") == "99000:1 | 99100:1");
        Assert.True(_mirror.GetStatus().Single().IsLive);
    }

    [Fact]
    public async Task A_stop_that_the_mark_passes_while_the_book_is_not_seen_waits_for_the_book()
    {
        Assert.True((await _paper.OrderAsync("BTC", true, 100_010, 1, "Ioc")).TryGetProperty("filled", out _));
        var oid = (await _paper.ArmAsync("BTC", 1, 95_000)).GetProperty("resting").GetProperty("oid").GetInt64();
        var fault = _venue.Emulator.Faults.Add(new FaultRule { Effect = FaultEffect.DropMessage(), Type = "l2Book" });
        await UntilAsync(async () => await BookAsync("BTC") == "|", seconds: 20);

        _venue.Admin.SetBook("BTC", [new(94_000, 1)], [new(94_020, 1)]);
        _venue.Admin.SetMark("BTC", 94_010);
        var end = _venue.Time.GetUtcNow() + TimeSpan.FromSeconds(3);
        await UntilAsync(() => Task.FromResult(_venue.Time.GetUtcNow() >= end));
        Assert.Equal("open", await _paper.StatusAsync(oid));

        fault.Dispose();
        _venue.Admin.SetBook("BTC", [new(93_990, 2)], [new(94_020, 1)]);
        await UntilAsync(async () => await _paper.StatusAsync(oid) == "filled");
        Assert.Equal(94_010, _mirror.Emulator.Venue.Asset("BTC")!.Mark);
    }

    [Fact]
    public async Task A_socket_that_breaks_takes_the_book_away_until_the_venue_is_seen_again()
    {
        _venue.Emulator.Disconnect("mirror");
        await UntilAsync(async () => await BookAsync("BTC") == "|");
        await UntilAsync(async () => await BookAsync("BTC") != "|");
        Assert.Equal("99990:1 99980:2 | 100010:1 100020:2", await BookAsync("BTC"));
    }

    [Fact]
    public async Task An_outcome_that_the_venue_settles_is_settled()
    {
        await _paper.OrderAsync("#10", true, 0.6m, 50, "Ioc");
        _venue.Admin.SettleOutcome(1, 0.25m);
        await UntilAsync(() => Task.FromResult(_mirror.Emulator.Venue.Outcomes[1].Settled == 0.25m));
        Assert.True(_mirror.Emulator.Admin.Totals().IsConserved);
    }

    [Fact]
    public async Task An_index_that_means_another_market_halts_that_market_alone()
    {
        // The venue is replaced by one that has another coin in the place of BTC.
        var other = new World(World.Quiet with { Perps = [World.Quiet.Perps[0] with { Name = "NEW" }, .. World.Quiet.Perps.Skip(1)] });
        using var swapped = new SwappedHandler(_venue.Emulator.CreateHandler());
        using var source = new HyperliquidClient(new HyperliquidOptions
        {
            Network = _venue.Emulator.Network,
            InfoHandler = swapped,
            Limits = VenueLimits.None,
            TimeProvider = _venue.Time,
            Feeds = new FeedConnectionOptions { SocketFactory = _venue.Emulator.CreateSocketFactory() },
        });
        await using var mirror = await VenueMirror.StartAsync(source, new MirrorOptions { Coins = ["BTC", "ETH"], Emulator = new EmulatorOptions { TimeProvider = _venue.Time } });
        var paper = new Paper(mirror.Emulator, "halted");
        mirror.Emulator.Admin.Fund(paper.Address, 1_000_000);
        swapped.Inner = other.Emulator.CreateHandler();
        _venue.Time.Advance(TimeSpan.FromMinutes(5));

        await UntilAsync(() => Task.FromResult(mirror.GetStatus().Any(s => s.Fault is not null)));
        var halted = mirror.GetStatus().Single(s => s.Fault is not null);
        Assert.Equal(("BTC", "The market of BTC is another than when the mirror started: index 0 was BTC and is NEW."), (halted.Coin, halted.Fault));
        Assert.Equal("Trading is halted. asset=0", (await paper.OrderAsync("BTC", true, 100_020, 1)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_perp_whose_margin_mode_alone_says_that_it_is_isolated_is_mirrored()
    {
        var venue = new World(World.Quiet with { Perps = [World.Quiet.Perps[0] with { OnlyIsolated = true, IsStrictlyIsolated = true }] });
        using var source = new HyperliquidClient(new HyperliquidOptions
        {
            Network = venue.Emulator.Network,
            InfoHandler = new EditedHandler(venue.Emulator.CreateHandler(), "\"onlyIsolated\":true,", ""),
            Limits = VenueLimits.None,
            TimeProvider = venue.Time,
            Feeds = new FeedConnectionOptions { SocketFactory = venue.Emulator.CreateSocketFactory() },
        });
        await using var mirror = await VenueMirror.StartAsync(source, new MirrorOptions { Emulator = new EmulatorOptions { TimeProvider = venue.Time } });
        var perp = (TradedPerp)mirror.Emulator.Venue.Asset("BTC")!;
        Assert.Equal((true, true), (perp.OnlyIsolated, perp.IsStrictlyIsolated));
    }

    [Fact]
    public async Task The_terms_of_a_real_account_are_copied()
    {
        // One that is cheaper than anybody new.
        var real = _venue.Trader("real");
        _venue.Emulator.Venue.Account(real.Address)!.GivenRates = (new(0.0003m, 0.0001m), new(0.0005m, 0.0002m));
        real.Send("""{"type":"updateLeverage","asset":0,"isCross":false,"leverage":7}""");
        await _mirror.CopyTermsAsync(real.Address, _paper.Address);
        var bought = await _paper.OrderAsync("BTC", true, 100_010, 1, "Ioc");
        Assert.True(bought.TryGetProperty("filled", out _));
        var position = (await _paper.InfoAsync($$"""{"type":"clearinghouseState","user":"{{_paper.User}}"}""")).GetProperty("assetPositions")[0].GetProperty("position");
        Assert.Equal(_venue.Info($$"""{"type":"userFees","user":"{{real.User}}"}""").GetProperty("userCrossRate").GetString(), (await _paper.InfoAsync($$"""{"type":"userFees","user":"{{_paper.User}}"}""")).GetProperty("userCrossRate").GetString());
        Assert.Equal((7, "isolated"), (position.GetProperty("leverage").GetProperty("value").GetInt32(), position.GetProperty("leverage").GetProperty("type").GetString()));
    }

    [Fact]
    public async Task Oracle_and_funding_rate_are_the_venue_s()
    {
        var real = (TradedPerp)_venue.Emulator.Venue.Asset("BTC")!;
        real.Oracle = 99_000;
        _venue.Admin.SetMark("BTC", 99_500);
        var paper = (TradedPerp)_mirror.Emulator.Venue.Asset("BTC")!;
        await UntilAsync(() => Task.FromResult(paper.Oracle == 99_000 && paper.Mark == 99_500));
        _venue.Time.Advance(TimeSpan.FromSeconds(5));
        _venue.Admin.SetMark("BTC", 99_501);
        await UntilAsync(() => Task.FromResult(paper.Mark == 99_501));

        // The rate is the venue's word, not what the book here would make of it.
        Assert.Equal(_venue.Emulator.Venue.Funding.PredictedRate(real), _mirror.Emulator.Venue.Funding.PredictedRate(paper));
        paper.Oracle = 200_000;
        Assert.Equal(_venue.Emulator.Venue.Funding.PredictedRate(real), _mirror.Emulator.Venue.Funding.PredictedRate(paper));
    }

    [Fact]
    public async Task A_coin_of_which_the_venue_says_nothing_has_an_empty_book_and_holds_nobody_up_for_good()
    {
        var fault = _venue.Emulator.Faults.Add(new FaultRule { Effect = FaultEffect.DropMessage(), Type = "l2Book" });
        var read = BookAsync("ETH");
        await UntilAsync(() => Task.FromResult(read.IsCompleted), seconds: 15);
        Assert.Equal("|", await read);
        Assert.DoesNotContain(_mirror.GetStatus(), s => s.Coin == "ETH");

        fault.Dispose();
        Assert.Equal("3999:5 | 4001:5", await BookAsync("ETH"));
    }

    [Fact]
    public async Task A_coin_that_cannot_be_followed_whole_leaves_no_quotes_behind()
    {
        // Its book comes, and then nothing is heard of its context, not even that it was asked for before.
        foreach (var (type, effect) in (ReadOnlySpan<(string, FaultEffect)>)[("activeAssetCtx", FaultEffect.WithholdAcknowledgement()), ("activeAssetCtx", FaultEffect.SilenceSubscription()), ("error", FaultEffect.DropMessage())])
        {
            _venue.Emulator.Faults.Add(new FaultRule { Effect = effect, Type = type });
        }

        var read = BookAsync("ETH");
        await UntilAsync(() => Task.FromResult(read.IsCompleted), seconds: 45);
        Assert.Equal("|", await read);
    }

    [Fact]
    public async Task A_coin_whose_feeds_ended_is_followed_anew_when_somebody_asks_for_it()
    {
        using var source = new HyperliquidClient(new HyperliquidOptions
        {
            Network = _venue.Emulator.Network,
            InfoHandler = _venue.Emulator.CreateHandler(),
            Limits = VenueLimits.None,
            TimeProvider = _venue.Time,
            Feeds = new FeedConnectionOptions { SocketFactory = _venue.Emulator.CreateSocketFactory("brittle"), MaxReconnectAttempts = 1 },
        });
        await using var mirror = await VenueMirror.StartAsync(source, new MirrorOptions { Coins = ["BTC"], Emulator = new EmulatorOptions { TimeProvider = _venue.Time } });
        _venue.Emulator.Faults.Add(new FaultRule { Effect = FaultEffect.RefuseConnection(), Connection = "brittle" });
        _venue.Emulator.Disconnect("brittle");
        await UntilAsync(() => Task.FromResult(mirror.GetStatus().Single().Fault is not null));
        Assert.StartsWith("The source's feed ended: ", mirror.GetStatus().Single().Fault, StringComparison.Ordinal);

        _venue.Emulator.Faults.Clear();
        await mirror.FollowAsync("BTC");
        Assert.True(mirror.GetStatus().Single() is { IsLive: true, Fault: null });
    }

    [Fact]
    public async Task What_the_mirror_sends_to_the_venue_are_reads_alone()
    {
        var totals = _venue.Snapshot();
        await _paper.OrderAsync("BTC", true, 100_020, 2, "Ioc");
        Assert.Equal(totals, _venue.Snapshot());
    }

    [Fact]
    public void Wrong_options_say_what_is_right()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new MirrorOptions { MaxCoins = 0 }.Check());
        Assert.Throws<ArgumentOutOfRangeException>(() => new MirrorOptions { StaleAfter = TimeSpan.Zero }.Check());
        Assert.Throws<ArgumentOutOfRangeException>(() => new MirrorOptions { Coins = ["BTC", "ETH"], MaxCoins = 1 }.Check());
        Assert.Throws<ArgumentException>(() => new MirrorOptions { Emulator = new EmulatorOptions { RandomMarket = new RandomMarket() } }.Check());
    }

    private async Task<string> BookAsync(string coin)
    {
        var levels = (await _paper.InfoAsync($$"""{"type":"l2Book","coin":"{{coin}}"}""")).GetProperty("levels");
        return $"{Side(0)} | {Side(1)}".Trim();

        string Side(int side) => string.Join(' ', levels[side].EnumerateArray().Select(l => $"{Trader.Text(World.Number(l.GetProperty("px")))}:{Trader.Text(World.Number(l.GetProperty("sz")))}"));
    }

    /// <summary>Lets the feeds' tasks run until something holds, and some of the venue's time pass whenever they have run: less than a socket is silent in good health.</summary>
    private async Task UntilAsync(Func<Task<bool>> holds, int seconds = 5)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        for (int i = 1, steps = 0; !patience.IsCancellationRequested; i++)
        {
            if (await holds()) return;
            if (i % 200 == 0 && steps < 10 * seconds && ThreadPool.PendingWorkItemCount == 0)
            {
                steps++;
                _venue.Time.Advance(TimeSpan.FromMilliseconds(100));
            }

            await Task.Yield();
        }

        Assert.Fail($"It never came to hold: {string.Join("; ", _mirror.GetStatus())}, BTC {await BookAsync("BTC")}.");
    }

    /// <summary>A trader on a mirror.</summary>
    private sealed class Paper(HyperliquidEmulator emulator, string label)
    {
        private readonly Secp256k1PrivateKey _key = Secp256k1PrivateKey.FromBytes(Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes("mirror test " + label)).ToArray());
        private long _nonce = World.Start.ToUnixTimeMilliseconds();

        public EthereumAddress Address => _key.Address;

        public string User => Address.ToLowerHex();

        public async Task<JsonElement> InfoAsync(string body) => World.Parse(await emulator.HandleAsync("/info", System.Text.Encoding.UTF8.GetBytes(body)));

        public async Task<JsonElement> OrderAsync(string coin, bool isBuy, decimal price, decimal size, string tif = "Gtc") =>
            await SendAsync(Trader.OrderJson(emulator.Venue.Asset(coin)!.Id, isBuy, Trader.Text(price), Trader.Text(size), tif));

        /// <summary>A market stop under a long position.</summary>
        public async Task<JsonElement> ArmAsync(string coin, decimal size, decimal trigger) =>
            await SendAsync($$"""{"type":"order","orders":[{{Trader.OneTrigger(emulator.Venue.Asset(coin)!.Id, false, Trader.Text(trigger), Trader.Text(size), Trader.Text(trigger))}}],"grouping":"na"}""");

        private async Task<JsonElement> SendAsync(string order)
        {
            var action = RawAction.Parse(order);
            var nonce = ++_nonce;
            var signed = new SignedAction(action, emulator.Network, nonce, _key.Sign(action.ToTypedDataHash(emulator.Network, nonce).Digest)).ToJson();
            return Trader.Statuses(World.Parse(await emulator.HandleAsync("/exchange", System.Text.Encoding.UTF8.GetBytes(signed)))).Single();
        }

        public async Task<string> StatusAsync(long oid)
        {
            var answer = await InfoAsync($$"""{"type":"orderStatus","user":"{{User}}","oid":{{Trader.Text(oid)}}}""");
            return answer.GetProperty("order").GetProperty("status").GetString()!;
        }
    }

    private sealed class SwappedHandler(HttpMessageHandler inner) : HttpMessageHandler
    {
        public HttpMessageHandler Inner { get; set; } = inner;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var invoker = new HttpMessageInvoker(Inner, disposeHandler: false);
            return await invoker.SendAsync(request, cancellationToken);
        }
    }

    /// <summary>Another text in place of one in each answer.</summary>
    private sealed class EditedHandler(HttpMessageHandler inner, string text, string instead) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var invoker = new HttpMessageInvoker(inner, disposeHandler: false);
            var answer = await invoker.SendAsync(request, cancellationToken);
            var body = await answer.Content.ReadAsStringAsync(cancellationToken);
            answer.Content = new StringContent(body.Replace(text, instead, StringComparison.Ordinal), System.Text.Encoding.UTF8, "application/json");
            return answer;
        }
    }
}
