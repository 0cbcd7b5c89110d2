using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>All of the emulated venue's state. Not safe for concurrent use: its owner locks.</summary>
internal sealed partial class Venue
{
    // What the house has for its quotes and positions, in multiples of their value: its quotes shall outlive large moves of the mark.
    private const decimal HouseCollateral = 10;

    private readonly Dictionary<EthereumAddress, Account> _accounts = [];
    // In the order of their approval, whoever was there before.
    private readonly OrderedDictionary<EthereumAddress, Agent> _agents = [];
    private readonly Dictionary<EthereumAddress, NonceWindow> _nonces = [];
    private readonly Dictionary<EthereumAddress, NonceWindow> _messageNonces = [];
    private readonly Dictionary<ulong, TradedAsset> _byId = [];
    private readonly Dictionary<string, TradedAsset> _byCoin = new(StringComparer.Ordinal);

    /// <param name="options">Everything.</param>
    /// <param name="isRestored">Whether the rest comes from a state: no quotes, histories and plans of the seed.</param>
    public Venue(EmulatorOptions options, bool isRestored = false)
    {
        // What has been carried out of the seed is not needed any more.
        Options = options with
        {
            Seed = options.Seed with { Perps = [.. options.Seed.Perps.Select(p => p with { FundingHistory = [] })], Books = [], Accounts = [], Candles = [] },
        };
        var (seed, fees) = (options.Seed, options.Fees);
        fees.Check();
        Clock = new VenueClock(options.TimeProvider, options.VirtualStart);
        RandomSeed = options.RandomSeed;
        Audit = new AuditLog(Clock, options.KeepsAudit);
        Clock.WorkBegins = () => Audit.Cause = "clock";
        AcceptsMainnet = options.AcceptsMainnetSignatures;
        LimitsAddresses = options.LimitsAddresses;
        Transfers = new Transfers(this);
        Vaults = new Vaults(this);
        Staking = new Staking(this);
        Lending = new Lending(this);
        Referrals = new Referrals(this);
        Funding = new Funding(this);
        Liquidations = new Liquidations(this);
        Fees = CreateAccount(LabelledAddress("fees"));
        Liquidator = CreateAccount(LabelledAddress("liquidator"));
        House = CreateAccount(LabelledAddress("house"));
        Schedule = new FeeSchedule(fees, Account);
        Engine = new MatchingEngine(Clock, Events, Schedule, Shares = new FeeShares(this), Variants);
        Twaps = new TwapDesk(this);
        Orders = new OrderDesk(this, options.ScheduleCancelVolume);
        Outside = new OutsideMarket(this);
        Explorer = new ExplorerLog(() => Now);

        var perpRates = new FeeRates(fees.PerpTaker, fees.PerpMaker);
        var spotRates = new FeeRates(fees.SpotTaker, fees.SpotMaker);
        SeedCheck.Check(seed);
        Seed = Options.Seed;
        Tokens = [.. seed.Tokens.Select(t => new VenueToken(new Token(t.Name, t.Index), t))];
        Dexs = [AddDex(0, "", "", "USDC", seed.Perps, perpRates)];
        foreach (var dex in seed.BuilderDexs) Dexs.Add(AddDex(Dexs.Count, dex.Name, dex.FullName, dex.Collateral, dex.Perps, perpRates, dex.Deployer));
        Pairs = [.. seed.SpotPairs.Select(p => AddPair(p, spotRates))];
        foreach (var outcome in seed.Outcomes) AddOutcome(outcome, spotRates);
        Questions.AddRange(seed.Questions.Select(q => new OutcomeQuestion(q, [.. q.NamedOutcomes.Append(q.FallbackOutcome).Select(o => Outcomes[o])])));
        Funding.Start(seed);
        foreach (var dex in Dexs) dex.Traded = account => Liquidations.Touch(account, dex);
        if (isRestored) return;

        Funding.Plan(Funding.NextAt);
        foreach (var book in seed.Books)
        {
            foreach (var level in book.Bids) QuoteSeed(book, isBuy: true, level);
            foreach (var level in book.Asks) QuoteSeed(book, isBuy: false, level);
        }

        var history = new HistorySeeder(this);
        foreach (var account in seed.Accounts) history.Add(account);
        foreach (var candle in seed.Candles) history.Add(candle);

        if (options.RandomMarket is { } random)
        {
            random.Check();
            random.Start(Outside);
        }
    }

