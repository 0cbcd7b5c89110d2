using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Sets who gets the deployer's share of the fees. Wire: <c>setFeeRecipient</c>, with <c>dex</c>, <c>feeRecipient</c>.</summary>
public sealed class SetFeeRecipient : PerpDeployOperation
{
    /// <summary>Whom to pay.</summary>
    /// <param name="dex">The name of the dex.</param>
    /// <param name="feeRecipient">Who is paid.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public SetFeeRecipient(string dex, EthereumAddress feeRecipient)
    {
        Dex = ActionArgument.Dex(dex);
        FeeRecipient = ActionArgument.Address(feeRecipient, "the fee recipient");
    }

    /// <inheritdoc/>
    public override string Variant => "setFeeRecipient";

    /// <summary>The name of the dex. Wire: <c>dex</c>.</summary>
    public string Dex { get; }

    /// <summary>Who is paid. Wire: <c>feeRecipient</c>.</summary>
    public EthereumAddress FeeRecipient { get; }

    internal override void Describe(ActionFacts facts) => facts.Destination(FeeRecipient);

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginMap(2);
        writer.Name("dex"u8);
        writer.Text(Dex);
        writer.Name("feeRecipient"u8);
        writer.Address(FeeRecipient);
        writer.EndMap();
    }
}
