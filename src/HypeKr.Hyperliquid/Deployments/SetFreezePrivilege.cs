namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Keeps the right to freeze holders of the token, or gives it up for good. Wire: <c>enableFreezePrivilege</c> or <c>revokeFreezePrivilege</c>, with <c>token</c>.</summary>
public sealed class SetFreezePrivilege : SpotDeployOperation
{
    /// <summary>A switch to turn.</summary>
    /// <param name="token">The index of the token.</param>
    /// <param name="isEnabled">On or off.</param>
    /// <exception cref="InvalidActionException">The index is negative.</exception>
    public SetFreezePrivilege(int token, bool isEnabled)
    {
        Token = (int)ActionArgument.Integer(token, 0, int.MaxValue, "the index of the token");
        IsEnabled = isEnabled;
    }

    /// <summary>The index of the token. Wire: <c>token</c>.</summary>
    public int Token { get; }

    /// <summary>On or off.</summary>
    public bool IsEnabled { get; }

    /// <inheritdoc/>
    public override string Variant => IsEnabled ? "enableFreezePrivilege" : "revokeFreezePrivilege";

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginMap(1);
        writer.Name("token"u8);
        writer.Integer((long)Token);
        writer.EndMap();
    }
}