    public EmulatorSeed Seed { get; }

    /// <summary>What it was made with, without the part of the seed that it carried out.</summary>
    public EmulatorOptions Options { get; }

    public MatchingEngine Engine { get; }

    public FeeSchedule Schedule { get; }

    public FeeShares Shares { get; }

    public TwapDesk Twaps { get; }

    /// <summary>Carries out the actions about orders.</summary>
    public OrderDesk Orders { get; }

    /// <summary>What the current step has changed so far.</summary>
    public VenueEvents Events { get; } = new();

    /// <summary>The actions that were admitted.</summary>
    public ExplorerLog Explorer { get; }

    /// <summary>What the house does in the name of a market outside.</summary>
    public OutsideMarket Outside { get; }

    /// <summary>Receives every fee.</summary>
    public Account Fees { get; }

    /// <summary>Rests the quotes of seeds and of the admin door.</summary>
    public Account House { get; }

    public IReadOnlyList<VenueToken> Tokens { get; }

    /// <summary>The main dex first.</summary>
    public List<VenueDex> Dexs { get; }

    public IReadOnlyList<TradedPair> Pairs { get; }

    public SortedDictionary<int, OutcomeMarket> Outcomes { get; } = [];

    public IEnumerable<Account> Accounts => _accounts.Values;

    public IEnumerable<TradedAsset> Assets => _byId.Values;

    /// <summary>Every change of every balance.</summary>
    public AuditLog Audit { get; }

    public Transfers Transfers { get; }

    public Vaults Vaults { get; }

    public Staking Staking { get; }

    public Lending Lending { get; }

    public Referrals Referrals { get; }

    public Funding Funding { get; }

    public Liquidations Liquidations { get; }

    /// <summary>Takes over positions that the book did not.</summary>
    public Account Liquidator { get; }

    /// <summary>Whether an account is the venue's own, which nobody liquidates.</summary>
    public static bool IsOwn(Account account) => account.IsOfVenue;

    /// <summary>Whether an address is one of the venue's own.</summary>
    public static bool IsOwn(EthereumAddress address) => OwnAddresses.Contains(address);

    private static readonly HashSet<EthereumAddress> OwnAddresses = [.. ((string[])["fees", "house", "flow", "liquidator"]).Select(LabelledAddress)];

    /// <summary>What an account was given from outside, less what it took out, in USDC.</summary>
    public decimal NetDeposits(Account account) => _netDeposits.GetValueOrDefault(account);

    private readonly Dictionary<Account, decimal> _netDeposits = [];

    /// <summary>Notes what an account took out of the main dex, of which the fee stayed.</summary>
    public void CountWithdrawal(Account account, decimal amount, decimal fee)
    {
        _netDeposits[account] = NetDeposits(account) - amount;
        CountDeposit(Dexs[0].Collateral, fee - amount);
    }

    /// <summary>Whether signatures for mainnet count, and testnet's do not.</summary>
    public bool AcceptsMainnet { get; }

    /// <summary>Whether requests are limited by address.</summary>
    public bool LimitsAddresses { get; }

    public List<OutcomeQuestion> Questions { get; } = [];

    /// <summary>To whom HYPE can be delegated.</summary>
    public IReadOnlyList<VenueValidator> Validators { get; } =
        [.. Enumerable.Range(1, 2).Select(i => new VenueValidator(LabelledAddress($"validator {i}"), $"Validator {i}"))];

    /// <summary>What came in from outside, by token.</summary>
    public Dictionary<Token, decimal> Deposited { get; } = [];

