using System.Text.Json;
using System.Text.Json.Nodes;
using HypeKr.Crypto;
using HypeKr.TestSupport;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>
/// Recorded answers about money, positions, limits, roles and markets: an emulator that is seeded with the state behind one gives it back, member by
/// member, and one action changes what it should. Each is of another moment, and many of another universe: every one has an emulator of its own.
/// </summary>
public sealed class RecordedStateTests
{
    private static readonly EthereumAddress Somebody = new World().Stranger("recorded without a name").Address;

    /// <summary>
    /// From 2023. The venue has since dropped <c>maxTradeSzs</c>, measures the return by the margin at entry (then: by the margin used), lets a
    /// tenth of the notional stay in the account, and counts the maintenance margin at the liquidation price.
    /// </summary>
    [SharedFact(Recording.Name)]
    public void Cross_positions_are_told_as_recorded()
    {
        var @case = Recording.Cases("info-clearinghouseState")[0];
        var (request, state) = (@case.GetProperty("request"), @case.GetProperty("response"));
        var user = EthereumAddress.Parse(request.GetProperty("user").GetString()!);
        var world = Of(Universe(state, 50), Account(user, state));
        Recording.AssertHolds(state, world.Info(request.GetRawText()), "state", "maxTradeSzs", "returnOnEquity", "withdrawable", "liquidationPx");

        // What differs differs by these rules alone.
        var (value, margin) = (Recording.Number(state.GetProperty("marginSummary"), "accountValue"), Recording.Number(state.GetProperty("marginSummary"), "totalMarginUsed"));
        Assert.Equal(value - margin, Recording.Number(state, "withdrawable"));
        var told = world.Info(request.GetRawText());
        var notional = Recording.Number(state.GetProperty("marginSummary"), "totalNtlPos");
        Assert.Equal(Math.Round(value - 0.1m * notional, 8, MidpointRounding.ToZero), Recording.Number(told, "withdrawable"));
        foreach (var (then, now) in Positions(state).Zip(Positions(told)))
        {
            var profit = Recording.Number(then, "unrealizedPnl");
            Assert.Equal(Math.Round(profit / Recording.Number(then, "marginUsed"), 8), Recording.Number(then, "returnOnEquity"));
            Assert.Equal(Math.Round(profit / Math.Abs(Recording.Number(then, "entryPx") * Recording.Number(then, "szi")) * 20, 10), Recording.Number(now, "returnOnEquity"));
            if (then.GetProperty("liquidationPx").ValueKind == JsonValueKind.Null) continue;
            var mark = Math.Abs(Recording.Number(then, "positionValue") / Recording.Number(then, "szi"));
            Assert.Equal(mark + (Recording.Number(then, "liquidationPx") - mark) / 1.01m, Recording.Number(now, "liquidationPx"), 3);
        }

        var agent = Agent(world, user);
        AssertChanges(
            world,
            [$$"""{"type":"clearinghouseState","user":"{{user.ToLowerHex()}}"}""", $$"""{"type":"spotClearinghouseState","user":"{{user.ToLowerHex()}}"}""", $$"""{"type":"openOrders","user":"{{user.ToLowerHex()}}"}"""],
            () => Assert.Null(agent.Do(new UpdateLeverageAction(new(0), 10, isCross: true))),
            "clearinghouseState.assetPositions.0.position.leverage.value", "clearinghouseState.assetPositions.0.position.marginUsed", "clearinghouseState.assetPositions.0.position.returnOnEquity",
            "clearinghouseState.crossMarginSummary.totalMarginUsed", "clearinghouseState.marginSummary.totalMarginUsed");
        world.AssertConserved();
    }

