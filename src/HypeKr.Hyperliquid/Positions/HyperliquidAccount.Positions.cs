namespace HypeKr.Hyperliquid;

public sealed partial class HyperliquidAccount
{
    /// <summary>Leverage, and closing what is open.</summary>
    public PositionsClient Positions => field ??= new(this);
}
