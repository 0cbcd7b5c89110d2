namespace HypeKr.Calibration;

/// <summary>Where a category stands on the fallback ladder: whose rows its map was fitted on, and which map it is.</summary>
/// <param name="Scope">The category's rows, those of all categories, or nobody's.</param>
/// <param name="Method">The map that gives <see cref="CalibratedForecast.Calibrated"/>.</param>
public readonly record struct CalibrationRung(CalibrationScope Scope, CalibrationMethod Method)
{
    /// <summary>The last rung: the raw probability as it is.</summary>
    public static CalibrationRung Identity => default;

    /// <summary>For example "category VennAbers" or "identity".</summary>
    public override string ToString() => Method == CalibrationMethod.Identity ? "identity" : $"{(Scope == CalibrationScope.Category ? "category" : "global")} {Method}";
}
