namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What an account has lent to the reserves and borrowed from them.</summary>
internal sealed class LendingState
{
    public Dictionary<Token, decimal> Supplied { get; } = [];

    public Dictionary<Token, decimal> Borrowed { get; } = [];

    public void Keep(StateArchive a)
    {
        a.Map(Supplied, a.Token, amount => a.Decimal(amount));
        a.Map(Borrowed, a.Token, amount => a.Decimal(amount));
    }
}
