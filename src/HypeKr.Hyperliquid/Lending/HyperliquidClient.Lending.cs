namespace HypeKr.Hyperliquid;

public sealed partial class HyperliquidClient
{
    /// <summary>Borrowing and lending.</summary>
    public LendingClient Lending => field ??= new(this);
}
