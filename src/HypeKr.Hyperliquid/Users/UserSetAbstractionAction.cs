using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Sets how an account's balances work together. Wire: <c>userSetAbstraction</c>, with <c>user</c>, <c>abstraction</c> and <c>nonce</c>.</summary>
/// <remarks>In the payload of a multi-sig action the mode is one letter, while its signers sign the word.</remarks>
public sealed class UserSetAbstractionAction : UserSignedAction
{
    private static readonly UserSignedType SignedAs = UserSignedType.Known("userSetAbstraction");

    /// <summary>A mode to set.</summary>
    /// <param name="user">The account, or a sub-account of it.</param>
    /// <param name="mode">The mode to set.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public UserSetAbstractionAction(EthereumAddress user, AbstractionMode mode)
    {
        User = ActionArgument.Address(user, "the account");
        Mode = ActionArgument.Defined(mode, "the mode");
    }

    /// <summary>The account, or a sub-account of it. Wire: <c>user</c>.</summary>
    public EthereumAddress User { get; }

    /// <summary>The mode. Wire: <c>abstraction</c>.</summary>
    public AbstractionMode Mode { get; }

    internal override UserSignedType SignedType => SignedAs;

    internal override ActsFor ActsFor => ActsFor.NamedInAction;

    internal override void Describe(ActionFacts facts)
    {
    }

    internal override void WriteFields<TFields>(ref TFields fields, in ActionContext context)
    {
        fields.Address("user"u8, User);
        fields.String("abstraction"u8, context.InMultisigPayload ? AbstractionModeWord.Letter(Mode) : AbstractionModeWord.Of(Mode));
        fields.Nonce("nonce"u8, context);
    }
}
