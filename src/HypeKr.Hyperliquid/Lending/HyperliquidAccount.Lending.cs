namespace HypeKr.Hyperliquid;

public sealed partial class HyperliquidAccount
{
    /// <summary>Supplying and borrowing tokens.</summary>
    public AccountLending Lending => field ??= new AccountLending(this);
}
