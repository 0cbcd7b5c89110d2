using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Sends USDC of the perp balance to another user. Wire: <c>usdSend</c>, with <c>destination</c>, <c>amount</c> and <c>time</c>, the nonce.</summary>
public sealed class UsdSendAction : UserSignedAction
{
    private static readonly UserSignedType SignedAs = UserSignedType.Known("usdSend");

    /// <summary>A transfer.</summary>
    /// <param name="destination">Who receives it.</param>
    /// <param name="amount">USDC, above 0: at most 8 fractional digits.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public UsdSendAction(EthereumAddress destination, decimal amount)
    {
        Destination = ActionArgument.Address(destination, "the destination");
        Amount = ActionArgument.Decimal(amount, "the amount", min: 0.00000001m);
    }

    /// <summary>Who receives it. Wire: <c>destination</c>.</summary>
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
