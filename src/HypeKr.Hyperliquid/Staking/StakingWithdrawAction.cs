namespace HypeKr.Hyperliquid;

/// <summary>Moves HYPE from the staking to the spot balance. Wire: <c>cWithdraw</c>, with <c>wei</c> in 10^-8 and <c>nonce</c>.</summary>
/// <remarks>It arrives after a queue of 7 days.</remarks>
public sealed class StakingWithdrawAction : UserSignedAction
{
    private static readonly UserSignedType SignedAs = UserSignedType.Known("cWithdraw");

    /// <summary>An amount to move.</summary>
    /// <param name="amount">HYPE, above 0: at most 8 fractional digits.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public StakingWithdrawAction(decimal amount)
    {
        Amount = ActionArgument.Hype(amount, "the amount", min: 0.00000001m);
    }

    /// <summary>HYPE. Wire: <c>wei</c>.</summary>
    public decimal Amount { get; }

    internal override UserSignedType SignedType => SignedAs;

    internal override void Describe(ActionFacts facts)
    {
    }

    internal override void WriteFields<TFields>(ref TFields fields, in ActionContext context)
    {
        fields.UInt64("wei"u8, (ulong)ActionArgument.HypeUnits(Amount));
        fields.Nonce("nonce"u8, context);
    }
}
