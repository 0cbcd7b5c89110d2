namespace HypeKr.Calibration;

/// <summary>Adaptive conformal inference: an error rate that is raised after every hit and lowered after every miss, so that coverage holds in the long run whatever the sequence does.</summary>
/// <remarks>
/// <para>
/// Gibbs and Candès, "Adaptive conformal inference under distribution shift" (2021): level(t+1) = level(t) + gamma (alpha - miss(t)).
/// The level is computed from the counts of steps and misses in decimals, so nothing accumulates and it can be restored.
/// </para>
/// <para>It promises a long-run average and nothing about any one time, category or class. Not safe for concurrent use.</para>
/// </remarks>
public sealed class AdaptiveConformal
{
    /// <summary>Starts at the target, or where a saved one stopped.</summary>
    /// <param name="alpha">The error rate to keep in the long run, between 0 and 1 with at most 8 decimals.</param>
    /// <param name="gamma">The step, above 0 with at most 8 decimals. Larger follows faster and wobbles more; the paper uses 0.005.</param>
    /// <param name="steps">How many outcomes have been seen.</param>
    /// <param name="misses">How many of them were outside their sets.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public AdaptiveConformal(decimal alpha, decimal gamma = 0.005m, long steps = 0, long misses = 0)
    {
        if (alpha <= 0 || alpha >= 1 || decimal.Round(alpha, 8) != alpha) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Alpha must lie between 0 and 1 with at most 8 decimals, for example 0.1.");
        if (gamma <= 0 || gamma > 1 || decimal.Round(gamma, 8) != gamma) throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "Gamma must lie above 0 and be at most 1, with at most 8 decimals, for example 0.005.");
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        ArgumentOutOfRangeException.ThrowIfNegative(misses);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(misses, steps);
        Alpha = alpha;
        Gamma = gamma;
        Steps = steps;
        Misses = misses;
    }

    /// <summary>The error rate to keep in the long run.</summary>
    public decimal Alpha { get; }

    /// <summary>The step.</summary>
    public decimal Gamma { get; }

    /// <summary>How many outcomes have been seen.</summary>
    public long Steps { get; private set; }

    /// <summary>How many of them were outside their sets.</summary>
    public long Misses { get; private set; }

    /// <summary>The level of the next set. At 0 or below every label is in, at 1 or above none is.</summary>
    public decimal Level => Alpha + (Gamma * ((Steps * Alpha) - Misses));

    /// <summary>How far the share of misses can be from alpha by now: (max(alpha, 1 - alpha) + gamma) / (gamma · steps). True for any sequence; 1 at most.</summary>
    public decimal Bound => Steps == 0 ? 1 : Math.Min(1, (Math.Max(Alpha, 1 - Alpha) + Gamma) / (Gamma * Steps));

    /// <summary>Whether a label with this p-value is in the next set: p &gt; level, in decimals.</summary>
    public bool Includes(ConformalPValue value) => Level <= 0 || (Level < 1 && value.AtLeast + value.Own > Level * (value.Count + value.Own));

    /// <summary>Which labels of the next object are in its set.</summary>
    /// <param name="values">A p-value for each label.</param>
    /// <param name="included">Receives for each label whether it is in.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public void Predict(ReadOnlySpan<ConformalPValue> values, Span<bool> included)
    {
        Guard.SameLength(values.Length, included.Length, nameof(included));
        for (var c = 0; c < values.Length; c++) included[c] = Includes(values[c]);
    }

    /// <summary>Learns from one outcome.</summary>
    /// <param name="covered">Whether the truth was in its set.</param>
    public void Update(bool covered)
    {
        Steps++;
        if (!covered) Misses++;
    }
}
