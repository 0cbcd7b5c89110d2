namespace HypeKr.Calibration;

/// <summary>How often the sets of one category and true class held the truth.</summary>
/// <param name="Category">The category; null over all categories.</param>
/// <param name="Class">The true class; null over all classes.</param>
/// <param name="Covered">How many sets held the true class.</param>
/// <param name="Total">How many objects there were.</param>
public readonly record struct CellCoverage(string? Category, int? Class, long Covered, long Total)
{
    /// <summary>The empirical coverage, null without objects.</summary>
    public double? Rate => Total == 0 ? null : (double)Covered / Total;
}
