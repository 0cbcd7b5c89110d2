namespace HypeKr.Calibration;

/// <summary>The policies of a <see cref="CalibratorBundle"/>; they are part of it and of its hash.</summary>
public sealed record CalibratorOptions
{
    internal static CalibratorOptions Default { get; } = new();

    /// <summary>The error rate of conformal sets, between 0 and 1 with at most 18 decimals.</summary>
    /// <value>0.1 by default: in each cell nine sets of ten hold the truth.</value>
    public decimal Alpha { get; init; } = 0.1m;

    /// <summary>The policies of the conformal cells.</summary>
    /// <value>At least 30 rows a cell, label included below that, p &gt; alpha.</value>
    public MondrianOptions Conformal { get; init; } = MondrianOptions.Default;

    /// <summary>Which map a category gets by its sample size, and what it must show first.</summary>
    /// <value>Isotonic and Venn-Abers from 150 rows, beta from 30, each only where an out-of-sample test says that it helps.</value>
    public LadderOptions Ladder { get; init; } = LadderOptions.Default;

    /// <summary>How far outside the fitted range a raw probability may be and still be traded, 0 to 1.</summary>
    /// <value>0 by default.</value>
    public decimal MaximumExtrapolation { get; init; }

    /// <summary>k of the shrinkage toward the market, in rows.</summary>
    /// <value>50 by default.</value>
    public double ShrinkageStrength { get; init; } = MarketShrinkage.DefaultStrength;

    /// <summary>The oldest prices a trade may rest on.</summary>
    /// <value>One minute by default.</value>
    public TimeSpan MaximumQuoteAge { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A trade needs more edge after costs than this, in price units.</summary>
    /// <value>0 by default.</value>
    public decimal MinimumEdge { get; init; }

    internal void Validate()
    {
        _ = SignificanceLevel.FromDecimal(Alpha);
        ArgumentNullException.ThrowIfNull(Conformal);
        Conformal.Validate();
        ArgumentNullException.ThrowIfNull(Ladder);
        Ladder.Validate();
        if (MaximumExtrapolation is < 0 or > 1) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"MaximumExtrapolation is {MaximumExtrapolation}; it lies in [0, 1]."));
        if (!(ShrinkageStrength >= 0) || double.IsInfinity(ShrinkageStrength)) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"ShrinkageStrength is {ShrinkageStrength}; a number of rows, 0 or more, is needed."));
        if (MaximumQuoteAge < TimeSpan.Zero) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"MaximumQuoteAge is {MaximumQuoteAge}; 0 or more is needed."));
        if (MinimumEdge < 0) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"MinimumEdge is {MinimumEdge}; 0 or more is needed."));
    }
}
