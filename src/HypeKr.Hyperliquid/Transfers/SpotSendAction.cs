using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Sends a spot token to another user. Wire: <c>spotSend</c>, with <c>destination</c>, <c>token</c>, <c>amount</c> and <c>time</c>, the nonce.</summary>
public sealed class SpotSendAction : UserSignedAction
{
    private static readonly UserSignedType SignedAs = UserSignedType.Known("spotSend");

    /// <summary>A transfer.</summary>
    /// <param name="destination">Who receives it.</param>
    /// <param name="token">The token.</param>
    /// <param name="amount">Units of the token, above 0: at most 8 fractional digits.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public SpotSendAction(EthereumAddress destination, TokenName token, decimal amount)
    {
        Destination = ActionArgument.Address(destination, "the destination");
        Token = token;
        Amount = ActionArgument.Decimal(amount, "the amount", min: 0.00000001m);
    }

    /// <summary>Who receives it. Wire: <c>destination</c>.</summary>
    public EthereumAddress Destination { get; }

    /// <summary>The token. Wire: <c>token</c>.</summary>
    public TokenName Token { get; }

    /// <summary>Units of the token. Wire: <c>amount</c>.</summary>
    public decimal Amount { get; }

    internal override UserSignedType SignedType => SignedAs;

    internal override void Describe(ActionFacts facts) => facts.Destination(Destination);

    internal override void WriteFields<TFields>(ref TFields fields, in ActionContext context)
    {
        fields.AddressText("destination"u8, Destination);
        fields.String("token"u8, Token.Value);
        fields.Decimal("amount"u8, Amount);
        fields.Nonce("time"u8, context);
    }
}
