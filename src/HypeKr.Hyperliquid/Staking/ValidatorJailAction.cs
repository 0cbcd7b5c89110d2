namespace HypeKr.Hyperliquid;

/// <summary>Takes the signer's validator out of consensus, or back in. Wire: <c>CSignerAction</c>, with <c>jailSelf</c> or <c>unjailSelf</c>.</summary>
public sealed class ValidatorJailAction : L1Action
{
    /// <summary>A step in or out.</summary>
    /// <param name="jailed">True to step out, false to come back.</param>
    public ValidatorJailAction(bool jailed) => Jailed = jailed;

    /// <inheritdoc/>
    public override string Type => "CSignerAction";

    /// <summary>Out of consensus, or back in.</summary>
    public bool Jailed { get; }

    internal override void Describe(ActionFacts facts)
    {
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(2);
        writer.Name("type"u8);
        writer.Text("CSignerAction"u8);
        writer.Name(Jailed ? "jailSelf"u8 : "unjailSelf"u8);
        writer.Null();
        writer.EndMap();
    }
}
