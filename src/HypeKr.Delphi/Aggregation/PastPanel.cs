namespace HypeKr.Delphi;

/// <summary>What a panel once said about a question, and how it came out: what rules are ranked on.</summary>
public sealed record PastPanel
{
    /// <summary>The best estimates, n ≥ 1, oldest first where that is known.</summary>
    public required IReadOnlyList<double> Best { get; init; }

    /// <summary>Whether the question resolved to yes.</summary>
    public required bool Outcome { get; init; }

    /// <summary>Rows with the same cluster are about one question and are resampled together.</summary>
    /// <value>The default is null: a question of its own.</value>
    public string? Cluster { get; init; }

    /// <summary>Lower bounds, or empty.</summary>
    public IReadOnlyList<double> Lower { get; init; } = [];

    /// <summary>Upper bounds, or empty.</summary>
    public IReadOnlyList<double> Upper { get; init; } = [];

    /// <summary>First-round estimates, or empty.</summary>
    public IReadOnlyList<double> FirstBest { get; init; } = [];

    /// <summary>First-round lower bounds, or empty.</summary>
    public IReadOnlyList<double> FirstLower { get; init; } = [];

    /// <summary>First-round upper bounds, or empty.</summary>
    public IReadOnlyList<double> FirstUpper { get; init; } = [];

    /// <summary>Guesses of the others' mean, or empty.</summary>
    public IReadOnlyList<double> MetaPrediction { get; init; } = [];

    /// <summary>Weights, or empty.</summary>
    public IReadOnlyList<double> Weights { get; init; } = [];

    /// <summary>Past Brier scores, known before this question resolved, or empty.</summary>
    public IReadOnlyList<double> PastBrier { get; init; } = [];

    /// <summary>Stated confidences, or empty.</summary>
    public IReadOnlyList<double> Confidence { get; init; } = [];

    /// <summary>The panelists' histories, or empty.</summary>
    public IReadOnlyList<PanelistHistory> History { get; init; } = [];

    /// <summary>The inputs that are there.</summary>
    internal PanelInputs Inputs =>
        (Lower.Count > 0 && Upper.Count > 0 ? PanelInputs.Interval : 0)
        | (FirstBest.Count > 0 ? PanelInputs.FirstRound : 0)
        | (FirstLower.Count > 0 && FirstUpper.Count > 0 ? PanelInputs.FirstRoundInterval : 0)
        | (MetaPrediction.Count > 0 ? PanelInputs.MetaPrediction : 0)
        | (Weights.Count > 0 ? PanelInputs.Weights : 0)
        | (PastBrier.Count > 0 ? PanelInputs.PastBrier : 0)
        | (Confidence.Count > 0 ? PanelInputs.Confidence : 0)
        | (History.Count > 0 ? PanelInputs.History : 0);

    internal double Aggregate(AggregationRule rule) => rule.Aggregate(new PanelForecasts(Span(Best))
    {
        Lower = Span(Lower),
        Upper = Span(Upper),
        FirstBest = Span(FirstBest),
        FirstLower = Span(FirstLower),
        FirstUpper = Span(FirstUpper),
        MetaPrediction = Span(MetaPrediction),
        Weights = Span(Weights),
        PastBrier = Span(PastBrier),
        Confidence = Span(Confidence),
        History = Span(History),
    });

    private static ReadOnlySpan<T> Span<T>(IReadOnlyList<T> list) => list as T[] ?? [.. list];
}
