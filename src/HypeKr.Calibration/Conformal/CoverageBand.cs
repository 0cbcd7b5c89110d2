namespace HypeKr.Calibration;

/// <summary>Where the coverage of one cell lies, given that it was calibrated on the rows it was calibrated on.</summary>
/// <param name="Lower">The 5 % quantile of the coverage.</param>
/// <param name="Upper">The 95 % quantile of the coverage.</param>
/// <remarks>
/// With k = ceil((n+1)(1-alpha)) the coverage of a fitted cell is distributed as Beta(k, n+1-k) when scores have no ties; with ties
/// the band is a lower one. Both are 1 where no label can be excluded.
/// </remarks>
public readonly record struct CoverageBand(double Lower, double Upper);
