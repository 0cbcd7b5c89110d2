namespace HypeKr.Calibration;

/// <summary>Where the coverage of one cell lies, given that it was calibrated on the rows it was calibrated on.</summary>
/// <param name="Lower">The 5 % quantile of the coverage.</param>
/// <param name="Upper">The 95 % quantile of the coverage; null under ties, which can only raise coverage.</param>
/// <remarks>With k = ceil((n+1)(1-alpha)) the coverage of a fitted cell is distributed as Beta(k, n+1-k) when scores have no ties (Vovk, "Conditional validity of inductive conformal predictors", 2012).</remarks>
public readonly record struct CoverageBand(double Lower, double? Upper);
