namespace HypeKr.Calibration;

/// <summary>The fixed thresholds that people use. All are off: they alarm without any drift, the more often the fewer rows there are.</summary>
/// <remarks>docs/guides/calibration/monitors.md says how often: a perfectly calibrated forecaster of ten questions a day trips the first within the first month almost surely.</remarks>
public sealed record FixedThresholds
{
    /// <summary>Alarms when the calibration error (15 bins, floor(p·15)) of the last 30 days is above this, for example 0.05.</summary>
    /// <value>Null, off, by default.</value>
    public double? EceAbove { get; init; }

    /// <summary>Alarms when the Brier score of the last 7 days is above this many times that of the last 90, for example 1.3.</summary>
    /// <value>Null, off, by default.</value>
    public double? BrierRatioAbove { get; init; }

    /// <summary>Alarms when the coverage of the last 30 days is off its promise by more than this, for example 0.05.</summary>
    /// <value>Null, off, by default.</value>
    public double? CoverageOffBy { get; init; }
}
