namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Puts the accounts and histories of a seed where they belong.</summary>
internal sealed class HistorySeeder(Venue venue)
{
    private readonly HashSet<long> _oids = [];

    public void Add(AccountSeed seed)
    {
        var account = Create(seed);
        foreach (var wallet in seed.Wallets) Add(account, wallet);
        foreach (var balance in seed.Balances) Add(account, balance);
        if (seed.Volume < 0 || seed.RequestsUsed < 0) throw new EmulatorSeedException($"The seed gives {seed.Address.Fingerprint} a volume or a number of requests below zero.");
        account.Traded.Carry(seed.Volume);
        account.Requests.Count(seed.RequestsUsed);

        // The order in which they came, so that priority is theirs; a change that came last is told first.
        foreach (var order in seed.Orders.OrderBy(o => o.OrderId)) Add(account, order, null);
        foreach (var fill in seed.Fills.OrderBy(f => f.Time)) Add(account, fill);
        account.LedgerUpdates.AddRange(seed.LedgerUpdates.Select(JsonRow.Parse));
        account.Fundings.AddRange(seed.Fundings.Select(JsonRow.Parse));
        account.Staking.History.AddRange(seed.StakingHistory.Reverse().Select(JsonRow.Parse));
        foreach (var agent in seed.Agents) venue.Approve(agent.Address, new Agent(account, agent.Name, agent.ValidUntil?.ToUnixTimeMilliseconds()));
    }

    public void Add(CandleSeed seed)
    {
        var asset = Asset(seed.Coin, "a candle");
        var interval = CandleInterval.Of(seed.Interval) ?? throw new EmulatorSeedException($"The seed has a candle of {seed.Coin} with the interval {seed.Interval}, which the venue does not have.");
        var (start, end) = interval.Around(seed.Start);
        if (start != seed.Start) throw new EmulatorSeedException($"The seed has a candle of {seed.Coin} from {WireText.Of(seed.Start)} on, where no interval of {seed.Interval} begins.");
        asset.Book.Tape.Add(interval, new Candle(start, end, seed.Open, seed.Close, seed.High, seed.Low, seed.Volume, seed.Trades).In(asset));
    }

    private Account Create(AccountSeed seed)
    {
        if (seed is { Master: null, Vault: null }) return venue.CreateAccount(seed.Address);

        var who = seed.Address.Fingerprint;
        if (venue.Account(seed.Address) is not null) throw new EmulatorSeedException($"The seed makes {who} a sub-account or a vault, and has it before as something else.");
        if (seed.Master is { } master)
        {
            if (seed.Vault is not null || master == seed.Address) throw new EmulatorSeedException($"The seed makes {who} a sub-account of itself, or a vault as well.");
            return venue.CreateSubAccount(venue.CreateAccount(master), seed.Name, seed.Address);
        }

        var vault = venue.CreateVault(venue.CreateAccount(seed.Vault!.Leader), seed.Vault.Name, seed.Vault.Description, seed.Address);
        foreach (var share in seed.Vault.Shares)
        {
            var owned = new VaultShare(venue.Now) { Amount = share.Amount, Basis = share.Amount, LockedUntil = share.LockedUntil.ToUnixTimeMilliseconds() };
            if (share.Amount <= 0 || !vault.Vault!.Shares.TryAdd(venue.CreateAccount(share.Owner), owned)) throw new EmulatorSeedException($"The seed lists an owner of the vault {who} twice, or with no share.");
        }

        return vault;
    }

