namespace HypeKr.Hyperliquid.Deployments;

/// <summary>One step of deploying a spot token (HIP-1, HIP-2): a variant of <c>spotDeploy</c>.</summary>
public abstract class SpotDeployOperation
{
    private protected SpotDeployOperation()
    {
    }

    /// <summary>The name of the variant on the wire.</summary>
    public abstract string Variant { get; }

    /// <summary>Tells a policy which coins the operation is about, and whom it gives something.</summary>
    internal virtual void Describe(ActionFacts facts)
    {
    }

    /// <summary>Writes what stands under the name of the variant.</summary>
    internal abstract void WriteValue<TWriter>(ref TWriter writer)
        where TWriter : struct, IWireWriter;
}
