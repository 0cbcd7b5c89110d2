using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Moves a token between an account's own balances, signed by an agent. Wire: <c>agentSendAsset</c>, with <c>destination</c>, <c>sourceDex</c>, <c>destinationDex</c>, <c>token</c>, <c>amount</c>, <c>fromSubAccount</c>, <c>nonce</c>.</summary>
/// <remarks>The action carries the nonce of its envelope.</remarks>
public sealed class AgentSendAssetAction : L1Action
{
    /// <summary>A transfer.</summary>
    /// <param name="destination">The account itself: the venue takes no other.</param>
    /// <param name="sourceDex">Where it is taken from.</param>
    /// <param name="destinationDex">Where it is put.</param>
    /// <param name="token">The token.</param>
    /// <param name="amount">Units of the token, above 0: at most 8 fractional digits.</param>
    /// <param name="fromSubAccount">The sub-account it is taken from; null for the account itself.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public AgentSendAssetAction(EthereumAddress destination, TransferDex sourceDex, TransferDex destinationDex, TokenName token, decimal amount, EthereumAddress? fromSubAccount = null)
    {
        Destination = ActionArgument.Address(destination, "the destination");
        SourceDex = sourceDex;
        DestinationDex = destinationDex;
        Token = token;
        Amount = ActionArgument.Decimal(amount, "the amount", min: 0.00000001m);
        FromSubAccount = fromSubAccount is { } from ? ActionArgument.Address(from, "the sub-account") : null;
    }

    /// <inheritdoc/>
    public override string Type => "agentSendAsset";

    /// <summary>Where it goes: the account itself. Wire: <c>destination</c>.</summary>
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

    internal override ActsFor ActsFor => FromSubAccount is null ? ActsFor.OwnAccount : ActsFor.NamedInAction;

    internal override void Describe(ActionFacts facts) => facts.Destination(Destination);

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(8);
        writer.Name("type"u8);
        writer.Text("agentSendAsset"u8);
        writer.Name("destination"u8);
        writer.Address(Destination);
        writer.Name("sourceDex"u8);
        writer.Text(SourceDex.Value);
        writer.Name("destinationDex"u8);
        writer.Text(DestinationDex.Value);
        writer.Name("token"u8);
        writer.Text(Token.Value);
        writer.Name("amount"u8);
        writer.Decimal(Amount);
        writer.Name("fromSubAccount"u8);
        if (FromSubAccount is { } fromSubAccount) writer.Address(fromSubAccount);
        else writer.Text(""u8);
        writer.Name("nonce"u8);
        writer.Integer(context.Nonce);
        writer.EndMap();
    }
}
