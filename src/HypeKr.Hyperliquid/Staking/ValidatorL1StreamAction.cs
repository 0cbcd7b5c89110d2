namespace HypeKr.Hyperliquid;

/// <summary>A validator's vote on the risk-free rate. Wire: <c>validatorL1Stream</c>, with <c>riskFreeRate</c>.</summary>
public sealed class ValidatorL1StreamAction : L1Action
{
    /// <summary>A vote.</summary>
    /// <param name="riskFreeRate">The rate, as a fraction of one a year: at most 8 fractional digits.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public ValidatorL1StreamAction(decimal riskFreeRate)
    {
        RiskFreeRate = ActionArgument.Decimal(riskFreeRate, "the risk-free rate", min: 0m);
    }

    /// <inheritdoc/>
    public override string Type => "validatorL1Stream";

    /// <summary>The rate, as a fraction of one a year. Wire: <c>riskFreeRate</c>.</summary>
    public decimal RiskFreeRate { get; }

    internal override void Describe(ActionFacts facts)
    {
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(2);
        writer.Name("type"u8);
        writer.Text("validatorL1Stream"u8);
        writer.Name("riskFreeRate"u8);
        writer.Decimal(RiskFreeRate);
        writer.EndMap();
    }
}
