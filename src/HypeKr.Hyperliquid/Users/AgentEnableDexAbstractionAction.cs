namespace HypeKr.Hyperliquid;

/// <summary>Switches dex abstraction on, signed by an agent. Wire: <c>agentEnableDexAbstraction</c>.</summary>
/// <remarks>It cannot be switched off this way. The venue calls it deprecated: <see cref="AgentSetAbstractionAction"/> does the same and more.</remarks>
public sealed class AgentEnableDexAbstractionAction : L1Action
{
    /// <inheritdoc/>
    public override string Type => "agentEnableDexAbstraction";

    internal override void Describe(ActionFacts facts)
    {
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(1);
        writer.Name("type"u8);
        writer.Text("agentEnableDexAbstraction"u8);
        writer.EndMap();
    }
}
