namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Takes on a role of an aligned quote token. Wire: <c>authorizeAqav2Role</c>, with <c>token</c>, <c>role</c>.</summary>
public sealed class AuthorizeAqav2RoleAction : L1Action
{
    /// <summary>A role to take on.</summary>
    /// <param name="token">The index of the token.</param>
    /// <param name="role">The role.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public AuthorizeAqav2RoleAction(int token, Aqav2Role role)
    {
        Token = (int)ActionArgument.Integer(token, 0, int.MaxValue, "the index of the token");
        Role = ActionArgument.Defined(role, "the role");
    }

    /// <inheritdoc/>
    public override string Type => "authorizeAqav2Role";

    /// <summary>The index of the token. Wire: <c>token</c>.</summary>
    public int Token { get; }

    /// <summary>The role. Wire: <c>role</c>.</summary>
    public Aqav2Role Role { get; }

    internal override void Describe(ActionFacts facts)
    {
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(3);
        writer.Name("type"u8);
        writer.Text("authorizeAqav2Role"u8);
        writer.Name("token"u8);
        writer.Integer((long)Token);
        writer.Name("role"u8);
        writer.Text(Role == Aqav2Role.Technical ? "technical"u8 : "treasury"u8);
        writer.EndMap();
    }
}