    /// <summary>Block time, Unix milliseconds.</summary>
    public long Now => Clock.Now;

    /// <summary>The time of the step under way, and the work that is due later.</summary>
    public VenueClock Clock { get; }

    /// <summary>Numbers of their own for a purpose.</summary>
    public VenueRandom Random(string purpose) => new(RandomSeed, purpose);

    private long RandomSeed { get; }

    public TradedAsset? Asset(ulong id) => _byId.GetValueOrDefault(id);

    public TradedAsset? Asset(string coin) => _byCoin.GetValueOrDefault(coin);

    public VenueToken? Token(string name) => Tokens.FirstOrDefault(t => t.Token.Name == name);

    public VenueDex? Dex(string name) => Dexs.Find(d => d.Name == name);

    public Account? Account(EthereumAddress address) => _accounts.GetValueOrDefault(address);

    public Account CreateAccount(EthereumAddress address)
    {
        if (!_accounts.TryGetValue(address, out var account)) _accounts[address] = account = new Account(address, Audit);
        return account;
    }

    public Account CreateSubAccount(Account master, string name)
    {
        var address = LabelledAddress($"sub-account {WireText.Of((long)SubAccounts(master).Count())} of {master.Address.ToLowerHex()}");
        return CreateSubAccount(master, name, address);
    }

    public Account CreateSubAccount(Account master, string name, EthereumAddress address) => _accounts[address] = new Account(address, Audit) { Master = master, Name = name };

    /// <summary>The sub-accounts of an account, oldest first.</summary>
    public IEnumerable<Account> SubAccounts(Account master) => _accounts.Values.Where(a => a.Master == master);

    public Account CreateVault(Account leader, string name, string description)
    {
        var address = LabelledAddress($"vault {WireText.Of((long)_accounts.Values.Count(a => a.Vault is not null))} of {leader.Address.ToLowerHex()}");
        return CreateVault(leader, name, description, address);
    }

    public Account CreateVault(Account leader, string name, string description, EthereumAddress address) =>
        _accounts[address] = new Account(address, Audit) { Vault = new VaultState(leader, name, description, Now) };

    /// <summary>The token that a transfer names: <c>NAME:0x…</c>, where both have to fit, or the name alone.</summary>
    public VenueToken? TokenNamed(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var token = Token(colon < 0 ? text : text[..colon]);
        return colon < 0 || token?.TokenId == text[(colon + 1)..] ? token : null;
    }

    /// <summary>All agents, expired or not.</summary>
    public IEnumerable<KeyValuePair<EthereumAddress, Agent>> Agents => _agents;

    /// <summary>The agent of that address, expired or not.</summary>
    public Agent? Agent(EthereumAddress address) => _agents.GetValueOrDefault(address);

    /// <summary>Approves an agent; the master's earlier agent of the same name loses its rights.</summary>
    public void Approve(EthereumAddress address, Agent agent)
    {
        foreach (var (earlier, _) in _agents.Where(a => a.Value.Master == agent.Master && a.Value.Name == agent.Name).ToArray()) _agents.Remove(earlier);
        _agents[address] = agent;
        Events.AccountChanged(agent.Master);
    }

    /// <summary>Takes the rights of the master's agent of that name.</summary>
    /// <returns>Whether there was one.</returns>
    public bool RevokeAgent(Account master, string name)
    {
        var found = _agents.Where(a => a.Value.Master == master && a.Value.Name == name).ToArray();
        foreach (var (address, _) in found) _agents.Remove(address);
        return found.Length > 0;
    }

    /// <summary>The account for which an address may sign now.</summary>
    public Account? SignsFor(EthereumAddress signer) =>
        Account(signer) ?? (Agent(signer) is { } agent && !(agent.ValidUntil < Now) ? agent.Master : null);

    /// <summary>What nobody has confirmed of the admission.</summary>
    public AdmissionVariants Variants { get; } = new();

