namespace HypeKr.Hyperliquid.Deployments;

/// <summary>One step of deploying outcome markets (HIP-4): a variant of <c>outcomeDeploy</c>.</summary>
public abstract class OutcomeDeployOperation
{
    private protected OutcomeDeployOperation()
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
