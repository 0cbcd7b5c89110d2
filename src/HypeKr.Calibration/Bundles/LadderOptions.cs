namespace HypeKr.Calibration;

/// <summary>The fallback ladder of a <see cref="CalibratorBundle"/>: which map a category gets by its sample size, and what it must show first.</summary>
/// <remarks>
/// <para>
/// From <see cref="IsotonicMinimum"/> rows a category gets <see cref="Preferred"/> (Venn-Abers or isotonic; the other one when it fails its
/// test), below that and from <see cref="ParametricMinimum"/> rows <see cref="Parametric"/> (beta or Platt), below that the map of all
/// rows, chosen by the same two limits, and where that does not help either the raw probability as it is.
/// </para>
/// <para>
/// The test: rows are dealt into eight folds at random (seeded), each row is calibrated by a map fitted on the other seven, and the Brier
/// score must fall by <see cref="RequiredZ"/> standard errors of the paired differences. The map of all rows must besides not raise the
/// out-of-fold Brier score of a category that is large enough to tell. Variance over folds is taken as if rows were independent, which is
/// slightly bold; the level is a policy and no guarantee.
/// </para>
/// </remarks>
public sealed record LadderOptions
{
    internal static LadderOptions Default { get; } = new();

    /// <summary>From how many rows isotonic regression and Venn-Abers are fitted.</summary>
    /// <value>150 by default.</value>
    public int IsotonicMinimum { get; init; } = 150;

    /// <summary>From how many rows a parametric map is fitted.</summary>
    /// <value>30 by default.</value>
    public int ParametricMinimum { get; init; } = 30;

    /// <summary>The first choice from <see cref="IsotonicMinimum"/> rows on: Venn-Abers or isotonic.</summary>
    /// <value><see cref="CalibrationMethod.VennAbers"/> by default.</value>
    public CalibrationMethod Preferred { get; init; } = CalibrationMethod.VennAbers;

    /// <summary>The choice below that: beta or Platt.</summary>
    /// <value><see cref="CalibrationMethod.Beta"/> by default.</value>
    public CalibrationMethod Parametric { get; init; } = CalibrationMethod.Beta;

    /// <summary>Whether categories have maps of their own.</summary>
    /// <value>True by default.</value>
    public bool PerCategory { get; init; } = true;

    /// <summary>When a map is used.</summary>
    /// <value><see cref="AdoptionRule.OutOfSample"/> by default.</value>
    public AdoptionRule Adoption { get; init; } = AdoptionRule.OutOfSample;

    /// <summary>How many standard errors better than the raw probabilities a map must be, 0 or more.</summary>
    /// <value>1.645 by default: one-sided 5 %.</value>
    public decimal RequiredZ { get; init; } = 1.645m;

    /// <summary>The seed of the folds.</summary>
    /// <value>0 by default.</value>
    public ulong Seed { get; init; }

    internal void Validate()
    {
        if (ParametricMinimum < 2) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"ParametricMinimum is {ParametricMinimum}; 2 or more is needed."));
        if (IsotonicMinimum < ParametricMinimum) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"IsotonicMinimum is {IsotonicMinimum}; at least ParametricMinimum, {ParametricMinimum}, is needed."));
        if (Preferred is not (CalibrationMethod.VennAbers or CalibrationMethod.Isotonic)) throw new ArgumentException($"Preferred is {Preferred}; it is VennAbers or Isotonic.");
        if (Parametric is not (CalibrationMethod.Beta or CalibrationMethod.Platt)) throw new ArgumentException($"Parametric is {Parametric}; it is Beta or Platt.");
        if (!Enum.IsDefined(Adoption)) throw new ArgumentException($"{Adoption} is no adoption rule.");
        if (RequiredZ < 0) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"RequiredZ is {RequiredZ}; 0 or more is needed."));
    }
}
