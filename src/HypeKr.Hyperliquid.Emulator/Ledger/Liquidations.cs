namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Closes positions whose margin no longer suffices (wire specification 11.5).</summary>
/// <remarks>
/// Equity below the maintenance margin: orders are cancelled and the positions are sold to the book, a fifth at a time where one is
/// worth more than 100,000, with 30 seconds between. Equity below two thirds of it: positions and collateral go to the liquidator.
/// Cross positions share their fate, an isolated one has its own. Looked at when a mark moves, after fills and after funding.
/// </remarks>
internal sealed class Liquidations(Venue venue)
{
    private const decimal PartialFrom = 100_000;
    private const decimal Part = 0.2m;
    private const decimal BackstopShare = 2m / 3;
    // As far from the mark as the venue lets any order be.
    private const decimal Reach = 0.9m;
    private const long Cooldown = 30_000;

    // In the order in which they were touched, each once: its wallet knows.
    private readonly Queue<(Account Account, VenueDex Dex)> _touched = [];
    private readonly Dictionary<Account, long> _cooling = [];
    private readonly OrderedDictionary<(Account, VenueDex), bool> _pending = [];
    private long _lastId;
    private bool _isPlanned;

    /// <summary>Has an account looked at before the step ends.</summary>
    public void Touch(Account account, VenueDex dex)
    {
        if (Venue.IsOwn(account)) return;
        Touched(account, dex);
        if (!_isPlanned) PlanCheck(venue.Now);
    }

    private void Touched(Account account, VenueDex dex)
    {
        var wallet = account.Wallet(dex);
        if (!wallet.IsTouched) _touched.Enqueue((account, dex));
        wallet.IsTouched = true;
    }

    /// <summary>Plans to look at who was touched.</summary>
    public void PlanCheck(long at)
    {
        _isPlanned = true;
        venue.Clock.At(at, CheckTouched, WorkKind.LiquidationCheck);
    }

    /// <summary>Plans to look at an account again.</summary>
    public void PlanRetry(Account account, VenueDex dex, long at) => venue.Clock.At(at, () => Touch(account, dex), WorkKind.LiquidationRetry, (account, dex));

    /// <summary>Whether a liquidation is under way that the book or the cooldown holds up.</summary>
    public bool IsPending(Account account, VenueDex dex) => _pending.ContainsKey((account, dex));

    /// <summary>Has all holders of a perp looked at.</summary>
    public void MarkMoved(TradedPerp perp)
    {
        if (perp.OpenInterest == 0) return;
        foreach (var account in venue.Accounts)
        {
            if (account.Wallet(perp.Dex).Position(perp) is not null) Touch(account, perp.Dex);
        }
    }

    private void CheckTouched()
    {
        // What liquidations themselves touch is looked at in the same go.
        while (_touched.TryDequeue(out var next))
        {
            var wallet = next.Account.Wallet(next.Dex);
            wallet.IsTouched = false;
            Check(next.Account, next.Dex, wallet);
        }

        _isPlanned = false;
    }

    private void Check(Account account, VenueDex dex, PerpWallet wallet)
    {
        if (_pending.Count > 0) _pending.Remove((account, dex));
        CheckIsolated(account, dex, wallet);
        if (!wallet.HasCrossPosition)
        {
            if (wallet.CrossValue < 0) MakeUp(account, dex, -wallet.CrossValue);
        }
        else if (wallet.CrossValue < wallet.CrossMaintenance)
        {
            LiquidateCross(account, dex, wallet);
        }
    }

    private void LiquidateCross(Account account, VenueDex dex, PerpWallet wallet) =>
        Liquidate(account, dex, [.. wallet.CrossPositions.Select(p => p.Perp)], isCross: true, () => wallet.CrossValue, () => wallet.CrossMaintenance);

    private void CheckIsolated(Account account, VenueDex dex, PerpWallet wallet)
    {
        List<(TradedPerp Perp, PerpPosition Position)>? low = null;
        for (var i = 0; i < wallet.Positions.Count; i++)
        {
            var open = wallet.Positions[i];
            if (!account.LeverageOf(open.Perp).IsCross && IsLow(open.Perp, open.Position)) (low ??= []).Add(open);
        }

        if (low is null) return;
        foreach (var (perp, position) in low)
        {
            if (IsLow(perp, position)) LiquidateIsolated(account, dex, wallet, perp, position);
        }
    }

