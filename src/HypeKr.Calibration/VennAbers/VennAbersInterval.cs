namespace HypeKr.Calibration;

/// <summary>The two calibrated probabilities of one score: as if its label were NO, and as if it were YES.</summary>
/// <param name="P0">The isotonic fit at the score with the object added as NO, in [0, 1).</param>
/// <param name="P1">The isotonic fit at the score with the object added as YES, in (0, 1], above <paramref name="P0"/>.</param>
/// <remarks>
/// What is proved: the one of the two that the true label selects is perfectly calibrated when rows are exchangeable. It is not
/// proved that the true probability lies between them.
/// </remarks>
public readonly record struct VennAbersInterval(double P0, double P1)
{
    /// <summary>The isotonic fit at the score with the object added as YES, in (0, 1], above <see cref="P0"/>. 0 in a default value, which no calibrator gives.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The two numbers are no probabilities, or not in order.</exception>
    public double P1 { get; init; } = P0 >= 0 && P0 <= P1 && P1 <= 1 ? P1 : throw new ArgumentOutOfRangeException(nameof(P1), string.Create(CultureInfo.InvariantCulture, $"{P0} and {P1} are no Venn-Abers interval; 0 <= P0 <= P1 <= 1 is needed."));

    /// <summary>P1 - P0: small where there is much data.</summary>
    public double Width => P1 - P0;

    /// <summary>One probability from the two.</summary>
    public double Merge(VennAbersMerge merge) => merge switch
    {
        VennAbersMerge.LogMinimax => P1 / (1 - P0 + P1),
        VennAbersMerge.BrierMinimax => P1 + (((P0 * P0) - (P1 * P1)) / 2),
        VennAbersMerge.Midpoint => (P0 + P1) / 2,
        _ => throw new ArgumentOutOfRangeException(nameof(merge), merge, "This is no Venn-Abers merge."),
    };
}
