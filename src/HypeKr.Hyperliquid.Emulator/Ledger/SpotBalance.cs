namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What an account holds of one token, and what it paid for it in quote.</summary>
internal sealed class SpotBalance(Account account, Token token)
{
    private const string Wallet = "spot";

    /// <summary>Its number in the audit, once it has reported itself.</summary>
    private int? _line;

    public decimal Total { get; private set; }

    /// <summary>The cost of what is held; zero for what was deposited.</summary>
    public decimal EntryNotional { get; private set; }

    public void Add(decimal amount) => Move(amount);

    /// <summary>Takes in what was bought, or what a buy left after its fee, at the full cost.</summary>
    public void Buy(decimal amount, decimal cost)
    {
        Move(amount);
        EntryNotional += cost;
    }

    /// <summary>Gives out what was sold, with its share of the cost.</summary>
    /// <returns>The profit over that share, before fees.</returns>
    public decimal Sell(decimal amount, decimal proceeds) => proceeds - Remove(amount);

    /// <summary>Gives out an amount, with its share of the cost.</summary>
    /// <returns>The share.</returns>
    public decimal Remove(decimal amount)
    {
        var share = amount == Total ? EntryNotional : Math.Round(EntryNotional / Total * amount, 8);
        Move(-amount);
        EntryNotional -= share;
        return share;
    }

    private void Move(decimal amount)
    {
        Total += amount;
        account.Audit?.Record(ref _line, account, Wallet, token, amount, Total);
    }

    public void Keep(StateArchive a)
    {
        Total = a.Decimal(Total);
        EntryNotional = a.Decimal(EntryNotional);
        if (a.Bool(_line is not null)) _line = account.Audit!.Line(account, Wallet, token);
    }
}