    private void LiquidateIsolated(Account account, VenueDex dex, PerpWallet wallet, TradedPerp perp, PerpPosition position) =>
        Liquidate(account, dex, [perp], isCross: false, () => Equity(perp, position), () => wallet.Position(perp) is null ? 0 : perp.Maintenance(position.Value(perp.Mark)));

    private static decimal Equity(TradedPerp perp, PerpPosition position) => position.IsolatedMargin + position.Unrealized(perp.Mark);

    private static bool IsLow(TradedPerp perp, PerpPosition position) => Equity(perp, position) < perp.Maintenance(position.Value(perp.Mark));

    private void Liquidate(Account account, VenueDex dex, IReadOnlyList<TradedPerp> perps, bool isCross, Func<decimal> equity, Func<decimal> maintenance)
    {
        venue.Audit.Cause = "liquidation";
        var wallet = account.Wallet(dex);
        Announce(account, wallet, perps, isCross, equity());
        venue.Engine.EndAll(account, o => o.Asset is TradedPerp perp && perp.Dex == dex && (isCross || perps.Contains(perp)), "liquidatedCanceled");

        var (cash, margin) = (wallet.Cash, Margin());
        if (equity() >= maintenance() * BackstopShare && !IsCooling(account)) SellToBook(account, wallet, perps, equity, maintenance);

        // Nobody loses more than the margin of an isolated position, or than there is: the liquidator makes up for the rest.
        var beyond = isCross ? (wallet.CrossPositions.Any() ? 0 : -wallet.CrossValue) : cash - wallet.Cash - (margin - Margin());
        if (beyond > 0) MakeUp(account, dex, beyond);

        if (maintenance() > 0 && equity() < maintenance() * BackstopShare)
        {
            Backstop(account, wallet, dex, perps, isCross);
        }
        else if (maintenance() > equity())
        {
            // The book had not enough, or there is more to come.
            _pending.TryAdd((account, dex), true);
            PlanRetry(account, dex, Math.Max(venue.Now + Cooldown, _cooling.GetValueOrDefault(account)));
        }

        venue.Events.AccountChanged(account);

        decimal Margin() => isCross ? 0 : perps.Sum(p => wallet.Position(p)?.IsolatedMargin ?? 0);
    }

    /// <summary>Pays for what somebody has lost beyond what he had, be it by a liquidation or by a trade of his own.</summary>
    private void MakeUp(Account account, VenueDex dex, decimal missing)
    {
        venue.Audit.Cause = "liquidation";
        venue.Liquidator.Wallet(dex).Cash -= missing;
        account.Wallet(dex).Cash += missing;
        venue.Events.AccountChanged(account);
    }

    private bool IsCooling(Account account) => _cooling.TryGetValue(account, out var until) && venue.Now < until;

    private void SellToBook(Account account, PerpWallet wallet, IReadOnlyList<TradedPerp> perps, Func<decimal> equity, Func<decimal> maintenance)
    {
        foreach (var perp in perps.OrderByDescending(p => Math.Abs(wallet.Size(p) * p.Mark)))
        {
            var size = wallet.Size(perp);
            if (size == 0 || equity() >= maintenance()) continue;

            var amount = Math.Abs(size);
            if (amount * perp.Mark > PartialFrom)
            {
                var step = 1m;
                for (var i = 0; i < perp.SizeDecimals; i++) step /= 10;
                amount = Math.Min(amount, Math.Ceiling(amount * Part / step) * step);
                _cooling[account] = venue.Now + Cooldown;
            }

            var isBuy = size < 0;
            var worst = perp.Round(isBuy ? perp.Mark * (1 + Reach) : perp.Mark * (1 - Reach), up: !isBuy);
            var order = new WireOrder((ulong)perp.Id, isBuy, WireDecimal.Of(worst), WireDecimal.Of(amount), ReduceOnly: true, "Ioc", null, null);
            venue.Engine.Place(account, perp, order, default, new Placement { IsOwn = true, Liquidation = new FillLiquidation(account.Address, perp.Mark, "market") });
        }
    }

