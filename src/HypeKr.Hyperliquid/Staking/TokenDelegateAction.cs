using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Delegates staked HYPE to a validator, or takes it back. Wire: <c>tokenDelegate</c>, with <c>validator</c>, <c>wei</c> in 10^-8, <c>isUndelegate</c> and <c>nonce</c>.</summary>
/// <remarks>It stays for a day at least.</remarks>
public sealed class TokenDelegateAction : UserSignedAction
{
    private static readonly UserSignedType SignedAs = UserSignedType.Known("tokenDelegate");

    /// <summary>A delegation.</summary>
    /// <param name="validator">The validator.</param>
    /// <param name="amount">HYPE, above 0: at most 8 fractional digits.</param>
    /// <param name="isUndelegation">True to take it back, false to delegate it.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public TokenDelegateAction(EthereumAddress validator, decimal amount, bool isUndelegation = false)
    {
        Validator = ActionArgument.Address(validator, "the validator");
        Amount = ActionArgument.Hype(amount, "the amount", min: 0.00000001m);
        IsUndelegation = isUndelegation;
    }

    /// <summary>The validator. Wire: <c>validator</c>.</summary>
    public EthereumAddress Validator { get; }

    /// <summary>HYPE. Wire: <c>wei</c>.</summary>
    public decimal Amount { get; }

    /// <summary>Taken back, or delegated. Wire: <c>isUndelegate</c>.</summary>
    public bool IsUndelegation { get; }

    internal override UserSignedType SignedType => SignedAs;

    internal override void Describe(ActionFacts facts)
    {
        if (!IsUndelegation) facts.Destination(Validator);
    }

    internal override void WriteFields<TFields>(ref TFields fields, in ActionContext context)
    {
        fields.Address("validator"u8, Validator);
        fields.UInt64("wei"u8, (ulong)ActionArgument.HypeUnits(Amount));
        fields.Bool("isUndelegate"u8, IsUndelegation);
        fields.Nonce("nonce"u8, context);
    }
}
