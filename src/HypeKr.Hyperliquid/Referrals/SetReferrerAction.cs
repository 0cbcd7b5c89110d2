namespace HypeKr.Hyperliquid;

/// <summary>Names the referrer whose code the account came with. Wire: <c>setReferrer</c>, with <c>code</c>.</summary>
public sealed class SetReferrerAction : L1Action
{
    /// <summary>A code to use.</summary>
    /// <param name="code">1 to 20 characters.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public SetReferrerAction(string code)
    {
        Code = ActionArgument.Text(code, 1, 20, "a referral code");
    }

    /// <inheritdoc/>
    public override string Type => "setReferrer";

    /// <summary>The code. Wire: <c>code</c>.</summary>
    public string Code { get; }

    internal override void Describe(ActionFacts facts)
    {
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(2);
        writer.Name("type"u8);
        writer.Text("setReferrer"u8);
        writer.Name("code"u8);
        writer.Text(Code);
        writer.EndMap();
    }
}