    [SharedFact(Recording.Name)]
    public void An_isolated_position_is_told_as_recorded_to_the_last_digit()
    {
        var state = Recording.Response("clearinghouseState", 1);
        var world = Of(Universe(state, 10), Account(Somebody, state), state.GetProperty("time").GetInt64());
        var read = $$"""{"type":"clearinghouseState","user":"{{Somebody.ToLowerHex()}}"}""";
        Recording.AssertHolds(state, world.Info(read), "state");

        var agent = Agent(world, Somebody);
        AssertChanges(
            world,
            [read],
            () => Assert.Null(agent.Do(new UpdateIsolatedMarginAction(new(0), 1))),
            "clearinghouseState.assetPositions.0.position.leverage.rawUsd", "clearinghouseState.assetPositions.0.position.liquidationPx", "clearinghouseState.assetPositions.0.position.marginUsed",
            "clearinghouseState.crossMarginSummary.accountValue", "clearinghouseState.crossMarginSummary.totalRawUsd", "clearinghouseState.marginSummary.totalMarginUsed", "clearinghouseState.withdrawable");
        world.AssertConserved();
    }

    [SharedFact(Recording.Name)]
    public void Spot_balances_are_told_as_recorded()
    {
        var state = Recording.Response("spotClearinghouseState", 0);
        var world = Of([], new AccountSeed { Address = Somebody, Balances = Balances(state), Wallets = [new PerpWalletSeed { Cash = 5 }] });
        var read = $$"""{"type":"spotClearinghouseState","user":"{{Somebody.ToLowerHex()}}"}""";
        Recording.AssertHolds(state, world.Info(read), "spot");

        var agent = Agent(world, Somebody);
        AssertChanges(
            world,
            [read, $$"""{"type":"clearinghouseState","user":"{{Somebody.ToLowerHex()}}"}"""],
            () => Assert.Null(agent.Do(new AgentSendAssetAction(Somebody, TransferDex.Spot, TransferDex.Perps, TokenName.Usdc, 1))),
            "clearinghouseState.crossMarginSummary.accountValue", "clearinghouseState.crossMarginSummary.totalRawUsd", "clearinghouseState.marginSummary.accountValue",
            "clearinghouseState.marginSummary.totalRawUsd", "clearinghouseState.withdrawable", "spotClearinghouseState.balances.0.total");
        world.AssertConserved();
    }

    [SharedFact(Recording.Name)]
    public void Sub_accounts_are_told_as_recorded_with_their_states()
    {
        var answer = Recording.Response("subAccounts", 0);
        var sub = answer[0];
        var master = EthereumAddress.Parse(sub.GetProperty("master").GetString()!);
        var state = sub.GetProperty("clearinghouseState");
        var seed = Account(EthereumAddress.Parse(sub.GetProperty("subAccountUser").GetString()!), state) with { Master = master, Name = sub.GetProperty("name").GetString()!, Balances = Balances(sub.GetProperty("spotState")) };
        var world = Of([], seed, state.GetProperty("time").GetInt64());
        var read = $$"""{"type":"subAccounts","user":"{{master.ToLowerHex()}}"}""";
        Recording.AssertHolds(answer, world.Info(read), "subs");
        Assert.Equal("subAccount", world.Info($$"""{"type":"userRole","user":"{{seed.Address.ToLowerHex()}}"}""").GetProperty("role").GetString());

        var sender = world.Trader("sends to a recorded sub-account");
        AssertChanges(
            world,
            [read],
            () => Assert.Null(sender.Do(new UsdSendAction(seed.Address, 10))),
            "subAccounts.0.clearinghouseState.crossMarginSummary.accountValue", "subAccounts.0.clearinghouseState.crossMarginSummary.totalRawUsd",
            "subAccounts.0.clearinghouseState.marginSummary.accountValue", "subAccounts.0.clearinghouseState.marginSummary.totalRawUsd", "subAccounts.0.clearinghouseState.withdrawable");
        world.AssertConserved();
    }

