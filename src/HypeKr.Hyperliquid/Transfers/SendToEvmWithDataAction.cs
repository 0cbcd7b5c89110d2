using System.Globalization;

namespace HypeKr.Hyperliquid;

/// <summary>Sends a token to a recipient on another chain, with data for the contract that receives it. Wire: <c>sendToEvmWithData</c>.</summary>
/// <remarks>
/// With <c>token</c>, <c>amount</c>, <c>sourceDex</c>, <c>destinationRecipient</c>, <c>addressEncoding</c>, <c>destinationChainId</c>, <c>gasLimit</c>, <c>data</c> and <c>nonce</c>.
/// </remarks>
public sealed class SendToEvmWithDataAction : UserSignedAction
{
    private const int MaxRecipientLength = 130;
    private static readonly UserSignedType SignedAs = UserSignedType.Known("sendToEvmWithData");
    private readonly byte[] _data;

    /// <summary>A transfer.</summary>
    /// <param name="token">The token.</param>
    /// <param name="amount">Units of the token, above 0: at most 8 fractional digits.</param>
    /// <param name="sourceDex">Where it is taken from.</param>
    /// <param name="recipient">Who receives it there: <c>0x</c> and hex digits, or base 58.</param>
    /// <param name="encoding">Which of the two.</param>
    /// <param name="destinationChainId">The chain it goes to.</param>
    /// <param name="gasLimit">Gas for the call there, up to 2^53 - 1.</param>
    /// <param name="data">What the contract is called with; it is copied.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public SendToEvmWithDataAction(TokenName token, decimal amount, TransferDex sourceDex, string recipient, EvmAddressEncoding encoding, uint destinationChainId, long gasLimit, ReadOnlySpan<byte> data = default)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        Token = token;
        Amount = ActionArgument.Decimal(amount, "the amount", min: 0.00000001m);
        SourceDex = sourceDex;
        Encoding = ActionArgument.Defined(encoding, "the encoding of the recipient");
        Recipient = Check(recipient, encoding);
        DestinationChainId = destinationChainId;
        GasLimit = ActionArgument.Integer(gasLimit, 0, WireInteger.Max, "the gas limit");
        _data = data.ToArray();
    }

    /// <summary>The token. Wire: <c>token</c>.</summary>
    public TokenName Token { get; }

    /// <summary>Units of the token. Wire: <c>amount</c>.</summary>
    public decimal Amount { get; }

    /// <summary>Where it is taken from. Wire: <c>sourceDex</c>.</summary>
    public TransferDex SourceDex { get; }

    /// <summary>Who receives it there; hex digits in lower case. Wire: <c>destinationRecipient</c>.</summary>
    public string Recipient { get; }

    /// <summary>How the recipient is written. Wire: <c>addressEncoding</c>.</summary>
    public EvmAddressEncoding Encoding { get; }

    /// <summary>The chain it goes to. Wire: <c>destinationChainId</c>.</summary>
    public uint DestinationChainId { get; }

    /// <summary>Gas for the call there. Wire: <c>gasLimit</c>.</summary>
    public long GasLimit { get; }

    /// <summary>What the contract is called with. Wire: <c>data</c>, as hex.</summary>
    public ReadOnlyMemory<byte> Data => _data;

    internal override UserSignedType SignedType => SignedAs;

    internal override void Describe(ActionFacts facts)
    {
        facts.Destination(Recipient);
        facts.EvmTransfer(DestinationChainId, _data.Length > 0);
    }

    internal override void WriteFields<TFields>(ref TFields fields, in ActionContext context)
    {
        fields.String("token"u8, Token.Value);
        fields.Decimal("amount"u8, Amount);
        fields.String("sourceDex"u8, SourceDex.Value);
        fields.String("destinationRecipient"u8, Recipient);
        fields.String("addressEncoding"u8, Encoding == EvmAddressEncoding.Hex ? "hex"u8 : "base58"u8);
        fields.UInt32("destinationChainId"u8, DestinationChainId);
        fields.UInt64("gasLimit"u8, (ulong)GasLimit);
        fields.Bytes("data"u8, _data);
        fields.Nonce("nonce"u8, context);
    }

    private static string Check(string recipient, EvmAddressEncoding encoding)
    {
        // The text is never shown: it is an address.
        if (recipient.Length is 0 or > MaxRecipientLength) throw new InvalidActionException(string.Create(CultureInfo.InvariantCulture, $"A recipient has 1 to {MaxRecipientLength} characters, not {recipient.Length}."));
        if (encoding == EvmAddressEncoding.Hex)
        {
            return ActionArgument.IsHex(recipient, recipient.Length - 2) && recipient.Length > 2 && recipient.Length % 2 == 0
                ? recipient.ToLowerInvariant()
                : throw new InvalidActionException("A recipient in hex is 0x and an even number of hex digits.");
        }

        return recipient.All(static c => char.IsAsciiLetterOrDigit(c) && c is not ('0' or 'O' or 'I' or 'l'))
            ? recipient
            : throw new InvalidActionException("A recipient in base 58 is letters and digits without 0, O, I and l.");
    }
}
