using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

public sealed partial class HyperliquidAccount
{
    /// <summary>Placing and cancelling orders.</summary>
    public OrdersClient Orders => field ??= new(this);

    /// <summary>The account that approves agents and builders: for a vault or sub-account its owner.</summary>
    internal EthereumAddress Owner => _owner;
}
