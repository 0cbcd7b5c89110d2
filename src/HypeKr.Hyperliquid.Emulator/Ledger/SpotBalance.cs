namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What an account holds of one token, and what it paid for it in quote.</summary>
internal sealed class SpotBalance
{
    public decimal Total { get; private set; }

    /// <summary>The cost of what is held; zero for what was deposited.</summary>
    public decimal EntryNotional { get; private set; }

    public void Add(decimal amount) => Total += amount;

    /// <summary>Takes in what was bought, or what a buy left after its fee, at the full cost.</summary>
    public void Buy(decimal amount, decimal cost)
    {
        Total += amount;
        EntryNotional += cost;
    }

    /// <summary>Gives out what was sold, with its share of the cost.</summary>
    /// <returns>The profit over that share, before fees.</returns>
    public decimal Sell(decimal amount, decimal proceeds)
    {
        var share = amount == Total ? EntryNotional : Math.Round(EntryNotional / Total * amount, 8);
        Total -= amount;
        EntryNotional -= share;
        return proceeds - share;
    }
}
