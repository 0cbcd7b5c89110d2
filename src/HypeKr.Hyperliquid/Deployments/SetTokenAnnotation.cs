namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Sets what the venue shows beside a token. Wire: <c>setTokenAnnotation</c>, with <c>token</c>, <c>annotation</c>.</summary>
/// <remarks>New in September 2026, in no other client yet; the shape is unconfirmed.</remarks>
public sealed class SetTokenAnnotation : SpotDeployOperation
{
    /// <summary>An annotation to set.</summary>
    /// <param name="token">The index of the token.</param>
    /// <param name="category">A word to group by, up to 15 characters.</param>
    /// <param name="description">What it is, up to 400 characters.</param>
    /// <param name="displayName">The name to show; null for its own.</param>
    /// <param name="keywords">Words to find it by.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public SetTokenAnnotation(int token, string category, string description, string? displayName, IReadOnlyList<string> keywords)
    {
        Token = (int)ActionArgument.Integer(token, 0, int.MaxValue, "the index of the token");
        Category = ActionArgument.Text(category, 0, 15, "the category");
        Description = ActionArgument.Text(description, 0, 400, "the description");
        DisplayName = displayName is null ? null : ActionArgument.Text(displayName, 0, int.MaxValue, "the display name");
        Keywords = ActionArgument.Texts(keywords, "a keyword");
    }

    /// <inheritdoc/>
    public override string Variant => "setTokenAnnotation";

    /// <summary>The index of the token. Wire: <c>token</c>.</summary>
    public int Token { get; }

    /// <summary>A word to group by. Wire: <c>category</c>.</summary>
    public string Category { get; }

    /// <summary>What it is. Wire: <c>description</c>.</summary>
    public string Description { get; }

    /// <summary>The name to show; null for its own. Wire: <c>displayName</c>.</summary>
    public string? DisplayName { get; }

    /// <summary>Words to find it by. Wire: <c>keywords</c>.</summary>
    public IReadOnlyList<string> Keywords { get; }

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginMap(2);
        writer.Name("token"u8);
        writer.Integer((long)Token);
        writer.Name("annotation"u8);
        writer.BeginMap(4);
        writer.Name("category"u8);
        writer.Text(Category);
        writer.Name("description"u8);
        writer.Text(Description);
        writer.Name("displayName"u8);
        if (DisplayName is { } displayName) writer.Text(displayName);
        else writer.Null();
        writer.Name("keywords"u8);
        writer.BeginArray(Keywords.Count);
        foreach (var keyword in Keywords) writer.Text(keyword);
        writer.EndArray();
        writer.EndMap();
        writer.EndMap();
    }
}