    /// <summary>The nonces of a signer; those of messages are apart in one variant.</summary>
    public NonceWindow Nonces(EthereumAddress signer, bool isMessage)
    {
        var windows = isMessage && Variants.SeparatesUserSignedNonces ? _messageNonces : _nonces;
        if (!windows.TryGetValue(signer, out var window)) windows[signer] = window = new NonceWindow();
        return window;
    }

    public void Deposit(Account account, VenueDex dex, decimal amount)
    {
        account.Wallet(dex).Cash += amount;
        if (dex.Index == 0) _netDeposits[account] = NetDeposits(account) + amount;
        Events.AccountChanged(account);
        CountDeposit(dex.Collateral, amount);
    }

    public void Deposit(Account account, Token token, decimal amount)
    {
        account.Balance(token).Add(amount);
        Events.AccountChanged(account);
        CountDeposit(token, amount);
    }

    /// <summary>Gives an account the terms of another venue's.</summary>
    public void CopyTerms(Account account, (FeeRates Perp, FeeRates Spot)? rates, IReadOnlyList<(string Coin, bool IsCross, int Leverage)> leverages)
    {
        account.GivenRates = rates ?? account.GivenRates;
        foreach (var (coin, isCross, leverage) in leverages)
        {
            if (Asset(coin) is TradedPerp perp) account.SetLeverage(perp, new LeverageSetting(isCross && !perp.OnlyIsolated, Math.Clamp(leverage, 1, perp.MaxLeverage)));
        }

        Events.AccountChanged(account);
    }

    /// <summary>Moves the mark, and what depends on it.</summary>
    public void SetMark(TradedAsset asset, decimal price)
    {
        asset.Mark = price;
        foreach (var moved in asset is TradedSide side ? (TradedAsset[])[side, side.Other] : [asset])
        {
            Events.ContextChanged(moved);
            Engine.MarkMoved(moved);
            Twaps.MarkMoved(moved);
            if (moved is TradedPerp perp) Liquidations.MarkMoved(perp);
        }
    }

    /// <summary>Rests or trades a quote of the house, which is given what the quote needs.</summary>
    /// <remarks>An ask for one side of an outcome is a bid for the other: the house mints pairs rather than needing tokens.</remarks>
    public OrderReply Quote(TradedAsset asset, bool isBuy, decimal price, decimal size) => Quote(asset, isBuy, price, size, House, "Gtc");

    /// <summary>The same for an account that acts for the market outside.</summary>
    public OrderReply Quote(TradedAsset asset, bool isBuy, decimal price, decimal size, Account house, string timeInForce)
    {
        if (asset is TradedSide side && !isBuy) (asset, isBuy, price) = (side.Other, true, 1 - price);
        switch (asset)
        {
            case TradedPerp perp:
                TopUp(house, perp.Dex, price * size);
                break;
            case TradedPair pair:
                if (isBuy) TopUp(house, pair.Quote.Token, price * size);
                else TopUp(house, pair.Base.Token, size);
                break;
            case TradedSide backed:
                TopUp(house, backed.Market.Quote.Token, price * size);
                break;
        }

        var order = new WireOrder((ulong)asset.Id, isBuy, WireDecimal.Of(price), WireDecimal.Of(size), false, timeInForce, null, null);
        return Engine.Place(house, asset, order, default, anyValue: true);
    }

    /// <summary>Deposits what is missing: a market that quotes anew each second would else deposit each second.</summary>
    private void TopUp(Account house, VenueDex dex, decimal value)
    {
        var wallet = house.Wallet(dex);
        var exposure = value + wallet.Positions.Sum(p => Math.Abs(p.Position.Value(p.Perp.Mark)));
        foreach (var order in house.OpenOrders)
        {
            if (order.Asset is TradedPerp perp && perp.Dex == dex) exposure += order.Remaining * order.Price;
        }

        // Twice over, so that it is not missing again at once.
        var missing = HouseCollateral * exposure - wallet.AccountValue;
        if (missing > 0) Deposit(house, dex, 2 * missing);
    }

