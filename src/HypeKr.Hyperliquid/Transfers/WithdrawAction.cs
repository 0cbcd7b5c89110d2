using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Withdraws USDC to Arbitrum. Wire: <c>withdraw3</c>, with <c>destination</c>, <c>amount</c> and <c>time</c>, the nonce.</summary>
/// <remarks>The venue takes 1 USDC for it, and some minutes.</remarks>
public sealed class WithdrawAction : UserSignedAction
{
    private static readonly UserSignedType SignedAs = UserSignedType.Known("withdraw3");

    /// <summary>A withdrawal.</summary>
    /// <param name="destination">The address on Arbitrum that receives it.</param>
    /// <param name="amount">USDC, above 0: at most 8 fractional digits.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public WithdrawAction(EthereumAddress destination, decimal amount)
    {
        Destination = ActionArgument.Address(destination, "the destination");
        Amount = ActionArgument.Decimal(amount, "the amount", min: 0.00000001m);
    }

    /// <summary>The address on Arbitrum that receives it. Wire: <c>destination</c>.</summary>
    public EthereumAddress Destination { get; }

    /// <summary>USDC. Wire: <c>amount</c>.</summary>
    public decimal Amount { get; }

    internal override UserSignedType SignedType => SignedAs;

    internal override void Describe(ActionFacts facts) => facts.Destination(Destination);

    internal override void WriteFields<TFields>(ref TFields fields, in ActionContext context)
    {
        fields.AddressText("destination"u8, Destination);
        fields.Decimal("amount"u8, Amount);
        fields.Nonce("time"u8, context);
    }
}
