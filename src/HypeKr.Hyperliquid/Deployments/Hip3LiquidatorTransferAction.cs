namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Moves collateral into the liquidator of a builder-deployed dex, or out of it. Wire: <c>hip3LiquidatorTransfer</c>, with <c>dex</c>, <c>ntl</c> in millionths, <c>isDeposit</c>.</summary>
/// <remarks>The venue is said to take multiples of 1,000 USD alone; not every source agrees, so it is not enforced here.</remarks>
public sealed class Hip3LiquidatorTransferAction : L1Action
{
    /// <summary>An amount to move.</summary>
    /// <param name="dex">The name of the builder-deployed dex.</param>
    /// <param name="amount">USD, above 0: at most 6 fractional digits.</param>
    /// <param name="isDeposit">True into the liquidator, false out of it.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public Hip3LiquidatorTransferAction(string dex, decimal amount, bool isDeposit)
    {
        Dex = ActionArgument.Dex(dex);
        Amount = ActionArgument.Usd(amount, "the amount", min: 0.000001m);
        IsDeposit = isDeposit;
    }

    /// <inheritdoc/>
    public override string Type => "hip3LiquidatorTransfer";

    /// <summary>The dex. Wire: <c>dex</c>.</summary>
    public string Dex { get; }

    /// <summary>USD to move. Wire: <c>ntl</c>.</summary>
    public decimal Amount { get; }

    /// <summary>Into the liquidator, or out of it. Wire: <c>isDeposit</c>.</summary>
    public bool IsDeposit { get; }

    internal override void Describe(ActionFacts facts)
    {
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(4);
        writer.Name("type"u8);
        writer.Text("hip3LiquidatorTransfer"u8);
        writer.Name("dex"u8);
        writer.Text(Dex);
        writer.Name("ntl"u8);
        writer.Integer(ActionArgument.UsdUnits(Amount));
        writer.Name("isDeposit"u8);
        writer.Boolean(IsDeposit);
        writer.EndMap();
    }
}
