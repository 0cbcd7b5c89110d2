namespace HypeKr.Hyperliquid;

public sealed partial class HyperliquidAccount
{
    /// <summary>Settings of the account.</summary>
    public AccountSettings Settings => field ??= new AccountSettings(this);
}
