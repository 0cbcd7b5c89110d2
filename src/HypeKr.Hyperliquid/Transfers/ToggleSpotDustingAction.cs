namespace HypeKr.Hyperliquid;

/// <summary>Chooses whether the venue sells small spot balances ("dust"). Wire: <c>spotUser</c>, with <c>toggleSpotDusting</c>.</summary>
public sealed class ToggleSpotDustingAction : L1Action
{
    /// <summary>A choice.</summary>
    /// <param name="optOut">True to keep small balances, false to have them sold.</param>
    public ToggleSpotDustingAction(bool optOut) => OptOut = optOut;

    /// <inheritdoc/>
    public override string Type => "spotUser";

    /// <summary>Whether small balances are kept. Wire: <c>optOut</c>.</summary>
    public bool OptOut { get; }

    internal override void Describe(ActionFacts facts)
    {
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(2);
        writer.Name("type"u8);
        writer.Text("spotUser"u8);
        writer.Name("toggleSpotDusting"u8);
        writer.BeginMap(1);
        writer.Name("optOut"u8);
        writer.Boolean(OptOut);
        writer.EndMap();
        writer.EndMap();
    }
}
