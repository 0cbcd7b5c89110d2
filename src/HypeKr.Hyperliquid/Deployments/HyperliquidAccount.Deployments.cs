using HypeKr.Hyperliquid.Deployments;

namespace HypeKr.Hyperliquid;

public sealed partial class HyperliquidAccount
{
    /// <summary>Deploying tokens, perp dexs and outcome markets.</summary>
    public AccountDeployments Deployments => field ??= new AccountDeployments(this);
}
