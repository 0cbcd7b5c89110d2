namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Closes a dex whose assets are all settled. Wire: <c>disableDex</c>, the name of the dex.</summary>
public sealed class DisableDex : PerpDeployOperation
{
    /// <summary>A dex to close.</summary>
    /// <param name="dex">The name of the dex.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public DisableDex(string dex)
    {
        Dex = ActionArgument.Dex(dex);
    }

    /// <inheritdoc/>
    public override string Variant => "disableDex";

    /// <summary>The name of the dex. Wire: <c></c>.</summary>
    public string Dex { get; }

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.Text(Dex);
    }
}
