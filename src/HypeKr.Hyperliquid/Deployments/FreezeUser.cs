using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Freezes a holder's balance of a token, or frees it. Wire: <c>freezeUser</c>, with <c>token</c>, <c>user</c>, <c>freeze</c>.</summary>
public sealed class FreezeUser : SpotDeployOperation
{
    /// <summary>Whom to freeze.</summary>
    /// <param name="token">The index of the token.</param>
    /// <param name="user">The holder.</param>
    /// <param name="freeze">True freezes, false frees.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public FreezeUser(int token, EthereumAddress user, bool freeze)
    {
        Token = (int)ActionArgument.Integer(token, 0, int.MaxValue, "the index of the token");
        User = ActionArgument.Address(user, "the holder");
        Freeze = freeze;
    }

    /// <inheritdoc/>
    public override string Variant => "freezeUser";

    /// <summary>The index of the token. Wire: <c>token</c>.</summary>
    public int Token { get; }

    /// <summary>The holder. Wire: <c>user</c>.</summary>
    public EthereumAddress User { get; }

    /// <summary>Frozen, or free. Wire: <c>freeze</c>.</summary>
    public bool Freeze { get; }

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginMap(3);
        writer.Name("token"u8);
        writer.Integer((long)Token);
        writer.Name("user"u8);
        writer.Address(User);
        writer.Name("freeze"u8);
        writer.Boolean(Freeze);
        writer.EndMap();
    }
}
