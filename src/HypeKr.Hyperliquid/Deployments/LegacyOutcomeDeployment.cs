namespace HypeKr.Hyperliquid.Deployments;

/// <summary>An operation on outcome markets, in the older form. Wire: <c>outcome</c>, with the one member that the operation names.</summary>
/// <remarks>Clients of before October 2026 send these as part of <c>spotDeploy</c>. The form that the venue was last seen to accept is <see cref="OutcomeDeployAction"/>.</remarks>
public sealed class LegacyOutcomeDeployment : SpotDeployOperation
{
    /// <summary>An operation to carry out.</summary>
    public LegacyOutcomeDeployment(OutcomeDeployOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        Operation = operation;
    }

    /// <summary>What is done.</summary>
    public OutcomeDeployOperation Operation { get; }

    /// <inheritdoc/>
    public override string Variant => "outcome";

    internal override void Describe(ActionFacts facts) => Operation.Describe(facts);

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginMap(1);
        writer.Name(Operation.Variant);
        Operation.WriteValue(ref writer);
        writer.EndMap();
    }
}
