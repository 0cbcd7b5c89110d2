using HypeKr.Hyperliquid.Explorer;

namespace HypeKr.Hyperliquid;

public sealed partial class HyperliquidClient
{
    /// <summary>Blocks and transactions of the chain.</summary>
    public ExplorerClient Explorer => field ??= new(this);
}
