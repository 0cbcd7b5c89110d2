namespace HypeKr.Delphi;

/// <summary>One piece of third-party evidence. It is shown to the panel as untrusted data, never as instructions.</summary>
/// <remarks>
/// Before it reaches a prompt it is stripped of control, format and bidirectional characters, of backticks (so that it
/// cannot close its fence) and of common injection phrases, and cut to <see cref="MaxLength"/>. That lowers the risk and is no guarantee.
/// </remarks>
public sealed record NewsItem
{
    /// <summary>1,500: characters (UTF-16) of one item, outlet and date aside, that reach a prompt.</summary>
    public const int MaxLength = 1_500;

    /// <summary>20: items of one question that reach a prompt, the first ones.</summary>
    public const int MaxItems = 20;

    /// <summary>Headline, and whatever of the body is worth showing.</summary>
    public required string Text { get; init; }

    /// <summary>Who published it, if known.</summary>
    public string? Outlet { get; init; }

    /// <summary>When it was published, if known.</summary>
    public DateTimeOffset? PublishedAt { get; init; }
}
