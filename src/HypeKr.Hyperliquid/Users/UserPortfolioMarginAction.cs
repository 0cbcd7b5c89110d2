using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Switches portfolio margin on or off. Wire: <c>userPortfolioMargin</c>, with <c>user</c>, <c>enabled</c> and <c>nonce</c>.</summary>
/// <remarks>The venue asks for an account value of 10,000 USD or a volume of 5,000,000.</remarks>
public sealed class UserPortfolioMarginAction : UserSignedAction
{
    private static readonly UserSignedType SignedAs = UserSignedType.Known("userPortfolioMargin");

    /// <summary>A switch to turn.</summary>
    /// <param name="user">The account, or a sub-account of it.</param>
    /// <param name="enabled">On or off.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public UserPortfolioMarginAction(EthereumAddress user, bool enabled)
    {
        User = ActionArgument.Address(user, "the account");
        Enabled = enabled;
    }

    /// <summary>The account, or a sub-account of it. Wire: <c>user</c>.</summary>
    public EthereumAddress User { get; }

    /// <summary>On or off. Wire: <c>enabled</c>.</summary>
    public bool Enabled { get; }

    internal override UserSignedType SignedType => SignedAs;

    internal override ActsFor ActsFor => ActsFor.NamedInAction;

    internal override void Describe(ActionFacts facts)
    {
    }

    internal override void WriteFields<TFields>(ref TFields fields, in ActionContext context)
    {
        fields.Address("user"u8, User);
        fields.Bool("enabled"u8, Enabled);
        fields.Nonce("nonce"u8, context);
    }
}
