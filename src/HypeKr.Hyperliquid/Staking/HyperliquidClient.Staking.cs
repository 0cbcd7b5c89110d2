namespace HypeKr.Hyperliquid;

public sealed partial class HyperliquidClient
{
    /// <summary>Validators and the network.</summary>
    public StakingClient Staking => field ??= new(this);
}
