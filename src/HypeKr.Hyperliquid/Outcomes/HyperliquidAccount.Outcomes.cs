namespace HypeKr.Hyperliquid;

public sealed partial class HyperliquidAccount
{
    /// <summary>Turning quote tokens into shares of outcomes and back.</summary>
    public AccountOutcomes Outcomes => field ??= new AccountOutcomes(this);
}
