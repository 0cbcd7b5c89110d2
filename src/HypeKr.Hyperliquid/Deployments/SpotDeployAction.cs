namespace HypeKr.Hyperliquid.Deployments;

/// <summary>A step of deploying a spot token (HIP-1, HIP-2). Wire: <c>spotDeploy</c>, with the one member that the operation names.</summary>
public sealed class SpotDeployAction : L1Action
{
    /// <summary>An operation to carry out.</summary>
    public SpotDeployAction(SpotDeployOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        Operation = operation;
    }

    /// <inheritdoc/>
    public override string Type => "spotDeploy";

    /// <summary>What is done.</summary>
    public SpotDeployOperation Operation { get; }

    internal override void Describe(ActionFacts facts) => Operation.Describe(facts);

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(2);
        writer.Name("type"u8);
        writer.Text("spotDeploy"u8);
        writer.Name(Operation.Variant);
        Operation.WriteValue(ref writer);
        writer.EndMap();
    }
}
