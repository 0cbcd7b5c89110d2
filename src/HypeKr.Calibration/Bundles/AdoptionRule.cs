namespace HypeKr.Calibration;

/// <summary>When a map that the ladder chose by sample size is used.</summary>
public enum AdoptionRule
{
    /// <summary>Only where an out-of-sample test at fit time says that it helps.</summary>
    OutOfSample,

    /// <summary>Always: sample size alone decides. Tests are run and recorded all the same.</summary>
    BySampleSize,
}
