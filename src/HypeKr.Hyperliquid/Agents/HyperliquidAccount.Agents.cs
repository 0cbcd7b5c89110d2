namespace HypeKr.Hyperliquid;

public sealed partial class HyperliquidAccount
{
    /// <summary>Agents (API wallets) that may sign for the account, and builders that it pays.</summary>
    public AgentsClient Agents => field ??= new AgentsClient(this);
}
