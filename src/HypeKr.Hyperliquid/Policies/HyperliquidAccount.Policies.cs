namespace HypeKr.Hyperliquid;

public sealed partial class HyperliquidAccount
{
    /// <summary>Holds back every order of the account, and cancels what is open.</summary>
    public KillSwitch KillSwitch => field ??= new(this);
}
