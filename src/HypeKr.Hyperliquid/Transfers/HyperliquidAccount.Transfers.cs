namespace HypeKr.Hyperliquid;

public sealed partial class HyperliquidAccount
{
    /// <summary>Moving money: to others, between the account's own balances, and out of the venue.</summary>
    public TransfersClient Transfers => field ??= new TransfersClient(this);
}
