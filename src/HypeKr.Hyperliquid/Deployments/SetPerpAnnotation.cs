namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Sets what the venue shows beside an asset. Wire: <c>setPerpAnnotation</c>, with <c>coin</c>, <c>category</c>, <c>description</c>, <c>displayName</c>, <c>keywords</c>.</summary>
public sealed class SetPerpAnnotation : PerpDeployOperation
{
    /// <summary>An annotation to set.</summary>
    /// <param name="coin">The asset, with the dex before it.</param>
    /// <param name="category">A word to group by, up to 15 characters.</param>
    /// <param name="description">What it is, up to 400 characters.</param>
    /// <param name="displayName">The name to show; null for its own.</param>
    /// <param name="keywords">Words to find it by.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public SetPerpAnnotation(string coin, string category, string description, string? displayName, IReadOnlyList<string> keywords)
    {
        Coin = ActionArgument.Coin(coin);
        Category = ActionArgument.Text(category, 0, 15, "the category");
        Description = ActionArgument.Text(description, 0, 400, "the description");
        DisplayName = displayName is null ? null : ActionArgument.Text(displayName, 0, int.MaxValue, "the display name");
        Keywords = ActionArgument.Texts(keywords, "a keyword");
    }

    /// <inheritdoc/>
    public override string Variant => "setPerpAnnotation";

    /// <summary>The asset, with the dex before it. Wire: <c>coin</c>.</summary>
    public string Coin { get; }

    /// <summary>A word to group by. Wire: <c>category</c>.</summary>
    public string Category { get; }

    /// <summary>What it is. Wire: <c>description</c>.</summary>
    public string Description { get; }

    /// <summary>The name to show; null for its own. Wire: <c>displayName</c>.</summary>
    public string? DisplayName { get; }

    /// <summary>Words to find it by. Wire: <c>keywords</c>.</summary>
    public IReadOnlyList<string> Keywords { get; }

    internal override void Describe(ActionFacts facts) => facts.Coin(Coin);

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginMap(5);
        writer.Name("coin"u8);
        writer.Text(Coin);
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
