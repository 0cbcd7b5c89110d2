namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Sets the factor on the fees of a dex. Wire: <c>setFeeScale</c>, with <c>dex</c>, <c>scale</c>.</summary>
/// <remarks>The venue is replacing it by <see cref="SetDeployerFees"/>.</remarks>
public sealed class SetFeeScale : PerpDeployOperation
{
    /// <summary>A factor to set.</summary>
    /// <param name="dex">The name of the dex.</param>
    /// <param name="scale">The factor, not negative: at most 8 fractional digits.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public SetFeeScale(string dex, decimal scale)
    {
        Dex = ActionArgument.Dex(dex);
        Scale = ActionArgument.Decimal(scale, "the fee scale", min: 0m);
    }

    /// <inheritdoc/>
    public override string Variant => "setFeeScale";

    /// <summary>The name of the dex. Wire: <c>dex</c>.</summary>
    public string Dex { get; }

    /// <summary>The factor. Wire: <c>scale</c>.</summary>
    public decimal Scale { get; }

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginMap(2);
        writer.Name("dex"u8);
        writer.Text(Dex);
        writer.Name("scale"u8);
        writer.Decimal(Scale);
        writer.EndMap();
    }
}
