using System.Globalization;
using System.Text.Json.Serialization;

namespace HypeKr.Delphi;

/// <summary>A question for a panel: yes or no, or one of several outcomes.</summary>
/// <remarks>
/// Keep the market's price and other crowds' estimates out of it: a panel that has seen them repeats them.
/// Every text is treated as data of unknown origin (see <see cref="NewsItem"/>); news alone is fenced and labelled untrusted.
/// </remarks>
public sealed record ForecastQuestion
{
    /// <summary>2,000: characters of the title, and of each fact, that reach a prompt.</summary>
    public const int MaxLineLength = 2_000;

    /// <summary>6,000: characters of the criteria that reach a prompt.</summary>
    public const int MaxCriteriaLength = 6_000;

    /// <summary>26: the most outcomes of a question.</summary>
    public const int MaxOutcomes = 26;

    /// <summary>Names the question in records, and enters the seeds of its samples and shuffles. Never shown to a model.</summary>
    public required string Id { get; init; }

    /// <summary>What is asked, such as "Will it rain in Seoul on 1 May 2030?".</summary>
    public required string Title { get; init; }

    /// <summary>How it resolves, if known. Its lines are kept, and indented in the prompt.</summary>
    public string? Criteria { get; init; }

    /// <summary>The instant from which the question is asked, given to the models as the present. Give it in backtests always.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>When the question closes, if known.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>Further facts, one line each.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>News, most relevant first. The prescreen never sees it. With <see cref="AsOf"/> set, an item published after it, or without a date, is withheld.</summary>
    public IReadOnlyList<NewsItem> News { get; init; } = [];

    /// <summary>The outcomes of which exactly one will come true: 2 to 26 distinct names. Empty for a yes/no question.</summary>
    public IReadOnlyList<string> Outcomes { get; init; } = [];

    /// <summary>The market's probability of YES, if known. It reaches a prompt only where <see cref="PanelDefinition.ShowsMarket"/> says so.</summary>
    public double? MarketProbability { get; init; }

    /// <summary>Whether the question has several outcomes.</summary>
    [JsonIgnore]
    public bool HasOutcomes => Outcomes.Count > 0;

    /// <summary>The news that may be shown: everything, or with <see cref="AsOf"/> set what is known to have been published by then.</summary>
    [JsonIgnore]
    public IEnumerable<NewsItem> VisibleNews => AsOf is not { } cutoff ? News : News.Where(item => item.PublishedAt <= cutoff);

    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(Id)) throw new ArgumentException("The question has no Id; records and seeds need one.", "question");
        if (string.IsNullOrWhiteSpace(Title)) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The question \"{Id}\" has no Title."), "question");
        if (Facts is null || News is null || Facts.Contains(null!) || News.Any(item => item?.Text is null))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The question \"{Id}\" has null among its Facts or News; use an empty list for none."), "question");
        }

        if (MarketProbability is { } market && market is not (>= 0 and <= 1))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The question \"{Id}\" has the market probability {market}; expected a number from 0 to 1."), "question");
        }

        if (Outcomes is null || Outcomes.Count is 1 or > MaxOutcomes || Outcomes.Any(string.IsNullOrWhiteSpace) || Outcomes.Distinct(StringComparer.Ordinal).Count() != Outcomes.Count)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The question \"{Id}\" has {Outcomes?.Count ?? 0} outcomes; expected none, or 2 to {MaxOutcomes} distinct names."), "question");
        }
    }
}
