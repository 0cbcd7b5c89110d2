namespace HypeKr.Hyperliquid;

/// <summary>Sets how an account's balances work together, signed by an agent. Wire: <c>agentSetAbstraction</c>, with <c>abstraction</c> as <c>i</c>, <c>u</c> or <c>p</c>.</summary>
public sealed class AgentSetAbstractionAction : L1Action
{
    /// <summary>A mode to set.</summary>
    /// <param name="mode">The mode to set.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public AgentSetAbstractionAction(AbstractionMode mode)
    {
        Mode = ActionArgument.Defined(mode, "the mode");
    }

    /// <inheritdoc/>
    public override string Type => "agentSetAbstraction";

    /// <summary>The mode. Wire: <c>abstraction</c>.</summary>
    public AbstractionMode Mode { get; }

    internal override void Describe(ActionFacts facts)
    {
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(2);
        writer.Name("type"u8);
        writer.Text("agentSetAbstraction"u8);
        writer.Name("abstraction"u8);
        writer.Text(Mode switch { AbstractionMode.Disabled => "i"u8, AbstractionMode.UnifiedAccount => "u"u8, _ => "p"u8 });
        writer.EndMap();
    }
}
