namespace HypeKr.Hyperliquid;

public sealed partial class HyperliquidAccount
{
    /// <summary>Referral codes and rewards.</summary>
    public ReferralsClient Referrals => field ??= new ReferralsClient(this);
}
