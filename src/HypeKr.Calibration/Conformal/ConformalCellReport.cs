namespace HypeKr.Calibration;

/// <summary>What one cell can promise at one error rate.</summary>
/// <param name="Category">The category; null where the taxonomy does not tell categories apart.</param>
/// <param name="Class">The true class; null where the taxonomy does not tell classes apart.</param>
/// <param name="Count">n, how many calibration rows it has.</param>
/// <param name="Quantile">The largest score that is in the set by its p-value; +∞ where nothing can be excluded.</param>
/// <param name="Band">Where its coverage lies; null where inclusion is forced.</param>
/// <param name="AlwaysIncludes">Whether it has fewer rows than the minimum.</param>
public readonly record struct ConformalCellReport(string? Category, int? Class, long Count, double Quantile, CoverageBand? Band, bool AlwaysIncludes);
