namespace HypeKr.Hyperliquid;

public sealed partial class HyperliquidAccount
{
    /// <summary>Depositing into vaults, and leading them.</summary>
    public AccountVaults Vaults => field ??= new AccountVaults(this);
}
