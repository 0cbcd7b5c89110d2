namespace HypeKr.Hyperliquid;

/// <summary>Sets the name that the leaderboard shows. Wire: <c>setDisplayName</c>, with <c>displayName</c>.</summary>
public sealed class SetDisplayNameAction : L1Action
{
    /// <summary>A name to show.</summary>
    /// <param name="displayName">Up to 20 characters; empty clears it.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public SetDisplayNameAction(string displayName)
    {
        DisplayName = ActionArgument.Text(displayName, 0, 20, "a display name");
    }

    /// <inheritdoc/>
    public override string Type => "setDisplayName";

    /// <summary>The name; empty clears it. Wire: <c>displayName</c>.</summary>
    public string DisplayName { get; }

    internal override void Describe(ActionFacts facts)
    {
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(2);
        writer.Name("type"u8);
        writer.Text("setDisplayName"u8);
        writer.Name("displayName"u8);
        writer.Text(DisplayName);
        writer.EndMap();
    }
}
