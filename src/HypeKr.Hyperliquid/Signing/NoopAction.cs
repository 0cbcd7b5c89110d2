namespace HypeKr.Hyperliquid;

/// <summary>Does nothing but use up its nonce, so that another action signed with the same one can no longer be executed. Wire: <c>noop</c>.</summary>
public sealed class NoopAction : L1Action
{
    /// <inheritdoc/>
    public override string Type => "noop";

    internal override ActsFor ActsFor => ActsFor.NamedInAction;

    internal override void Describe(ActionFacts facts)
    {
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(1);
        writer.Name("type"u8);
        writer.Text("noop"u8);
        writer.EndMap();
    }
}
