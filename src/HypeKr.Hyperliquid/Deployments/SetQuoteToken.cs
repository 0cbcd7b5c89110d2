namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Lets pairs be quoted in the token, or no longer. Wire: <c>enableQuoteToken</c> or <c>disableQuoteToken</c>, with <c>token</c>.</summary>
public sealed class SetQuoteToken : SpotDeployOperation
{
    /// <summary>A switch to turn.</summary>
    /// <param name="token">The index of the token.</param>
    /// <param name="isEnabled">On or off.</param>
    /// <exception cref="InvalidActionException">The index is negative.</exception>
    public SetQuoteToken(int token, bool isEnabled)
    {
        Token = (int)ActionArgument.Integer(token, 0, int.MaxValue, "the index of the token");
        IsEnabled = isEnabled;
    }

    /// <summary>The index of the token. Wire: <c>token</c>.</summary>
    public int Token { get; }

    /// <summary>On or off.</summary>
    public bool IsEnabled { get; }

    /// <inheritdoc/>
    public override string Variant => IsEnabled ? "enableQuoteToken" : "disableQuoteToken";

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginMap(1);
        writer.Name("token"u8);
        writer.Integer((long)Token);
        writer.EndMap();
    }
}
