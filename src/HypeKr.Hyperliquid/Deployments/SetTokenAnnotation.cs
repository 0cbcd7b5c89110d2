namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Sets what the venue shows beside a token. Wire: <c>setTokenAnnotation</c>, with <c>token</c>, <c>annotation</c>.</summary>
/// <remarks>New in September 2026, in no other client yet; the shape is unconfirmed.</remarks>
public sealed class SetTokenAnnotation : SpotDeployOperation
{
    /// <summary>An annotation to set.</summary>
    /// <param name="token">The index of the token.</param>
    /// <param name="annotation">The annotation.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public SetTokenAnnotation(int token, TokenAnnotation annotation)
    {
        Token = (int)ActionArgument.Integer(token, 0, int.MaxValue, "the index of the token");
        Annotation = ActionArgument.Given(annotation, nameof(annotation));
    }

    /// <inheritdoc/>
    public override string Variant => "setTokenAnnotation";

    /// <summary>The index of the token. Wire: <c>token</c>.</summary>
    public int Token { get; }

    /// <summary>The annotation. Wire: <c>annotation</c>.</summary>
    public TokenAnnotation Annotation { get; }

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginMap(2);
        writer.Name("token"u8);
        writer.Integer((long)Token);
        writer.Name("annotation"u8);
        Annotation.Write(ref writer);
        writer.EndMap();
    }
}
