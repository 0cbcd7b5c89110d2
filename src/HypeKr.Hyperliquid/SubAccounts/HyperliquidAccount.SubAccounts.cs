namespace HypeKr.Hyperliquid;

public sealed partial class HyperliquidAccount
{
    /// <summary>Creating sub-accounts, and moving money into and out of them.</summary>
    public SubAccountsClient SubAccounts => field ??= new SubAccountsClient(this);
}
