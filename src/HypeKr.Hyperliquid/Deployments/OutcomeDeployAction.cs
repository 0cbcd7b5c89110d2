namespace HypeKr.Hyperliquid.Deployments;

/// <summary>A step of deploying or settling outcome markets (HIP-4). Wire: <c>outcomeDeploy</c>, with <c>venue</c> and <c>operation</c>.</summary>
/// <remarks>
/// The form of transactions that the venue accepted in October 2026. Older clients send the same operations as <c>outcome</c> of <c>spotDeploy</c>: <see cref="LegacyOutcomeDeployment"/>.
/// </remarks>
public sealed class OutcomeDeployAction : L1Action
{
    /// <summary>An operation to carry out.</summary>
    /// <param name="venue">The venue name that the deployer was activated under: 2 to 4 lower-case letters.</param>
    /// <param name="operation">What is done.</param>
    /// <exception cref="InvalidActionException">The text cannot be a venue name.</exception>
    public OutcomeDeployAction(string venue, OutcomeDeployOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        Venue = ActivateOutcomeDeployerAction.CheckVenue(venue);
        Operation = operation;
    }

    /// <inheritdoc/>
    public override string Type => "outcomeDeploy";

    /// <summary>The venue name of the deployer. Wire: <c>venue</c>.</summary>
    public string Venue { get; }

    /// <summary>What is done. Wire: <c>operation</c>.</summary>
    public OutcomeDeployOperation Operation { get; }

    internal override void Describe(ActionFacts facts) => Operation.Describe(facts);

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(3);
        writer.Name("type"u8);
        writer.Text("outcomeDeploy"u8);
        writer.Name("venue"u8);
        writer.Text(Venue);
        writer.Name("operation"u8);
        writer.BeginMap(1);
        writer.Name(Operation.Variant);
        Operation.WriteValue(ref writer);
        writer.EndMap();
        writer.EndMap();
    }
}
