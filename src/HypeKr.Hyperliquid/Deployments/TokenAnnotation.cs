namespace HypeKr.Hyperliquid.Deployments;

/// <summary>What the venue shows beside a token. Wire: <c>annotation</c> of <c>setTokenAnnotation</c>.</summary>
public sealed class TokenAnnotation
{
    /// <summary>An annotation.</summary>
    /// <param name="category">A word to group by, up to 15 characters.</param>
    /// <param name="description">What it is, up to 400 characters.</param>
    /// <param name="displayName">The name to show; null for its own.</param>
    /// <param name="keywords">Words to find it by.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public TokenAnnotation(string category, string description, string? displayName, IReadOnlyList<string> keywords)
    {
        Category = ActionArgument.Text(category, 0, 15, "the category");
        Description = ActionArgument.Text(description, 0, 400, "the description");
        DisplayName = displayName is null ? null : ActionArgument.Text(displayName, 0, int.MaxValue, "the display name");
        Keywords = ActionArgument.Texts(keywords, "a keyword");
    }

    /// <summary>A word to group by. Wire: <c>category</c>.</summary>
    public string Category { get; }

    /// <summary>What it is. Wire: <c>description</c>.</summary>
    public string Description { get; }

    /// <summary>The name to show; null for its own. Wire: <c>displayName</c>.</summary>
    public string? DisplayName { get; }

    /// <summary>Words to find it by. Wire: <c>keywords</c>.</summary>
    public IReadOnlyList<string> Keywords { get; }

    internal void Write<TWriter>(ref TWriter writer)
        where TWriter : struct, IWireWriter
    {
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
    }
}
