namespace HypeKr.Calibration;

/// <summary>A conformal interval for a number.</summary>
/// <param name="Lower">The lower end; -∞ where the cell has too few rows.</param>
/// <param name="Upper">The upper end; +∞ where the cell has too few rows.</param>
/// <param name="IsForced">Whether the interval is everything because the category was never seen or has fewer rows than the minimum.</param>
public readonly record struct PredictionInterval(double Lower, double Upper, bool IsForced)
{
    /// <summary>Upper - Lower.</summary>
    public double Width => Upper - Lower;

    /// <summary>Whether a value lies inside, ends included.</summary>
    public bool Contains(double value) => value >= Lower && value <= Upper;
}
