namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Where money of one token can come from or go to: an account's cash on a dex, or its spot balance.</summary>
internal readonly record struct Purse(Account Account, VenueDex? Dex, Token Token)
{
    /// <summary>The dex's name on the wire: empty for the main one, <c>spot</c> for none.</summary>
    public string Name => Dex?.Name ?? "spot";

    /// <summary>What may leave it now.</summary>
    public decimal Free => Dex is null ? Account.Available(Token) : Account.Wallet(Dex).Withdrawable;

    public void Add(decimal amount)
    {
        if (Dex is not null) Account.Wallet(Dex).Cash += amount;
        else Account.Balance(Token).Add(amount);
    }

    public void Take(decimal amount)
    {
        if (Dex is not null) Account.Wallet(Dex).Cash -= amount;
        else Account.Balance(Token).Remove(amount);
    }
}
