using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Sends USDC of the perp balance to another user. Wire: <c>usdSend</c>, with <c>destination</c>, <c>amount</c> and <c>time</c>, the nonce.</summary>
public sealed class UsdSendAction : UserSignedAction
{
    private static readonly UserSignedType SignedAs = new("usdSend", "UsdSend");

    /// <summary>A transfer.</summary>
    /// <param name="destination">Who receives it.</param>
    /// <param name="amount">USDC, above zero, with at most eight fractional digits.</param>
    /// <exception cref="ArgumentOutOfRangeException">The amount is not above zero, or too precise.</exception>
    public UsdSendAction(EthereumAddress destination, decimal amount)
    {
        Destination = destination;
        Amount = WireAmount.Check(amount);
    }

    /// <summary>Who receives it.</summary>
    public EthereumAddress Destination { get; }

    /// <summary>USDC.</summary>
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
