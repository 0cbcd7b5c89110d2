namespace HypeKr.Calibration;

/// <summary>How much a category's own alpha counts against the global one.</summary>
public enum ShrinkageEstimate
{
    /// <summary>n / (n + k) with k from <see cref="ShrinkageOptions.Strength"/>.</summary>
    FixedStrength,

    /// <summary>
    /// τ² / (τ² + v): v is the variance of the category's alpha (one over the curvature of its log loss) and τ² the variance between
    /// categories by the method of moments (DerSimonian and Laird 1986). Needs two or more categories; otherwise the global alpha holds.
    /// </summary>
    Moments,
}
