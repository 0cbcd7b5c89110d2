namespace HypeKr.Hyperliquid;

public sealed partial class HyperliquidAccount
{
    /// <summary>Staking HYPE, and running a validator.</summary>
    public AccountStaking Staking => field ??= new AccountStaking(this);
}
