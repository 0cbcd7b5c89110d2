namespace HypeKr.Hyperliquid;

/// <summary>Creates a sub-account. Wire: <c>createSubAccount</c>, with <c>name</c>. The venue answers with its address.</summary>
/// <remarks>The venue asks for some traded volume first.</remarks>
public sealed class CreateSubAccountAction : L1Action
{
    /// <summary>A sub-account to create.</summary>
    /// <param name="name">1 to 16 characters.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public CreateSubAccountAction(string name)
    {
        Name = ActionArgument.Text(name, 1, 16, "the name of a sub-account");
    }

    /// <inheritdoc/>
    public override string Type => "createSubAccount";

    /// <summary>Its name. Wire: <c>name</c>.</summary>
    public string Name { get; }

    internal override void Describe(ActionFacts facts)
    {
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(2);
        writer.Name("type"u8);
        writer.Text("createSubAccount"u8);
        writer.Name("name"u8);
        writer.Text(Name);
        writer.EndMap();
    }
}