    private void TopUp(Account house, Token token, decimal amount)
    {
        var missing = amount - house.Available(token);
        if (missing > 0) Deposit(house, token, missing);
    }

    /// <summary>Changes how an account trades a perp, or says in the venue's words why not.</summary>
    public string? UpdateLeverage(Account account, TradedAsset? asset, bool isCross, ulong value)
    {
        if (asset is not TradedPerp perp) return "Invalid asset.";
        if (value < 1 || value > (ulong)perp.Tier(account.Wallet(perp.Dex).Position(perp)?.Value(perp.Mark) ?? 0).MaxLeverage) return "Invalid leverage value";
        if (isCross && perp.OnlyIsolated) return "Cross margin is not allowed for this asset.";

        var wallet = account.Wallet(perp.Dex);
        var position = wallet.Position(perp);
        var before = account.LeverageOf(perp);
        if (position is not null && before.IsCross != isCross) return "Cannot switch leverage type with open position.";

        var setting = new LeverageSetting(isCross, (int)value);
        if (position is not null && !isCross && position.IsolatedMargin + position.Unrealized(perp.Mark) < Math.Abs(position.Value(perp.Mark)) / setting.Value)
        {
            return "Isolated position does not have sufficient margin available to decrease leverage. To decrease leverage, add margin to the position.";
        }

        account.SetLeverage(perp, setting);
        if (setting.Value >= before.Value || wallet.Free >= 0)
        {
            Events.AccountChanged(account);
            return null;
        }

        account.SetLeverage(perp, before);
        return "Cross position does not have sufficient margin available to decrease leverage. To decrease leverage, deposit more collateral.";
    }

    /// <summary>Ends a perp: its orders are cancelled and every position is closed at the mark, without a fee.</summary>
    public void Delist(TradedPerp perp)
    {
        Engine.Clear(perp.Book, "delistedCanceled");
        Engine.Disarm(perp, "delistedCanceled");
        Twaps.EndAll(t => t.Asset == perp, "error", "Trading is halted.");
        foreach (var account in _accounts.Values)
        {
            var wallet = account.Wallet(perp.Dex);
            if (wallet.Size(perp) is not (not 0 and var size)) continue;

            var profit = wallet.Apply(perp, size < 0, perp.Mark, Math.Abs(size));
            var fill = new Fill
            {
                Asset = perp,
                IsBuy = size < 0,
                Price = perp.Mark,
                Size = Math.Abs(size),
                Time = Now,
                StartPosition = size,
                Direction = "Settlement",
                ClosedPnl = profit,
                Hash = default,
                Oid = 0,
                Cloid = null,
                Crossed = true,
                Fee = 0,
                FeeToken = perp.Dex.Collateral.Name,
                Tid = Engine.NextTid(),
            };
            account.Record(fill);
            Events.Filled(account, fill);
        }

        perp.IsDelisted = true;
        Events.ContextChanged(perp);
        Events.BookChanged(perp.Book);
    }

