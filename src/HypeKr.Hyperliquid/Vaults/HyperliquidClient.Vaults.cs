namespace HypeKr.Hyperliquid;

public sealed partial class HyperliquidClient
{
    /// <summary>Vaults.</summary>
    public VaultsClient Vaults => field ??= new(this);
}