    [SharedFact(Recording.Name)]
    public void Shares_of_vaults_are_told_as_recorded()
    {
        var @case = Recording.Cases("info-userVaultEquities")[0];
        var (request, answer) = (@case.GetProperty("request"), @case.GetProperty("response"));
        var user = EthereumAddress.Parse(request.GetProperty("user").GetString()!);
        var leader = new World().Stranger("leader of recorded vaults").Address;
        var vaults = answer.EnumerateArray().Select(v => new AccountSeed
        {
            Address = EthereumAddress.Parse(v.GetProperty("vaultAddress").GetString()!),
            Wallets = [new PerpWalletSeed { Cash = Recording.Number(v, "equity") }],
            Vault = new VaultSeed { Leader = leader, Shares = [new VaultShareSeed(user, Recording.Number(v, "equity"), DateTimeOffset.FromUnixTimeMilliseconds(v.GetProperty("lockedUntilTimestamp").GetInt64()))] },
        });
        var world = new World(World.Quiet with { Accounts = [.. vaults] });
        Recording.AssertHolds(answer, world.Info(request.GetRawText()), "vaults");
        Assert.Equal("vault", world.Info($$"""{"type":"userRole","user":"{{answer[0].GetProperty("vaultAddress").GetString()}}"}""").GetProperty("role").GetString());

        // The vault trades, and pays a fee.
        var vault = EthereumAddress.Parse(answer[1].GetProperty("vaultAddress").GetString()!);
        world.Admin.AddAsk("BTC", 100_000, 0.01m);
        AssertChanges(
            world,
            [request.GetRawText()],
            () => world.Stranger("leader of recorded vaults").Send(Trader.OrderJson(0, true, "100000", "0.01", "Ioc"), vault: vault),
            "userVaultEquities.1.equity");
        world.AssertConserved();
    }

    [SharedFact(Recording.Name)]
    public void Limits_and_roles_are_told_as_recorded()
    {
        var cases = Recording.Cases("info-userRateLimit");
        Assert.Equal(2, cases.Length);
        foreach (var answer in cases.Select(c => c.GetProperty("response")))
        {
            var world = Of([], new AccountSeed { Address = Somebody, Volume = Recording.Number(answer, "cumVlm"), RequestsUsed = answer.GetProperty("nRequestsUsed").GetInt64() });
            var read = $$"""{"type":"userRateLimit","user":"{{Somebody.ToLowerHex()}}"}""";
            Recording.AssertHolds(answer, world.Info(read), "limit");
            world.Admin.Fund(Somebody, 100);
            var agent = Agent(world, Somebody);
            AssertChanges(world, [read], () => agent.Rest("BTC", true, 50_000, 0.001m), "userRateLimit.nRequestsUsed");
            world.Admin.AddAsk("BTC", 100_000, 0.001m);
            AssertChanges(world, [read], () => agent.Fill("BTC", true, 100_000, 0.001m), "userRateLimit.cumVlm", "userRateLimit.nRequestsCap", "userRateLimit.nRequestsUsed");
        }

        var role = Recording.Cases("info-userRole")[0];
        var vault = EthereumAddress.Parse(role.GetProperty("request").GetProperty("user").GetString()!);
        var told = Of([], new AccountSeed { Address = vault, Vault = new VaultSeed { Leader = Somebody } }).Info(role.GetProperty("request").GetRawText());
        Recording.AssertHolds(role.GetProperty("response"), told, "role");

        // No slices of TWAPs, and a tenth of a basis point for a builder.
        var slices = Recording.Cases("info-userTwapSliceFills")[0];
        var quiet = new World();
        Recording.AssertHolds(slices.GetProperty("response"), quiet.Info(slices.GetProperty("request").GetRawText()), "slices");
        var (trader, builder) = (quiet.Trader("recorded approver"), quiet.Stranger("recorded builder"));
        var fee = Recording.Response("maxBuilderFee", 0);
        Assert.Null(trader.Do(new ApproveBuilderFeeAction(builder.Address, fee.GetInt32())));
        Recording.AssertHolds(fee, quiet.Info($$"""{"type":"maxBuilderFee","user":"{{trader.User}}","builder":"{{builder.User}}"}"""), "fee");
    }

