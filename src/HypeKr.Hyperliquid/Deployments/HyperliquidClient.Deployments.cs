using HypeKr.Hyperliquid.Deployments;

namespace HypeKr.Hyperliquid;

public sealed partial class HyperliquidClient
{
    /// <summary>Auctions for the right to deploy tokens, pairs and perps.</summary>
    public DeploymentsClient Deployments => field ??= new(this);
}
