using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Sends a token from any of the account's balances to any balance of anybody. Wire: <c>sendAsset</c>, with <c>destination</c>, <c>sourceDex</c>, <c>destinationDex</c>, <c>token</c>, <c>amount</c>, <c>fromSubAccount</c> and <c>nonce</c>.</summary>
public sealed class SendAssetAction : UserSignedAction
{
    private static readonly UserSignedType SignedAs = UserSignedType.Known("sendAsset");

    /// <summary>A transfer.</summary>
    /// <param name="destination">Who receives it.</param>
    /// <param name="sourceDex">Where it is taken from.</param>
    /// <param name="destinationDex">Where it is put.</param>
    /// <param name="token">The token.</param>
    /// <param name="amount">Units of the token, above 0: at most 8 fractional digits.</param>
    /// <param name="fromSubAccount">The sub-account it is taken from; null for the account itself.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public SendAssetAction(EthereumAddress destination, TransferDex sourceDex, TransferDex destinationDex, TokenName token, decimal amount, EthereumAddress? fromSubAccount = null)
    {
        Destination = ActionArgument.Address(destination, "the destination");
        SourceDex = sourceDex;
        DestinationDex = destinationDex;
        Token = token;
        Amount = ActionArgument.Decimal(amount, "the amount", min: 0.00000001m);
        FromSubAccount = fromSubAccount is { } from ? ActionArgument.Address(from, "the sub-account") : null;
    }

    /// <summary>Who receives it. Wire: <c>destination</c>.</summary>
    public EthereumAddress Destination { get; }

    /// <summary>Where it is taken from. Wire: <c>sourceDex</c>.</summary>
    public TransferDex SourceDex { get; }

    /// <summary>Where it is put. Wire: <c>destinationDex</c>.</summary>
    public TransferDex DestinationDex { get; }

    /// <summary>The token. Wire: <c>token</c>.</summary>
    public TokenName Token { get; }

    /// <summary>Units of the token. Wire: <c>amount</c>.</summary>
    public decimal Amount { get; }

    /// <summary>The sub-account it is taken from, if any. Wire: <c>fromSubAccount</c>.</summary>
    public EthereumAddress? FromSubAccount { get; }

    internal override UserSignedType SignedType => SignedAs;

    internal override ActsFor ActsFor => FromSubAccount is null ? ActsFor.OwnAccount : ActsFor.NamedInAction;

    internal override void Describe(ActionFacts facts) => facts.Destination(Destination);

    internal override void WriteFields<TFields>(ref TFields fields, in ActionContext context)
    {
        fields.AddressText("destination"u8, Destination);
        fields.String("sourceDex"u8, SourceDex.Value);
        fields.String("destinationDex"u8, DestinationDex.Value);
        fields.String("token"u8, Token.Value);
        fields.Decimal("amount"u8, Amount);
        if (FromSubAccount is { } fromSubAccount) fields.AddressText("fromSubAccount"u8, fromSubAccount);
        else fields.String("fromSubAccount"u8, ""u8);
        fields.Nonce("nonce"u8, context);
    }
}