    [SharedFact(Recording.Name)]
    public void Universes_middles_and_tokens_are_told_as_recorded()
    {
        foreach (var answer in Recording.Cases("info-meta").Select(c => c.GetProperty("response")))
        {
            var perps = answer.GetProperty("universe").EnumerateArray().Select(p => new PerpSeed
            {
                Name = p.GetProperty("name").GetString()!,
                SizeDecimals = p.GetProperty("szDecimals").GetInt32(),
                MaxLeverage = p.GetProperty("maxLeverage").GetInt32(),
                OnlyIsolated = p.TryGetProperty("onlyIsolated", out _),
                IsDelisted = p.TryGetProperty("isDelisted", out _),
                MarkPrice = 1,
            });
            Recording.AssertHolds(answer, new World(new EmulatorSeed { Perps = [.. perps] }).Info("""{"type":"meta"}"""), "meta");
        }

        Recording.AssertHolds(Recording.Response("spotMeta", 0), new World(EmulatorSeed.FromRecorded(Recording.Folder) with { Books = [] }).Info("""{"type":"spotMeta"}"""), "spotMeta");
        foreach (var answer in Recording.Cases("info-allMids").Select(c => c.GetProperty("response")))
        {
            var world = new World(new EmulatorSeed { Perps = [.. answer.EnumerateObject().Select(m => new PerpSeed { Name = m.Name, MarkPrice = Recording.Number(answer, m.Name) })] });
            Assert.True(JsonElement.DeepEquals(answer, world.Info("""{"type":"allMids"}""")));
            var price = Recording.Number(answer, "APE");
            AssertChanges(world, ["""{"type":"allMids"}""", """{"type":"meta"}"""], () => world.Admin.SetMark("APE", price + 1), "allMids.APE");
        }
    }

    [SharedFact(Recording.Name)]
    public void Books_are_told_as_recorded_with_their_numbers_of_orders()
    {
        var books = Recording.Cases("info-l2Book").Select(c => c.GetProperty("response"))
            .Concat(Recording.Cases("ws-l2Book").Concat(Recording.Cases("ws-bbo")).Select(c => c.GetProperty("message").GetProperty("data")))
            .ToArray();
        Assert.Equal(4, books.Length);
        foreach (var book in books)
        {
            var coin = book.GetProperty("coin").GetString()!;
            var isBest = book.TryGetProperty("bbo", out var levels);
            if (!isBest) levels = book.GetProperty("levels");
            var world = Market(coin, book.GetProperty("time").GetInt64(), new BookSeed { Coin = coin, Bids = Levels(levels[0]), Asks = Levels(levels[1]) });
            if (isBest)
            {
                Recording.AssertHolds(book, Told("bbo"), "bbo");
                continue;
            }

            var read = $$"""{"type":"l2Book","coin":"{{coin}}"}""";
            Recording.AssertHolds(book, world.Info(read), "book");
            Recording.AssertHolds(book, Told("l2Book"), "stream");
            var buyer = world.Trader("joins the best bid");
            AssertChanges(world, [read], () => buyer.Rest(coin, true, Recording.Number(levels[0][0], "px"), 10), "l2Book.levels.0.0.n", "l2Book.levels.0.0.sz");

            JsonElement Told(string stream)
            {
                using var ear = world.Listen();
                ear.Subscribe($$"""{"type":"{{stream}}","coin":"{{coin}}"}""");
                var recorded = Recording.Cases($"ws-{stream}")[0].GetProperty("ack");
                var acknowledged = ear.Next("subscriptionResponse");
                if (coin == "HYPE") Recording.AssertHolds(recorded.GetProperty("data"), acknowledged, "ack");
                return ear.Next(stream);
            }
        }

        static BookLevelSeed[] Levels(JsonElement side) => side.ValueKind == JsonValueKind.Object
            ? [Level(side)]
            : [.. side.EnumerateArray().Select(Level)];

        static BookLevelSeed Level(JsonElement level) => new(Recording.Number(level, "px"), Recording.Number(level, "sz")) { Orders = level.GetProperty("n").GetInt32() };
    }

    [SharedFact(Recording.Name)]
    public void Candles_of_a_pair_are_told_as_recorded()
    {
        var answer = Recording.Response("candleSnapshot", 1);
        var (first, last) = (answer[0], answer[answer.GetArrayLength() - 1]);
        var coin = first.GetProperty("s").GetString()!;
        var world = Market(coin, last.GetProperty("T").GetInt64(), null, EmulatorSeed.RecordedCandles(Recording.Folder).Where(c => c.Coin == coin));
        var told = world.Info($$$"""{"type":"candleSnapshot","req":{"coin":"{{{coin}}}","interval":"{{{first.GetProperty("i").GetString()}}}","startTime":{{{first.GetProperty("t").GetRawText()}}},"endTime":{{{last.GetProperty("t").GetRawText()}}}}}""");
        Recording.AssertHolds(answer, told, "candles");
    }

