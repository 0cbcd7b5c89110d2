namespace HypeKr.Calibration;

/// <summary>What an out-of-sample test at fit time said about one map: each row was calibrated by a map fitted on the other folds.</summary>
/// <param name="Scope">Whose rows the map was fitted on.</param>
/// <param name="Method">The map.</param>
/// <param name="Rows">How many rows were compared.</param>
/// <param name="RawBrier">The Brier score of the raw probabilities.</param>
/// <param name="CalibratedBrier">The Brier score of the out-of-fold calibrated ones.</param>
/// <param name="StandardError">The standard error of the mean paired difference: what the rows show, or, where that is more, what they would show if both were equally good. The latter matters where events are rare and none has happened yet.</param>
/// <param name="Passed">Whether the map was shown to help (or, for a global map on one category's rows, not to harm).</param>
public readonly record struct AdoptionTest(CalibrationScope Scope, CalibrationMethod Method, long Rows, double RawBrier, double CalibratedBrier, double StandardError, bool Passed)
{
    /// <summary>How many standard errors the raw probabilities are worse: above 0 the map helps. 0 where no row moved.</summary>
    public double Z => StandardError > 0 ? (RawBrier - CalibratedBrier) / StandardError : 0;

    /// <summary>For example "category VennAbers on 220 rows: Brier 0.2130 raw, 0.1987 out of fold, z 2.41: adopted".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Scope == CalibrationScope.Category ? "category" : "global")} {Method} on {Rows} rows: Brier {RawBrier:0.0000} raw, {CalibratedBrier:0.0000} out of fold, z {Z:0.00}: {(Passed ? "passed" : "failed")}");
}
