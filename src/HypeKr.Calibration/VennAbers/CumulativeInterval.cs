namespace HypeKr.Calibration;

/// <summary>The two probabilities that a response is at most a threshold.</summary>
/// <param name="Threshold">The threshold.</param>
/// <param name="Lower">1 - p1 of exceeding it.</param>
/// <param name="Upper">1 - p0 of exceeding it.</param>
public readonly record struct CumulativeInterval(double Threshold, double Lower, double Upper);
