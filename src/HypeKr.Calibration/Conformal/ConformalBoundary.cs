namespace HypeKr.Calibration;

/// <summary>What happens to a label whose p-value is exactly alpha. Compared in exact decimals.</summary>
public enum ConformalBoundary
{
    /// <summary>Excluded: the set holds the labels with p &gt; alpha. The same as score ≤ quantile.</summary>
    Exclude,

    /// <summary>Included: the set holds the labels with p ≥ alpha.</summary>
    Include,
}
