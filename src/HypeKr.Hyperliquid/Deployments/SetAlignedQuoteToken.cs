namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Makes the token an aligned quote token, or no longer. Wire: <c>enableAlignedQuoteToken</c> or <c>disableAlignedQuoteToken</c>, with <c>token</c>.</summary>
/// <remarks>Written as the venue's documentation has it. Transactions on chain were seen with <c>[token]</c> in place of <c>{"token": token}</c>: unconfirmed.</remarks>
public sealed class SetAlignedQuoteToken : SpotDeployOperation
{
    /// <summary>A switch to turn.</summary>
    /// <param name="token">The index of the token.</param>
    /// <param name="isEnabled">On or off.</param>
    /// <exception cref="InvalidActionException">The index is negative.</exception>
    public SetAlignedQuoteToken(int token, bool isEnabled)
    {
        Token = (int)ActionArgument.Integer(token, 0, int.MaxValue, "the index of the token");
        IsEnabled = isEnabled;
    }

    /// <summary>The index of the token. Wire: <c>token</c>.</summary>
    public int Token { get; }

    /// <summary>On or off.</summary>
    public bool IsEnabled { get; }

    /// <inheritdoc/>
    public override string Variant => IsEnabled ? "enableAlignedQuoteToken" : "disableAlignedQuoteToken";

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginMap(1);
        writer.Name("token"u8);
        writer.Integer((long)Token);
        writer.EndMap();
    }
}