    /// <summary>Hands positions and their collateral to the liquidator, at the mark.</summary>
    private void Backstop(Account account, PerpWallet wallet, VenueDex dex, IReadOnlyList<TradedPerp> perps, bool isCross)
    {
        var liquidator = venue.Liquidator.Wallet(dex);
        var isolated = 0m;
        foreach (var perp in perps)
        {
            if (wallet.Position(perp) is not { } position) continue;
            var (size, margin, tid) = (position.Size, position.IsolatedMargin, venue.Engine.NextTid());
            var kind = $"Liquidated {(isCross ? "Cross" : "Isolated")} {(size > 0 ? "Long" : "Short")}";
            var realized = wallet.Apply(perp, isBuy: size < 0, perp.Mark, Math.Abs(size));
            isolated += margin + realized;
            Record(account, perp, size < 0, size, kind, realized, tid);
            var start = liquidator.Size(perp);
            var taken = liquidator.Apply(perp, isBuy: size > 0, perp.Mark, Math.Abs(size));
            Record(venue.Liquidator, perp, size > 0, start, size > 0 ? "Open Long" : "Open Short", taken, tid);
        }

        var collateral = isCross ? wallet.Cash - wallet.Positions.Sum(p => p.Position.IsolatedMargin) : isolated;
        wallet.Cash -= collateral;
        liquidator.Cash += collateral;

        void Record(Account owner, TradedPerp perp, bool isBuy, decimal start, string direction, decimal realized, long tid)
        {
            var fill = new Fill
            {
                Asset = perp,
                IsBuy = isBuy,
                Price = perp.Mark,
                Size = Math.Abs(owner == account ? start : owner.Wallet(dex).Size(perp) - start),
                Time = venue.Now,
                StartPosition = start,
                Direction = direction,
                ClosedPnl = realized,
                Hash = default,
                Oid = 0,
                Cloid = null,
                Crossed = owner == account,
                Fee = 0,
                FeeToken = dex.Collateral.Name,
                Tid = tid,
                Liquidation = new FillLiquidation(account.Address, perp.Mark, "backstop"),
            };
            owner.Record(fill);
            venue.Events.Filled(owner, fill);
        }
    }

    private void Announce(Account account, PerpWallet wallet, IReadOnlyList<TradedPerp> perps, bool isCross, decimal equity)
    {
        var notional = WireText.Of(perps.Sum(p => Math.Abs(wallet.Size(p) * p.Mark)));
        var value = WireText.Of(equity);
        var positions = perps.Select(p => (p.Coin, Size: wallet.Size(p))).ToArray();
        venue.Transfers.Tell(new ActionContext(account, account, default, 0), account, writer =>
        {
            writer.WriteTexts(("type", "liquidation"), ("liquidatedNtlPos", notional), ("accountValue", value), ("leverageType", isCross ? "Cross" : "Isolated"));
            writer.WriteStartArray("liquidatedPositions");
            foreach (var (coin, size) in positions)
            {
                writer.WriteStartObject();
                writer.WriteTexts(("coin", coin), ("szi", WireText.Of(size)));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
        var id = ++_lastId;
        venue.Events.Liquidated(account, writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("lid", id);
            writer.WriteTexts(
                ("liquidator", venue.Liquidator.Address.ToLowerHex()), ("liquidated_user", account.Address.ToLowerHex()),
                ("liquidated_ntl_pos", notional), ("liquidated_account_value", value));
            writer.WriteEndObject();
        });
    }

    public void Keep(StateArchive a)
    {
        _lastId = a.Long(_lastId);
        var touched = new OrderedDictionary<(Account Account, VenueDex Dex), bool>(_touched.Select(t => KeyValuePair.Create(t, true)));
        a.Map(touched, Position, _ => a.Bool(true));
        a.Map(_pending, Position, _ => a.Bool(true));
        a.Map(_cooling, a.Account, until => a.Long(until));
        if (a.IsReading)
        {
            _touched.Clear();
            foreach (var (account, dex) in touched.Keys) Touched(account, dex);
        }

        (Account, VenueDex) Position((Account Account, VenueDex Dex) position) => (a.Account(position.Account), a.Dex(position.Dex));
    }
}