    /// <summary>Histories whose owner was not recorded are given to somebody; a live order without a size and an agent without an address cannot be.</summary>
    [SharedFact(Recording.Name)]
    public void Histories_of_somebody_unknown_are_told_as_recorded()
    {
        var folder = Directory.CreateTempSubdirectory("hypekr-recorded-").FullName;
        try
        {
            (string Read, int Case)[] histories = [("frontendOpenOrders", 1), ("userFills", 1), ("userFunding", 2), ("userNonFundingLedgerUpdates", 2)];
            foreach (var (read, index) in histories)
            {
                File.WriteAllText(
                    Path.Combine(folder, $"info-{read}.json"),
                    $$"""{"cases":[{"request":{"type":"{{read}}","user":"{{Somebody.ToLowerHex()}}"},"response":{{Recording.Response(read, index).GetRawText()}}}]}""");
            }

            var world = new World(new EmulatorSeed
            {
                Perps = [new PerpSeed { Name = "HYPE", SizeDecimals = 2, MarkPrice = 21 }, new PerpSeed { Name = "AVAX", SizeDecimals = 2, MarkPrice = 18 }],
                Accounts = EmulatorSeed.RecordedAccounts(folder),
            });
            foreach (var (read, index) in histories)
            {
                Recording.AssertHolds(Recording.Response(read, index), world.Info($$"""{"type":"{{read}}","user":"{{Somebody.ToLowerHex()}}","startTime":0}"""), read);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        var funding = Recording.Response("fundingHistory", 2);
        var row = funding[0];
        var venue = new World(new EmulatorSeed
        {
            Perps = [new PerpSeed { Name = "ETH", MarkPrice = 1, FundingHistory = [new FundingSeed(DateTimeOffset.FromUnixTimeMilliseconds(row.GetProperty("time").GetInt64()), Recording.Number(row, "fundingRate"), Recording.Number(row, "premium"))] }],
        });
        Recording.AssertHolds(funding, venue.Info("""{"type":"fundingHistory","coin":"ETH","startTime":0}"""), "funding");
    }

    [Fact]
    public void A_state_that_contradicts_itself_is_refused()
    {
        var account = new AccountSeed { Address = Somebody };
        var position = new PositionSeed { Coin = "BTC", Size = 1, EntryPrice = 100_000, Leverage = 20 };
        Refused("below its maintenance margin", Wallet(1_000, position));
        Refused("below its maintenance margin", Wallet(100_000, position with { IsolatedMargin = 1_000 }));
        Refused("is there twice", Wallet(100_000, position, position));
        Refused("is there twice, is 0", Wallet(100_000, position with { Size = 0 }));
        Refused("does not allow the leverage 41", Wallet(100_000, position with { Leverage = 41 }));
        Refused("which is no perp of the dex ''", Wallet(100_000, position with { Coin = "xyz:GOLD" }));
        Refused("on the dex 'none'", account with { Wallets = [new PerpWalletSeed { Dex = "none", Cash = 1 }] });
        Refused("less than nothing", Wallet(-1));
        Refused("less than nothing", account with { Balances = [new BalanceSeed("USDC", -1)] });
        Refused("a balance of NONE", account with { Balances = [new BalanceSeed("NONE", 1)] });
        Refused("volume or a number of requests below zero", account with { Volume = -1 });
        Refused("a sub-account of itself", account with { Master = Somebody });
        Refused("has it before as something else", account, account with { Vault = new VaultSeed { Leader = Somebody } });
        Refused("cannot be 3 orders", World.Quiet with { Books = [new BookSeed { Coin = "BTC", Bids = [new BookLevelSeed(99_000, 0.00002m) { Orders = 3 }] }] });

        AccountSeed Wallet(decimal cash, params PositionSeed[] positions) => account with { Wallets = [new PerpWalletSeed { Cash = cash, Positions = positions }] };
        static void Refused(string why, params object[] seeds) => Assert.Contains(
            why,
            Assert.Throws<EmulatorSeedException>(() => new World(seeds[0] as EmulatorSeed ?? World.Quiet with { Accounts = [.. seeds.Cast<AccountSeed>()] })).Message,
            StringComparison.Ordinal);
    }

    private static IEnumerable<JsonElement> Positions(JsonElement state) => state.GetProperty("assetPositions").EnumerateArray().Select(p => p.GetProperty("position"));

    /// <summary>The coins of a state's positions, at the marks that they are valued at.</summary>
    private static PerpSeed[] Universe(JsonElement state, int maxLeverage) =>
        [.. Positions(state).Select(p => new PerpSeed { Name = p.GetProperty("coin").GetString()!, SizeDecimals = 5, MaxLeverage = maxLeverage, MarkPrice = Math.Abs(Recording.Number(p, "positionValue") / Recording.Number(p, "szi")) })];

    /// <summary>What an account has to own to be told so.</summary>
    private static AccountSeed Account(EthereumAddress address, JsonElement state) => new()
    {
        Address = address,
        Wallets =
        [
            new PerpWalletSeed
            {
                Cash = Recording.Number(state.GetProperty("marginSummary"), "accountValue") - Positions(state).Sum(p => Recording.Number(p, "unrealizedPnl")),
                Positions =
                [
                    .. Positions(state).Select(p => new PositionSeed
                    {
                        Coin = p.GetProperty("coin").GetString()!,
                        Size = Recording.Number(p, "szi"),
                        EntryPrice = Recording.Number(p, "entryPx"),
                        Leverage = p.GetProperty("leverage").GetProperty("value").GetInt32(),
                        IsolatedMargin = p.GetProperty("leverage").TryGetProperty("rawUsd", out _) ? Recording.Number(p, "marginUsed") - Recording.Number(p, "unrealizedPnl") : null,
                        FundingAllTime = p.TryGetProperty("cumFunding", out var funding) ? Recording.Number(funding, "allTime") : 0,
                    }),
                ],
            },
        ],
    };

    private static BalanceSeed[] Balances(JsonElement state) =>
        [.. state.GetProperty("balances").EnumerateArray().Select(b => new BalanceSeed(b.GetProperty("coin").GetString()!, Recording.Number(b, "total"), Recording.Number(b, "entryNtl")))];

    private static World Of(PerpSeed[] perps, AccountSeed account, long? now = null) => new(time => new EmulatorOptions
    {
        Seed = World.Quiet with { Perps = perps.Length == 0 ? World.Quiet.Perps : perps, Accounts = [account] },
        TimeProvider = time,
        VirtualStart = now is { } start ? DateTimeOffset.FromUnixTimeMilliseconds(start) : null,
        ChecksInvariants = true,
    });

    private static World Market(string coin, long now, BookSeed? book, IEnumerable<CandleSeed>? candles = null) => new(time => new EmulatorOptions
    {
        Seed = World.Quiet with
        {
            Perps = coin[0] == '@' ? World.Quiet.Perps : [new PerpSeed { Name = coin, SizeDecimals = 2, MarkPrice = book!.Bids[0].Price }],
            Books = book is null ? [] : [book],
            Candles = [.. candles ?? []],
        },
        TimeProvider = time,
        VirtualStart = DateTimeOffset.FromUnixTimeMilliseconds(now),
    });

    private static Trader Agent(World world, EthereumAddress user)
    {
        var agent = world.Stranger("agent of somebody recorded");
        world.Admin.ApproveAgent(user, agent.Address);
        return agent;
    }

    /// <summary>An action changes these members of the answers, each by its read and path, and no other.</summary>
    private static void AssertChanges(World world, string[] reads, Action act, params string[] members)
    {
        var before = reads.ToDictionary(r => r, r => JsonNode.Parse(world.Info(r).GetRawText()));
        act();
        Assert.Equal(
            members,
            reads.SelectMany(r => Recording.Changes(before[r], JsonNode.Parse(world.Info(r).GetRawText()), JsonNode.Parse(r)!["type"]!.GetValue<string>())).Order(StringComparer.Ordinal));
    }
}
