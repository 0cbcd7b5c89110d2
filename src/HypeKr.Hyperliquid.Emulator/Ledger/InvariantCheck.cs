namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What holds between any two steps, whatever was done.</summary>
internal sealed class InvariantCheck(Venue venue)
{
    private readonly Dictionary<(string Account, string Wallet, string Token), decimal> _audited = [];
    private int _read;

    /// <summary>Looks at everything.</summary>
    /// <exception cref="EmulatorInvariantException">Something does not hold: a defect of the emulator.</exception>
    public void Check()
    {
        CheckSums();
        foreach (var account in venue.Accounts) Check(account);
        CheckAudit();
    }

    /// <summary>Looks at the sums and the books alone: what no state can be without.</summary>
    /// <exception cref="EmulatorInvariantException">Something does not hold.</exception>
    public void CheckSums()
    {
        var totals = venue.Totals();
        foreach (var (token, deposited) in totals.Deposited)
        {
            if (totals.Held[token] != deposited) throw Broken($"{WireText.Plain(deposited)} {token} came in and {WireText.Plain(totals.Held[token])} are held");
        }

        if (!totals.IsConserved) throw Broken("position sizes or outcomes do not add up");
        CheckBooks();
    }

    private void Check(Account account)
    {
        var who = account.Address.Fingerprint;
        foreach (var (token, balance) in account.Balances)
        {
            if (balance.Total < account.Hold(token)) throw Broken($"{who} has {WireText.Plain(balance.Total)} {token.Name} and locks {WireText.Plain(account.Hold(token))}");
        }

        if (account.Staking.Undelegated < 0) throw Broken($"{who} has a stake below zero");
        if (Venue.IsOwn(account)) return;
        foreach (var (dex, wallet) in account.Wallets)
        {
            if (venue.Liquidations.IsPending(account, dex)) continue;
            if (wallet.CrossValue < wallet.CrossMaintenance) throw Broken($"{who} is at {WireText.Plain(wallet.CrossValue)} on '{dex.Name}', below its maintenance margin, and is not liquidated");
            foreach (var (perp, position) in wallet.Positions)
            {
                if (account.LeverageOf(perp).IsCross) continue;
                var equity = position.IsolatedMargin + position.Unrealized(perp.Mark);
                if (equity < perp.Maintenance(position.Value(perp.Mark))) throw Broken($"{who} is at {WireText.Plain(equity)} in {perp.Coin}, below its maintenance margin, and is not liquidated");
            }
        }
    }

    private void CheckBooks()
    {
        var seen = new HashSet<long>();
        foreach (var book in venue.Assets.Select(a => a.Book).Distinct())
        {
            Side(book, bid: true);
            Side(book, bid: false);
            if (book.Best(bid: true) is { } bid && book.Best(bid: false) is { } ask && bid.BookPrice >= ask.BookPrice)
            {
                throw Broken($"the book of {bid.Asset.Coin} is crossed: {WireText.Plain(bid.BookPrice)} and {WireText.Plain(ask.BookPrice)}");
            }
        }

        void Side(OrderBook book, bool bid)
        {
            PlacedOrder? before = null;
            foreach (var order in book.Orders(bid))
            {
                if (!seen.Add(order.Oid)) throw Broken($"order {WireText.Of(order.Oid)} rests twice");
                if (order.Remaining <= 0 || order.Remaining > order.OriginalSize) throw Broken($"order {WireText.Of(order.Oid)} rests with {WireText.Plain(order.Remaining)}");
                if (!order.IsLive || order.Account.OpenOrder(order.Oid) != order) throw Broken($"order {WireText.Of(order.Oid)} rests and is not open");
                if (before is not null && (bid ? before.BookPrice < order.BookPrice : before.BookPrice > order.BookPrice)) throw Broken($"order {WireText.Of(order.Oid)} is out of its place");
                before = order;
            }
        }
    }

    private void CheckAudit()
    {
        if (!venue.Audit.IsKept) return;
        for (; _read < venue.Audit.Count; _read++)
        {
            var entry = venue.Audit.Entry(_read);
            var key = (entry.Account.ToLowerHex(), entry.Wallet, entry.Token);
            var balance = _audited.GetValueOrDefault(key) + entry.Change;
            if (entry.Sequence != _read || balance != entry.Balance) throw Broken($"entry {WireText.Of((long)_read)} of the audit does not add up");
            _audited[key] = balance;
        }

        foreach (var account in venue.Accounts)
        {
            var address = account.Address.ToLowerHex();
            foreach (var (dex, wallet) in account.Wallets) Compare(address, dex.WalletName, dex.Collateral, wallet.Cash);
            foreach (var (token, balance) in account.Balances) Compare(address, "spot", token, balance.Total);
            if (venue.Token(Staking.TokenName) is { } staked) Compare(address, "staking", staked.Token, account.Staking.Total);
        }

        void Compare(string account, string wallet, Token token, decimal balance)
        {
            if (_audited.GetValueOrDefault((account, wallet, token.Name)) != balance) throw Broken($"{wallet} {token.Name} is at {WireText.Plain(balance)} and was audited to {WireText.Plain(_audited.GetValueOrDefault((account, wallet, token.Name)))}");
        }
    }

    private EmulatorInvariantException Broken(string what) => new($"After '{venue.Audit.Cause}': {what}.");
}
