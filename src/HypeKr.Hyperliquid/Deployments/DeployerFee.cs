namespace HypeKr.Hyperliquid.Deployments;

/// <summary>The fee of an asset of a builder-deployed dex. Wire: an element of <c>setDeployerFees</c>.</summary>
public sealed class DeployerFee
{
    /// <summary>A fee.</summary>
    /// <param name="scale">The factor on the venue's fee: 0 to 3, and below 10 in growth mode.</param>
    /// <param name="growthMode">Whether the asset is in growth mode.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public DeployerFee(decimal scale, bool growthMode)
    {
        Scale = ActionArgument.Decimal(scale, "the fee scale", min: 0m, max: 10m);
        GrowthMode = growthMode;
    }

    /// <summary>The factor on the venue's fee. Wire: <c>scale</c>.</summary>
    public decimal Scale { get; }

    /// <summary>Whether the asset is in growth mode. Wire: <c>growthMode</c>.</summary>
    public bool GrowthMode { get; }

    internal void Write<TWriter>(ref TWriter writer)
        where TWriter : struct, IWireWriter
    {
        writer.BeginMap(2);
        writer.Name("scale"u8);
        writer.Decimal(Scale);
        writer.Name("growthMode"u8);
        writer.Boolean(GrowthMode);
        writer.EndMap();
    }
}
