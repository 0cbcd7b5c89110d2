namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Sets the label that the venue shows for the deployer. Wire: <c>setDeployerLabel</c>, with <c>label</c>.</summary>
/// <remarks>New in September 2026, in no other client yet; the shape is unconfirmed.</remarks>
public sealed class SetDeployerLabel : SpotDeployOperation
{
    /// <summary>A label to set.</summary>
    /// <param name="label">The label.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public SetDeployerLabel(string label)
    {
        Label = ActionArgument.Text(label, 0, int.MaxValue, "the label");
    }

    /// <inheritdoc/>
    public override string Variant => "setDeployerLabel";

    /// <summary>The label. Wire: <c>label</c>.</summary>
    public string Label { get; }

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginMap(1);
        writer.Name("label"u8);
        writer.Text(Label);
        writer.EndMap();
    }
}
