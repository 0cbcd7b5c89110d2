namespace HypeKr.Hyperliquid;

public sealed partial class HyperliquidAccount
{
    /// <summary>Actions that have no type here yet.</summary>
    public AccountRaw Raw => field ??= new(this);
}
