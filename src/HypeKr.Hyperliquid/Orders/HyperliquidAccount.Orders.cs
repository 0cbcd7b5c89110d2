namespace HypeKr.Hyperliquid;

public sealed partial class HyperliquidAccount
{
    /// <summary>Placing and cancelling orders.</summary>
    public OrdersClient Orders => field ??= new(this);
}
