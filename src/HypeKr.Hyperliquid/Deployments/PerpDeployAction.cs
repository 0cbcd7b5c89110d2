namespace HypeKr.Hyperliquid.Deployments;

/// <summary>A step of deploying or running a perp dex (HIP-3). Wire: <c>perpDeploy</c>, with the one member that the operation names.</summary>
public sealed class PerpDeployAction : L1Action
{
    /// <summary>An operation to carry out.</summary>
    public PerpDeployAction(PerpDeployOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        Operation = operation;
    }

    /// <inheritdoc/>
    public override string Type => "perpDeploy";

    /// <summary>What is done.</summary>
    public PerpDeployOperation Operation { get; }

    internal override void Describe(ActionFacts facts) => Operation.Describe(facts);

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(2);
        writer.Name("type"u8);
        writer.Text("perpDeploy"u8);
        writer.Name(Operation.Variant);
        Operation.WriteValue(ref writer);
        writer.EndMap();
    }
}