    /// <summary>Pays every holder of an outcome and ends its trading.</summary>
    public void Settle(OutcomeMarket market, decimal fraction)
    {
        Engine.Clear(market.Book, "outcomeSettledCanceled");
        foreach (var side in (TradedSide[])[market.Yes, market.No])
        {
            Engine.Disarm(side, "outcomeSettledCanceled");
            Twaps.EndAll(t => t.Asset == side, "error", $"Outcome is settled at {WireText.Plain(side.Mirror(fraction))}.");
        }

        foreach (var side in (TradedSide[])[market.Yes, market.No])
        {
            var price = side.Mirror(fraction);
            foreach (var account in _accounts.Values)
            {
                if (account.Held(side.Token) is not { Total: > 0 } held) continue;

                var size = held.Total;
                var payout = size * price;
                var profit = held.Sell(size, payout);
                account.Balance(market.Quote.Token).Add(payout);
                market.Escrow -= payout;
                var fill = new Fill
                {
                    Asset = side,
                    IsBuy = false,
                    Price = price,
                    Size = size,
                    Time = Now,
                    StartPosition = size,
                    Direction = "Settlement",
                    ClosedPnl = profit,
                    Hash = default,
                    Oid = 0,
                    Cloid = null,
                    Crossed = true,
                    Fee = 0,
                    FeeToken = market.Quote.Token.Name,
                    Tid = Engine.NextTid(),
                };
                account.Record(fill);
                Events.Filled(account, fill);
            }
        }

        // The outcome's escrow was its supply of the second side; what the first had beside that is the question's.
        var question = Questions.Find(q => q.Markets.Contains(market));
        if (question is not null)
        {
            question.Escrow += market.Escrow;
            market.Escrow = 0;
        }

        market.Settled = fraction;
        Events.BookChanged(market.Book);
        Events.OutcomeChanged(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("outcomeSettled");
            writer.WriteNumber("outcome", market.Seed.Outcome);
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
        if (question is not null) TellChange(question);
    }

    /// <summary>Which of the two the venue tells with a question's last outcome is UNCONFIRMED.</summary>
    private void TellChange(OutcomeQuestion question)
    {
        var isSettled = question.Markets.All(m => m.Settled is not null);
        Events.OutcomeChanged(writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName(isSettled ? "questionSettled" : "questionUpdated");
            if (isSettled)
            {
                writer.WriteStartObject();
                writer.WriteNumber("question", question.Seed.Question);
                writer.WriteEndObject();
            }
            else
            {
                MarketReads.WriteQuestion(question, writer);
            }

            writer.WriteEndObject();
        });
    }

    public EmulatorTotals Totals()
    {
        var held = Tokens.ToDictionary(t => t.Token, _ => 0m);
        var sizes = _byId.Values.OfType<TradedPerp>().ToDictionary(p => p.Coin, _ => 0m, StringComparer.Ordinal);
        foreach (var account in _accounts.Values)
        {
            foreach (var (token, balance) in account.Balances)
            {
                if (token.Index is not null) held[token] += balance.Total;
            }

            foreach (var (dex, wallet) in account.Wallets)
            {
                held[dex.Collateral] += wallet.Cash - wallet.Positions.Sum(p => p.Position.Cost);
                foreach (var (perp, position) in wallet.Positions) sizes[perp.Coin] += position.Size;
            }
        }

        foreach (var market in Outcomes.Values) held[market.Quote.Token] += market.Escrow;
        foreach (var question in Questions) held[question.Markets[0].Quote.Token] += question.Escrow;
        foreach (var (token, amount) in Lending.Pool) held[token] += amount;
        if (Token(Staking.TokenName) is { } staked) held[staked.Token] += _accounts.Values.Sum(a => a.Staking.Total);
        return new EmulatorTotals
        {
            Deposited = Tokens.ToDictionary(t => t.Token.Name, t => Deposited.GetValueOrDefault(t.Token), StringComparer.Ordinal),
            Held = held.ToDictionary(h => h.Key.Name, h => h.Value, StringComparer.Ordinal),
            NetPerpSizes = sizes,
            Questions = Questions.ToDictionary(
                q => q.Seed.Question,
                q => new OutcomeQuestionSupply([.. q.Markets.Where(m => m.Settled is null).Select(m => m.Seed.Outcome)], q.Excess, q.Escrow)),
            Outcomes = Outcomes.ToDictionary(o => o.Key, o => new OutcomeSupply(Supply(o.Value.Yes), Supply(o.Value.No), o.Value.Escrow)),
        };

        decimal Supply(TradedSide side) => _accounts.Values.Sum(a => a.Held(side.Token)?.Total ?? 0);
    }

    /// <summary>An address that belongs to nobody: the tail of the hash of a label.</summary>
    internal static EthereumAddress LabelledAddress(string label) => new(Label(label).AsSpan(Hash32.Size - EthereumAddress.Size));

