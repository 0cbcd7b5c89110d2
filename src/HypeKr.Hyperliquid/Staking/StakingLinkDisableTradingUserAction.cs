using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Takes its staking discount from a linked trading account. Wire: <c>stakingLinkDisableTradingUser</c>, with <c>tradingUser</c> and <c>nonce</c>.</summary>
public sealed class StakingLinkDisableTradingUserAction : UserSignedAction
{
    private static readonly UserSignedType SignedAs = UserSignedType.Known("stakingLinkDisableTradingUser");

    /// <summary>A link to disable.</summary>
    /// <param name="tradingUser">The trading account.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public StakingLinkDisableTradingUserAction(EthereumAddress tradingUser)
    {
        TradingUser = ActionArgument.Address(tradingUser, "the trading account");
    }

    /// <summary>The trading account. Wire: <c>tradingUser</c>.</summary>
    public EthereumAddress TradingUser { get; }

    internal override UserSignedType SignedType => SignedAs;

    internal override void Describe(ActionFacts facts)
    {
    }

    internal override void WriteFields<TFields>(ref TFields fields, in ActionContext context)
    {
        fields.Address("tradingUser"u8, TradingUser);
        fields.Nonce("nonce"u8, context);
    }
}
