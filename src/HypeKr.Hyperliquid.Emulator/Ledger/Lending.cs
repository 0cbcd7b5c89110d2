namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The reserves from which accounts borrow what others lend, without interest.</summary>
internal sealed class Lending(Venue venue)
{
    /// <summary>What may be borrowed for a dollar lent.</summary>
    public const decimal LoanToValue = 0.5m;

    /// <summary>What the reserves hold now, by token.</summary>
    public Dictionary<Token, decimal> Pool { get; } = [];

    public string? Apply(in ActionContext context, CatalogueAction action)
    {
        var (account, operation) = (context.Account, action["operation"].Text);
        if (action["token"].Unsigned is var index && venue.Tokens.FirstOrDefault(t => (ulong)t.Seed.Index == index) is not { } found) return $"Unknown token {WireText.Plain(index)}.";

        var token = found.Token;
        var (supplied, borrowed, pool) = (account.Lending.Supplied.GetValueOrDefault(token), account.Lending.Borrowed.GetValueOrDefault(token), Pool.GetValueOrDefault(token));
        var most = operation switch
        {
            "supply" => account.Available(token),
            "withdraw" => Math.Min(Math.Min(supplied, pool), Spare(account, token)),
            "repay" => Math.Min(borrowed, account.Available(token)),
            _ => Math.Min(pool, Math.Max(0, Capacity(account, token))),
        };

        // A balance that has traded may be finer than what can be moved: fees are not rounded.
        var decimals = Math.Min(8, found.Seed.WeiDecimals);
        var amount = action["amount"].IsNull ? Math.Round(most, decimals, MidpointRounding.ToZero) : action["amount"].Decimal.Value;
        if (amount < 0 || amount != Math.Round(amount, decimals)) return "Invalid amount.";
        if (amount == 0 || amount > most) return operation is "supply" or "repay" ? "Insufficient balance for token transfer." : "Insufficient borrow or supply capacity.";

        var toPool = operation is "supply" or "repay" ? amount : -amount;
        if (toPool > 0) account.Balance(token).Remove(toPool);
        else account.Balance(token).Add(-toPool);
        Pool[token] = pool + toPool;
        if (operation is "supply" or "withdraw") account.Lending.Supplied[token] = supplied + toPool;
        else account.Lending.Borrowed[token] = borrowed - toPool;

        venue.Transfers.Tell(context, account, writer => writer.WriteTexts(
            ("type", "borrowLend"), ("token", token.Name), ("operation", operation), ("amount", WireText.Of(amount)), ("interestAmount", "0.0")), account);
        return null;
    }

    /// <summary>What of a lent token does not have to stay as collateral.</summary>
    private decimal Spare(Account account, Token token)
    {
        var price = Price(token);
        if (account.Lending.Borrowed.Values.All(b => b == 0)) return decimal.MaxValue;
        return price == 0 ? 0 : Math.Round(Math.Max(0, Credit(account)) / LoanToValue / price, 8, MidpointRounding.ToZero);
    }

    private decimal Capacity(Account account, Token token) =>
        Price(token) is > 0 and var price ? Math.Round(Credit(account) / price, 8, MidpointRounding.ToZero) : 0;

    /// <summary>The dollars that could still be borrowed.</summary>
    private decimal Credit(Account account) =>
        account.Lending.Supplied.Sum(s => s.Value * Price(s.Key)) * LoanToValue - account.Lending.Borrowed.Sum(b => b.Value * Price(b.Key));

    public decimal Price(Token token) =>
        token == venue.Dexs[0].Collateral ? 1 : venue.Pairs.FirstOrDefault(p => p.Base.Token == token && p.Quote.Token == venue.Dexs[0].Collateral)?.Mid ?? 0;

    public void Keep(StateArchive a) => a.Map(Pool, a.Token, amount => a.Decimal(amount));
}
