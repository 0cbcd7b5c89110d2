using System.Globalization;

namespace HypeKr.Delphi;

/// <summary>What a panel of n says about one question: best estimates, and whatever else was elicited. Every span has n entries, panelist by panelist, or is empty.</summary>
/// <remarks>
/// Three-point elicitation (IDEA protocol): a lower and an upper bound around the best estimate, Lower ≤ Best ≤ Upper, all in [0, 1].
/// Nothing is copied and nothing is checked until a rule reads it.
/// </remarks>
/// <param name="best">n ≥ 1 best estimates in [0, 1], those of the last round; oldest first where a rule looks at the order.</param>
public readonly ref struct PanelForecasts(ReadOnlySpan<double> best)
{
    /// <summary>The best estimates.</summary>
    public ReadOnlySpan<double> Best { get; } = best;

    /// <summary>Lower bounds.</summary>
    public ReadOnlySpan<double> Lower { get; init; }

    /// <summary>Upper bounds.</summary>
    public ReadOnlySpan<double> Upper { get; init; }

    /// <summary>The best estimates of the first round, before anybody saw the others'.</summary>
    public ReadOnlySpan<double> FirstBest { get; init; }

    /// <summary>Lower bounds of the first round.</summary>
    public ReadOnlySpan<double> FirstLower { get; init; }

    /// <summary>Upper bounds of the first round.</summary>
    public ReadOnlySpan<double> FirstUpper { get; init; }

    /// <summary>Each panelist's guess of the mean estimate of the others, in [0, 1].</summary>
    public ReadOnlySpan<double> MetaPrediction { get; init; }

    /// <summary>The caller's weights: finite, at least 0, not all 0. Test scores, numbers of reasons and the like belong here.</summary>
    public ReadOnlySpan<double> Weights { get; init; }

    /// <summary>Mean Brier scores on past questions, in [0, 1].</summary>
    public ReadOnlySpan<double> PastBrier { get; init; }

    /// <summary>Stated confidences in [0, 1].</summary>
    public ReadOnlySpan<double> Confidence { get; init; }

    /// <summary>What each panelist's answers to many questions look like; no outcomes.</summary>
    public ReadOnlySpan<PanelistHistory> History { get; init; }

    internal void Require(PanelInputs inputs, string rule)
    {
        Aggregators.Check(Best);
        if (inputs.HasFlag(PanelInputs.Interval)) RequireInterval(Lower, Best, Upper, nameof(Lower), nameof(Upper), rule);
        if (inputs.HasFlag(PanelInputs.FirstRound)) RequireProbabilities(FirstBest, nameof(FirstBest), rule);
        if (inputs.HasFlag(PanelInputs.FirstRoundInterval)) RequireInterval(FirstLower, FirstBest, FirstUpper, nameof(FirstLower), nameof(FirstUpper), rule);
        if (inputs.HasFlag(PanelInputs.MetaPrediction)) RequireProbabilities(MetaPrediction, nameof(MetaPrediction), rule);
        if (inputs.HasFlag(PanelInputs.Weights)) Aggregators.CheckWeights(Best.Length, Weights);
        if (inputs.HasFlag(PanelInputs.PastBrier)) RequireProbabilities(PastBrier, nameof(PastBrier), rule);
        if (inputs.HasFlag(PanelInputs.Confidence)) RequireProbabilities(Confidence, nameof(Confidence), rule);
        if (inputs.HasFlag(PanelInputs.History)) RequireCount(History.Length, nameof(History), rule);
    }

    private void RequireCount(int count, string name, string rule)
    {
        if (count == Best.Length) return;
        throw new ArgumentException(string.Create(
            CultureInfo.InvariantCulture, $"The rule '{rule}' reads {name}, which has {count} entries for {Best.Length} panelists; each needs one."));
    }

    private void RequireProbabilities(ReadOnlySpan<double> values, string name, string rule)
    {
        RequireCount(values.Length, name, rule);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is >= 0 and <= 1) continue;
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name}[{i}] is {values[i]}; expected a number from 0 to 1."));
        }
    }

    private void RequireInterval(ReadOnlySpan<double> lower, ReadOnlySpan<double> best, ReadOnlySpan<double> upper, string lowerName, string upperName, string rule)
    {
        RequireProbabilities(lower, lowerName, rule);
        RequireProbabilities(upper, upperName, rule);
        for (var i = 0; i < best.Length; i++)
        {
            if (lower[i] <= best[i] && best[i] <= upper[i]) continue;
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"Panelist {i} gives the interval {lower[i]} to {upper[i]} around {best[i]}; expected {lowerName} ≤ best ≤ {upperName}."));
        }
    }
}