    /// <summary>Opens the positions against the house, at their entry prices: nothing is made real by it.</summary>
    private void Add(Account account, PerpWalletSeed seed)
    {
        var who = account.Address.Fingerprint;
        var dex = venue.Dex(seed.Dex) ?? throw new EmulatorSeedException($"The seed has a wallet of {who} on the dex '{seed.Dex}', which it does not list.");
        var wallet = account.Wallet(dex);
        if (seed.Cash < 0) throw new EmulatorSeedException($"The seed has {WireText.Plain(seed.Cash)} in a wallet of {who}, less than nothing.");
        venue.Deposit(account, dex, seed.Cash);
        foreach (var open in seed.Positions)
        {
            if (venue.Asset(open.Coin) is not TradedPerp perp || perp.Dex != dex || perp.Mark <= 0) throw new EmulatorSeedException($"The seed has a position in {open.Coin}, which is no perp of the dex '{seed.Dex}' with a mark.");
            if (open.Size == 0 || open.EntryPrice <= 0 || wallet.Position(perp) is not null || perp.CheckSize(Math.Abs(open.Size)) is not null)
            {
                throw new EmulatorSeedException($"The position of {who} in {open.Coin} is there twice, is {WireText.Plain(open.Size)}, or was entered at {WireText.Plain(open.EntryPrice)}: each once, a multiple of the lot, at more than 0.");
            }

            if (open.Leverage < 1 || open.Leverage > perp.MaxLeverage || (perp.OnlyIsolated && open.IsolatedMargin is null)) throw new EmulatorSeedException($"{open.Coin} does not allow the leverage {WireText.Of((long)open.Leverage)} of {who}, or no cross margin.");
            account.SetLeverage(perp, new LeverageSetting(open.IsolatedMargin is null, open.Leverage));
            var (isBuy, size) = (open.Size > 0, Math.Abs(open.Size));
            wallet.Apply(perp, isBuy, open.EntryPrice, size);
            venue.House.Wallet(dex).Apply(perp, !isBuy, open.EntryPrice, size);
            var position = wallet.Position(perp)!;
            if (open.IsolatedMargin is { } margin) position.AddMargin(margin - position.IsolatedMargin);
            position.Carry(open.FundingSinceOpen, open.FundingSinceChange);
            account.CountFunding(perp, open.FundingAllTime);
        }

        var isShort = wallet.CrossValue < wallet.CrossMaintenance || wallet.Positions.Any(p =>
            !account.LeverageOf(p.Perp).IsCross && p.Position.IsolatedMargin + p.Position.Unrealized(p.Perp.Mark) < p.Perp.Maintenance(p.Position.Value(p.Perp.Mark)));
        if (isShort) throw new EmulatorSeedException($"The wallet of {who} on the dex '{seed.Dex}' is below its maintenance margin at the marks of the seed.");
    }

    private void Add(Account account, BalanceSeed seed)
    {
        var token = venue.Token(seed.Token) ?? throw new EmulatorSeedException($"The seed has a balance of {seed.Token}, which it does not list.");
        if (seed.Total < 0 || seed.EntryNotional < 0) throw new EmulatorSeedException($"The seed has {WireText.Plain(seed.Total)} {seed.Token} for {WireText.Plain(seed.EntryNotional)}, less than nothing.");
        account.Balance(token.Token).Buy(seed.Total, seed.EntryNotional);
        venue.CountDeposit(token.Token, seed.Total);
    }

    private void Add(Account account, OrderSeed seed, PlacedOrder? parent)
    {
        var asset = Asset(seed.Coin, "an order");
        if (!_oids.Add(seed.OrderId)) throw new EmulatorSeedException($"Two orders of the seed have the number {WireText.Of(seed.OrderId)}.");

        var trigger = seed.TriggerPrice is { } price ? new WireTrigger(seed.IsMarket, WireDecimal.Of(price), seed.IsStop ? "sl" : "tp") : null;
        var size = WireDecimal.Of(seed.OriginalSize ?? seed.Size);
        var terms = new WireOrder((ulong)asset.Id, seed.IsBuy, WireDecimal.Of(seed.Price), size, seed.ReduceOnly, trigger is null ? seed.TimeInForce : null, trigger, seed.ClientOrderId);
        var order = new PlacedOrder(seed.OrderId, account, asset, terms, seed.Time) { Parent = parent, IsPositionTpsl = seed.IsPositionTpsl, Remaining = seed.Size };
        order.Filled = order.OriginalSize - seed.Size;
        if (seed.Status == "open" && trigger is null && order.IsImmediate) throw new EmulatorSeedException($"The seed has an open order {WireText.Of(seed.OrderId)} of {seed.Coin} that cannot rest: it is {seed.TimeInForce}.");
        if (!venue.Engine.Adopt(order, seed.Status, seed.StatusTime ?? seed.Time)) throw new EmulatorSeedException($"The seed has an order {WireText.Of(seed.OrderId)} of {seed.Coin} at {WireText.Plain(seed.Price)} that crosses the other side of the book.");

        foreach (var child in seed.Children) Add(account, child, order);
        MatchingEngine.Pair(order.Children);
    }

    private void Add(Account account, FillSeed seed) => account.Record(new Fill
    {
        Asset = Asset(seed.Coin, "a fill"),
        IsBuy = seed.IsBuy,
        Price = seed.Price,
        Size = seed.Size,
        Time = seed.Time,
        StartPosition = seed.StartPosition,
        Direction = seed.Direction,
        ClosedPnl = seed.ClosedPnl,
        Hash = seed.Hash,
        Oid = seed.OrderId,
        Cloid = null,
        Crossed = seed.Crossed,
        Fee = seed.Fee,
        FeeToken = seed.FeeToken,
        BuilderFee = seed.BuilderFee,
        Tid = seed.TradeId ?? venue.Engine.NextTid(),
    });

    private TradedAsset Asset(string coin, string what) => venue.Asset(coin) ?? throw new EmulatorSeedException($"The seed has {what} of {coin}, which it does not list.");
}