    /// <summary>The hash of a label, for identifiers that have to be something.</summary>
    public static byte[] Label(string label) => Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes($"HypeKr.Hyperliquid.Emulator {label}")).ToArray();

    /// <summary>Notes what came in from outside, or with a minus what left.</summary>
    public void CountDeposit(Token token, decimal amount) => Deposited[token] = Deposited.GetValueOrDefault(token) + amount;

    private VenueDex AddDex(int index, string name, string fullName, string collateral, IReadOnlyList<PerpSeed> perps, FeeRates rates, EthereumAddress? deployer = null)
    {
        const long FirstBuilderAsset = 100_000;
        const long AssetsPerDex = 10_000;

        // The tables up to 50 are those of a single tier of that leverage.
        const int FirstTieredTable = 51;
        var dex = new VenueDex(index, name, fullName, Token(collateral)!.Token) { Deployer = deployer ?? LabelledAddress($"deployer {name}") };
        var first = index == 0 ? 0 : FirstBuilderAsset + AssetsPerDex * index;
        foreach (var perp in perps)
        {
            var coin = index == 0 ? perp.Name : $"{name}:{perp.Name}";
            var asset = new TradedPerp(dex, first + dex.Universe.Count, coin, perp.SizeDecimals, perp.MaxLeverage, perp.OnlyIsolated, perp.IsDelisted, rates)
            {
                Tiers = MarginTier.Table(perp.MarginTiers.Count == 0 ? [new MarginTierSeed(0, perp.MaxLeverage)] : perp.MarginTiers),
                MarginTableId = perp.MarginTiers.Count < 2 ? perp.MaxLeverage : FirstTieredTable + dex.Universe.Count,
                IsStrictlyIsolated = perp.IsStrictlyIsolated,
                Mark = perp.MarkPrice ?? 0,
            };
            dex.Universe.Add(asset);
            Add(asset);
        }

        return dex;
    }

    private TradedPair AddPair(SpotPairSeed seed, FeeRates rates)
    {
        var coin = seed.Name ?? $"@{WireText.Of(seed.Index)}";
        var pair = new TradedPair(seed.Index, coin, seed.Name is not null, Token(seed.Base)!, Token(seed.Quote)!, rates) { Mark = seed.MarkPrice ?? 0 };
        Add(pair);
        return pair;
    }

    private void AddOutcome(OutcomeSeed seed, FeeRates rates)
    {
        var market = new OutcomeMarket(seed, Token(seed.QuoteToken)!, rates) { Mark = seed.YesPrice ?? 0 };
        Outcomes.Add(seed.Outcome, market);
        Add(market.Yes);
        Add(market.No);
    }

    private void Add(TradedAsset asset)
    {
        if (!_byCoin.TryAdd(asset.Coin, asset)) throw new EmulatorSeedException($"The coin {asset.Coin} is in the seed twice.");
        if (!_byId.TryAdd((ulong)asset.Id, asset)) throw new EmulatorSeedException($"Two coins of the seed have the asset id {WireText.Of(asset.Id)}; one is {asset.Coin}.");
    }

    private void QuoteSeed(BookSeed book, bool isBuy, BookLevelSeed level)
    {
        var asset = Asset(book.Coin) ?? throw new EmulatorSeedException($"The seed has a book for {book.Coin}, which it does not list.");
        var refusal = asset.WhyClosed ?? asset.CheckGrid(level.Price, level.Size);
        if (refusal is { } why)
        {
            throw new EmulatorSeedException($"{WireText.Plain(level.Size)} at {WireText.Plain(level.Price)} cannot rest in the book of {book.Coin}: {why.Text}");
        }

        var part = asset.CutSize(level.Size / Math.Max(1, level.Orders));
        if (part == 0 || level.Orders < 1) throw new EmulatorSeedException($"{WireText.Plain(level.Size)} of {book.Coin} cannot be {WireText.Of((long)level.Orders)} orders.");
        for (var i = 1; i < level.Orders; i++) Quote(asset, isBuy, level.Price, part);
        Quote(asset, isBuy, level.Price, level.Size - part * (level.Orders - 1));
    }
}
