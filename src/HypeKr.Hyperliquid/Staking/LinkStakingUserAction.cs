using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Links a trading account to a staking account for good, in two steps. Wire: <c>linkStakingUser</c>, with <c>user</c>, <c>isFinalize</c> and <c>nonce</c>.</summary>
public sealed class LinkStakingUserAction : UserSignedAction
{
    private static readonly UserSignedType SignedAs = UserSignedType.Known("linkStakingUser");

    /// <summary>A step.</summary>
    /// <param name="user">The other account.</param>
    /// <param name="isFinal">False for the first step, by the trading account; true for the second, by the staking account.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public LinkStakingUserAction(EthereumAddress user, bool isFinal)
    {
        User = ActionArgument.Address(user, "the other account");
        IsFinal = isFinal;
    }

    /// <summary>The other account. Wire: <c>user</c>.</summary>
    public EthereumAddress User { get; }

    /// <summary>The second step, or the first. Wire: <c>isFinalize</c>.</summary>
    public bool IsFinal { get; }

    internal override UserSignedType SignedType => SignedAs;

    internal override void Describe(ActionFacts facts) => facts.Delegate(User);

    internal override void WriteFields<TFields>(ref TFields fields, in ActionContext context)
    {
        fields.Address("user"u8, User);
        fields.Bool("isFinalize"u8, IsFinal);
        fields.Nonce("nonce"u8, context);
    }
}
